"""What came back: earlier work under guarantee, returns of a place, fixed at the first go?"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import SEE, LineKind, LineState
from seibi.contexts.work_orders.contracts.quality import (
    Comebacks,
    EarlierWork,
    ReturnInfo,
    ReturnPanel,
)
from seibi.contexts.work_orders.domain import guarantee
from seibi.contexts.work_orders.domain.lifecycle import LINES_MAY_CHANGE, TERMINAL
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.quality import Comeback, ReturnVisit
from seibi.contexts.work_orders.models.work_order import RELEASED_STATES, WorkOrder
from seibi.contexts.work_orders.permissions import can_link_return
from seibi.contexts.work_orders.queries.names import names_for
from seibi.contexts.work_orders.queries.work_orders import work_order_row
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under
from seibi.kernel.text import translated

HANDS_ON = (LineKind.LABOUR, LineKind.DIAGNOSIS)
LOOKED_BACK = dt.timedelta(days=365)
MOST = 50


def earlier_work_of(row: WorkOrder, at: dt.datetime) -> list[EarlierWork]:
    """What we repaired on this car and still stand for; that of this visit's own work first."""
    done = list(
        Line.objects.filter(
            work_order__vehicle_id=row.vehicle_id,
            work_order__state__in=RELEASED_STATES,
            work_order__delivered_at__gt=at - LOOKED_BACK,
            work_order__delivered_at__lte=at,
            work_order__owner_node__startswith=network.group_of(row.owner_node),
            state=LineState.DONE,
            removed_at=None,
            kind__in=HANDS_ON,
        )
        .exclude(work_order=row)
        .select_related("work_order")
        .order_by("-work_order__delivered_at", "position", "pk")[:MOST]
    )
    if not done:
        return []
    wanted = set(
        Line.objects.filter(work_order=row, removed_at=None)
        .exclude(operation_code="")
        .values_list("operation_code", flat=True)
    )
    sites = network.sites_by_id({line.work_order.site_id for line in done})
    doers = network.names_by_account({line.finished_by_id for line in done if line.finished_by_id})
    found = []
    for line in done:
        first = line.work_order
        assert first.delivered_at is not None  # noqa: S101 - as the database keeps it
        terms = guarantee.guarantee_for(sites[first.site_id].country, line.operation_code)
        days, km = (at - first.delivered_at).days, _driven(first, row)
        if guarantee.is_under(terms, days=days, km=km):
            found.append(
                EarlierWork(
                    line_id=line.pk,
                    work_order_id=first.pk,
                    number=first.number,
                    title=translated(line.title),
                    operation_code=line.operation_code,
                    delivered_at=first.delivered_at,
                    doer=doers.get(line.finished_by_id, "") if line.finished_by_id else "",
                    days=days,
                    km=km,
                    guarantee=terms,
                    same=line.operation_code in wanted,
                )
            )
    return sorted(found, key=lambda one: not one.same)


def returns_of(row: WorkOrder) -> list[ReturnInfo]:
    """Which earlier work this visit is about."""
    return _infos(list(_valid().filter(work_order=row)))


def return_panel(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> ReturnPanel:
    """What an advisor is asked at the desk: is it the same concern again?"""
    row = work_order_row(work_order_id, actor)
    linked = returns_of(row)
    known = set(
        _valid().filter(work_order=row).values_list("earlier_line_id", flat=True) if linked else ()
    )
    may = bool(can_link_return(actor, row)) and row.state in LINES_MAY_CHANGE
    offers = [e for e in earlier_work_of(row, at) if e.line_id not in known] if may else []
    return ReturnPanel(linked=tuple(linked), offers=tuple(offers), may_link=may)


def comebacks(*, node: str, actor: Actor, at: dt.datetime) -> Comebacks:
    """What is back at a place now, and how much was repaired at the first go in ninety days.

    Young visits are not judged yet. The SQL does not grow with the visits.
    """
    mine, here = _mine(actor), Q(work_order__owner_node__startswith=node)
    since = at - dt.timedelta(days=90)
    ended = (
        WorkOrder.objects.visible_to(actor)
        .filter(under(node), state__in=RELEASED_STATES, delivered_at__gt=since)
        .annotate(
            back_at=Min(
                "lines__returns__work_order__arrived_at",
                filter=Q(lines__returns__undone_at=None),
            )
        )
    )
    visits = [
        guarantee.Ended(delivered, back)
        for delivered, back in ended.values_list("delivered_at", "back_at")
        if delivered is not None
    ]
    sent_back = Comeback.objects.filter(mine, here, found_at__gt=since).count()
    return Comebacks(
        open=tuple(open_returns(node=node, actor=actor)),
        sent_back=sent_back,
        first_time_fix=guarantee.first_time_fix(visits, at),
    )


def open_returns(*, node: str, actor: Actor) -> list[ReturnInfo]:
    """What is back at a place now, the oldest first. The SQL does not grow with it."""
    here = Q(work_order__owner_node__startswith=node)
    rows = _valid().filter(_mine(actor), here)
    still = rows.exclude(work_order__state__in=[str(s) for s in TERMINAL])
    return _infos(list(still.order_by("linked_at", "pk")[:MOST]))


def _mine(actor: Actor) -> Q:
    return under(*actor.nodes(SEE), field="work_order__owner_node")


def repairs_of_car(*, vehicle_id: UUID, actor: Actor, at: dt.datetime) -> dict[str, int]:
    """How often a car was here for each concern that came back: what 三包 counts. One query."""
    rows = _valid().filter(
        under(*actor.nodes(SEE), field="work_order__owner_node"), work_order__vehicle_id=vehicle_id
    )
    counted = Counter(rows.values_list("concern", flat=True))
    return {concern: times + 1 for concern, times in counted.items()}


def _valid() -> QuerySet[ReturnVisit]:
    rows = ReturnVisit.objects.filter(undone_at=None)
    return rows.select_related("work_order", "earlier_line__work_order")


def _infos(rows: Sequence[ReturnVisit]) -> list[ReturnInfo]:
    if not rows:
        return []
    names = names_for([row.work_order for row in rows])
    doers = network.names_by_account({row.first_doer_id for row in rows if row.first_doer_id})
    cars = {row.work_order.vehicle_id for row in rows}
    seen = Counter(
        _valid()
        .filter(work_order__vehicle_id__in=cars)
        .values_list("work_order__vehicle_id", "concern")
    )
    return [
        ReturnInfo(
            id=row.pk,
            work_order_id=row.work_order_id,
            number=row.work_order.number,
            earlier_work_order_id=row.earlier_line.work_order_id,
            earlier_number=row.earlier_line.work_order.number,
            vehicle_title=names.car_title(row.work_order.vehicle_id),
            plate=names.plate(row.work_order.vehicle_id),
            concern=row.concern,
            first_doer_id=row.first_doer_id,
            first_doer=doers.get(row.first_doer_id, "") if row.first_doer_id else "",
            days=row.days,
            km=row.km,
            linked_at=row.linked_at,
            times=seen[row.work_order.vehicle_id, row.concern] + 1,
        )
        for row in rows
    ]


def _driven(first: WorkOrder, now: WorkOrder) -> int | None:
    """Kilometres since the car left; None while nobody has read the odometer."""
    before, here = first.odometer_out_km, now.odometer_in_km
    return max(here - before, 0) if before is not None and here is not None else None
