"""The wait-list as values: one entry for its own people, the whole line for the desk."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts.waiting import (
    WaitAction,
    WaitInfo,
    WaitOfferInfo,
    WaitOfferState,
    WaitReach,
    WaitRow,
    WaitState,
)
from seibi.contexts.booking.domain.waiting import WAIT_LIFECYCLE
from seibi.contexts.booking.models.waiting import IN_LINE, Waiting, WaitOffer
from seibi.contexts.booking.permissions import can_see_line, can_wait
from seibi.contexts.booking.queries.line import wish_of
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require

BY_PEOPLE = frozenset({WaitAction.TAKE, WaitAction.DECLINE, WaitAction.LEAVE})


def waiting(*, waiting_id: UUID, actor: Actor, machine_at: dt.datetime) -> WaitInfo:
    """One entry with its newest offer. Raises NotFound ("waiting_not_found")."""
    found = _infos(Waiting.objects.visible_to(actor).filter(pk=waiting_id), actor, machine_at)
    if not found:
        raise NotFound("waiting_not_found", _("There is no such entry on the wait-list."))
    return found[0]


def waiting_of_offer(*, offer_id: UUID) -> UUID:
    """Whose offer it is. Raises NotFound ("offer_not_found")."""
    waiting_id = WaitOffer.objects.filter(pk=offer_id).values_list("waiting_id", flat=True).first()
    if waiting_id is None:
        raise NotFound("offer_not_found", _("There is no such offer."))
    return waiting_id


def visit_taken(*, waiting_id: UUID) -> UUID | None:
    """The visit that an entry ended in, if it did."""
    rows = WaitOffer.objects.filter(waiting_id=waiting_id, state=WaitOfferState.TAKEN)
    return rows.values_list("appointment_id", flat=True).first()


def waiting_for_visit(
    *, appointment_id: UUID, actor: Actor, machine_at: dt.datetime
) -> WaitInfo | None:
    """What the people of a visit wait for, if they do."""
    rows = Waiting.objects.visible_to(actor).filter(
        appointment_id=appointment_id, state__in=IN_LINE
    )
    return next(iter(_infos(rows, actor, machine_at)), None)


def waits_of(
    *, customer_ids: Iterable[UUID], actor: Actor, machine_at: dt.datetime
) -> list[WaitInfo]:
    """What these people wait for, first come first."""
    rows = Waiting.objects.visible_to(actor).in_line().filter(customer_id__in=list(customer_ids))
    return _infos(rows, actor, machine_at)


def how_many_wait(*, site_id: UUID) -> int:
    """The length of a site's line. One query."""
    return Waiting.objects.filter(site_id=site_id, state__in=IN_LINE).count()


def wait_list(*, site_id: UUID, actor: Actor, machine_at: dt.datetime) -> list[WaitRow]:
    """The line of a site, first come first. The number of SQL queries does not grow with it.

    Raises NotFound, NotAllowed.
    """
    site = network.site(site_id)
    require(can_see_line(actor, site.node))
    found = _infos(Waiting.objects.filter(site_id=site_id).in_line(), actor, machine_at)
    people = customers.summaries({one.customer_id for one in found}) if found else {}
    cars = vehicles.summaries({one.vehicle_id for one in found}) if found else {}
    return [
        WaitRow(
            place=place,
            waiting=one,
            customer_name=people[one.customer_id].formal_name,
            phone=people[one.customer_id].phone,
            vehicle_title=cars[one.vehicle_id].title,
            plate=cars[one.vehicle_id].plate,
        )
        for place, one in enumerate(found, start=1)
    ]


def _infos(rows: Iterable[Waiting], actor: Actor, machine_at: dt.datetime) -> list[WaitInfo]:
    newest_first = WaitOffer.objects.order_by("-offered_at", "-pk")
    found = list(
        rows.select_related("appointment").prefetch_related(  # type: ignore[attr-defined]
            Prefetch("offers", newest_first, to_attr="offered")
        )
    )
    sites = network.sites_by_id(row.site_id for row in found)
    codes = {code for row in found for code in row.operation_codes}
    work = catalogue.operations(codes) if codes else {}
    titles = {code: operation.name for code, operation in work.items()}
    return [_info(row, sites[row.site_id].tz, titles, actor, machine_at) for row in found]


def _info(
    row: Waiting, tz: str, titles: dict[str, str], actor: Actor, machine_at: dt.datetime
) -> WaitInfo:
    offered: list[WaitOffer] = row.offered  # type: ignore[attr-defined]  # of the prefetch above
    offer = _offer_info(offered[0], machine_at) if offered else None
    return WaitInfo(
        id=row.pk,
        state=WaitState(row.state),
        site_id=row.site_id,
        tz=tz,
        customer_id=row.customer_id,
        vehicle_id=row.vehicle_id,
        appointment_id=row.appointment_id,
        booked_at=row.appointment.starts_at if row.appointment else None,
        operation_codes=tuple(row.operation_codes),
        titles=tuple(titles[code] for code in row.operation_codes if code in titles),
        wish=wish_of(row),
        joined_at=row.joined_at,
        offer=offer,
        actions=_actions(row, offer, actor),
    )


def _offer_info(offer: WaitOffer, machine_at: dt.datetime) -> WaitOfferInfo:
    """As it is at this moment: one whose time to answer is over counts as not answered."""
    state = WaitOfferState(offer.state)
    if state is WaitOfferState.OPEN and offer.expires_at <= machine_at:
        state = WaitOfferState.LAPSED
    return WaitOfferInfo(
        id=offer.pk,
        state=state,
        starts_at=offer.starts_at,
        ends_at=offer.ends_at,
        expires_at=offer.expires_at,
        reach=WaitReach(offer.reach),
    )


def _actions(row: Waiting, offer: WaitOfferInfo | None, actor: Actor) -> tuple[WaitAction, ...]:
    if not can_wait(actor, row.owner_node, row):
        return ()
    possible = [a for a in WAIT_LIFECYCLE.actions(WaitState(row.state)) if a in BY_PEOPLE]
    if offer is None or offer.state is not WaitOfferState.OPEN:
        possible = [action for action in possible if action is WaitAction.LEAVE]
    return tuple(possible)
