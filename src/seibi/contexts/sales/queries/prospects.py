"""The prospects of a workshop as those who sell see them."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactPurpose
from seibi.contexts.network import facade as network
from seibi.contexts.sales.contracts import Lost, ProspectRow, ProspectState, SalesPage, Source
from seibi.contexts.sales.models import HandOver, Prospect
from seibi.contexts.sales.permissions import can_sell, no_prospect, offered_actions
from seibi.contexts.sales.queries.hints import hints_for
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require

MOST, MOST_CLOSED = 100, 20


def sales_page(*, site_id: UUID, actor: Actor, at: dt.datetime) -> SalesPage:
    """Open prospects, my own first, then what after-sales tells, then what was closed last.

    The SQL does not grow with the prospects. Raises NotFound, NotAllowed.
    """
    site = network.site(site_id)
    require(can_sell(actor, site.node))
    rows = Prospect.objects.visible_to(actor).filter(site_id=site_id).order_by("-opened_at", "pk")
    waiting = list(rows.filter(state=ProspectState.OPEN)[:MOST])
    gone = list(rows.exclude(state=ProspectState.OPEN).order_by("-closed_at")[:MOST_CLOSED])
    shown = _rows([*waiting, *gone], site.tz, actor, at)
    mine = {row.pk for row in waiting if str(row.seller_id) == actor.account_id}
    found, kept_back = hints_for(site=site, actor=actor, at=at)
    return SalesPage(
        open=tuple(sorted(shown[: len(waiting)], key=lambda one: one.id not in mine)),
        closed=tuple(shown[len(waiting) :]),
        hints=found,
        kept_back=kept_back,
    )


def prospect(*, prospect_id: UUID, actor: Actor, at: dt.datetime) -> ProspectRow:
    """One prospect. Raises NotFound ("prospect_not_found")."""
    row = Prospect.objects.visible_to(actor).filter(pk=prospect_id).first()
    if row is None:
        raise no_prospect()
    return _rows([row], network.site(row.site_id).tz, actor, at)[0]


def _rows(rows: Sequence[Prospect], tz: str, actor: Actor, at: dt.datetime) -> list[ProspectRow]:
    ids = {row.customer_id for row in rows}
    people = customers.summaries(ids)
    ways = customers.ways_to(ids, (ContactPurpose.OFFERS,), at)
    sellers = network.names_by_account({row.seller_id for row in rows})
    given = {one.prospect_id: one for one in HandOver.objects.filter(prospect__in=rows)}
    cars = vehicles.summaries([one.vehicle_id for one in given.values()])
    found = []
    for row in rows:
        person, over, way = people[row.customer_id], given.get(row.pk), ways.get(row.customer_id)
        car = cars.get(over.vehicle_id) if over else None
        found.append(
            ProspectRow(
                id=row.pk,
                site_id=row.site_id,
                customer_id=person.id,
                name=person.formal_name,
                phone=person.phone,
                email=person.email,
                interest=row.interest,
                source=Source(row.source),
                state=ProspectState(row.state),
                seller_name=sellers.get(row.seller_id, ""),
                opened_at=row.opened_at,
                tz=tz,
                lost=Lost(row.lost) if row.lost else None,
                vehicle_id=over.vehicle_id if over else None,
                car=car.title if car else "",
                handed_over_on=over.handed_over_on if over else None,
                first_service_on=over.first_service_on if over else None,
                may_offer=bool(way and (way.phone or way.email)),
                actions=offered_actions(actor, row),
            )
        )
    return found
