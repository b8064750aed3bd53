"""What those who keep in touch with owners need to know of visits: plain facts, set by set."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.work_orders.contracts import LineKind, LineState, State
from seibi.contexts.work_orders.domain.lifecycle import TERMINAL
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.rows import under

MOST = 2000


@dataclass(frozen=True, slots=True)
class EndedVisit:
    """A visit whose car was handed back."""

    work_order_id: UUID
    customer_id: UUID
    vehicle_id: UUID
    delivered_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DeclinedWork:
    """Work that an owner did not want, or not yet, with the operation behind it, if any."""

    work_order_id: UUID
    customer_id: UUID
    vehicle_id: UUID
    operation_code: str
    titles: Mapping[str, str]
    ended_at: dt.datetime


def cars_standing(vehicle_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these cars are at a workshop now. One query."""
    here = WorkOrder.objects.filter(vehicle_id__in=vehicle_ids)
    here = here.exclude(state__in=[State.BOOKED, *TERMINAL])
    return frozenset(here.values_list("vehicle_id", flat=True))


def ended_visits(*, node: str, since: dt.datetime, until: dt.datetime) -> list[EndedVisit]:
    """Visits of a place that ended in a stretch of time, the oldest first. One query."""
    rows = WorkOrder.objects.filter(under(node), delivered_at__gte=since, delivered_at__lt=until)
    rows = rows.filter(state__in=TERMINAL).exclude(state=State.CANCELLED)
    return [
        EndedVisit(row.pk, row.customer_id, row.vehicle_id, row.delivered_at)
        for row in rows.order_by("delivered_at", "pk")[:MOST]
        if row.delivered_at
    ]


def declined_work(*, node: str, since: dt.datetime, until: dt.datetime) -> list[DeclinedWork]:
    """Work refused or put off at visits that ended in a stretch of time. One query."""
    rows = Line.objects.filter(
        under(node, field="work_order__owner_node"),
        work_order__delivered_at__gte=since,
        work_order__delivered_at__lt=until,
        state__in=[LineState.DECLINED, LineState.DEFERRED],
        kind=LineKind.LABOUR,
        removed_at=None,
    ).select_related("work_order")
    return [
        DeclinedWork(
            row.work_order_id,
            row.work_order.customer_id,
            row.work_order.vehicle_id,
            row.operation_code,
            dict(row.title),
            row.work_order.delivered_at,
        )
        for row in rows.order_by("work_order__delivered_at", "position", "pk")[:MOST]
        if row.work_order.delivered_at
    ]
