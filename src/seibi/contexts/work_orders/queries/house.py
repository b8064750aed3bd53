"""The whole house at a glance, for colleagues who do not work on the cars."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from seibi.contexts.work_orders.contracts import FOLLOW, PartRequestState, State
from seibi.contexts.work_orders.contracts.desk import CarInHouse, PartWish
from seibi.contexts.work_orders.domain.lifecycle import TERMINAL
from seibi.contexts.work_orders.domain.timing import minutes_late
from seibi.contexts.work_orders.models.floor import PartRequest
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries.names import names_for
from seibi.contexts.work_orders.queries.times import forecasts
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under

MOST_CARS = 100


def cars_in_house(*, actor: Actor, node: str, at: dt.datetime) -> list[CarInHouse]:
    """Whose car is here and when it is ready, the longest here first; nothing of the work itself.

    The SQL does not grow with the cars.
    """
    mine = WorkOrder.objects.filter(under(*actor.nodes(FOLLOW))).filter(under(node))
    here = mine.exclude(state__in=[State.BOOKED, *TERMINAL])
    rows = list(here.order_by("arrived_at", "pk")[:MOST_CARS])
    names, expected = names_for(rows), forecasts(rows, at)
    return [
        CarInHouse(
            vehicle_id=row.vehicle_id,
            vehicle_title=names.car_title(row.vehicle_id),
            plate=names.plate(row.vehicle_id),
            customer_id=row.customer_id,
            customer_name=names.person(row.customer_id),
            state=State(row.state),
            forecast_at=row.ready_at or expected[row.pk],
            promise_at=row.promise_at,
            minutes_late=minutes_late(row.promise_at, row.ready_at, at, expected[row.pk]),
            tz=names.sites[row.site_id].tz,
        )
        for row in rows
    ]


def last_sites(*, vehicle_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The workshop at which each of these cars was last; nothing else about the visit. One query.

    Whoever looks after a car there asks about it, and nobody at another workshop.
    """
    rows = WorkOrder.objects.filter(vehicle_id__in=vehicle_ids).exclude(state=State.CANCELLED)
    latest = rows.order_by("vehicle_id", "-opened_at", "-pk").distinct("vehicle_id")
    return dict(latest.values_list("vehicle_id", "site_id"))


def open_part_wishes(*, actor: Actor, node: str) -> list[PartWish]:
    """Parts that were asked for at cars of a place and not answered yet, the oldest first."""
    mine = WorkOrder.objects.visible_to(actor).filter(under(node)).exclude(state__in=TERMINAL)
    rows = list(
        PartRequest.objects.filter(state=PartRequestState.OPEN, work_order__in=mine)
        .select_related("work_order")
        .order_by("asked_at", "pk")[:MOST_CARS]
    )
    names = names_for([row.work_order for row in rows], accounts=[row.asked_by for row in rows])
    return [
        PartWish(
            id=row.pk,
            work_order_id=row.work_order_id,
            number=row.work_order.number,
            vehicle_title=names.car_title(row.work_order.vehicle_id),
            words=row.words,
            part_number=row.part_number,
            quantity=f"{row.quantity.normalize():f}",
            asked_by=names.colleague(row.asked_by),
            asked_at=row.asked_at,
            tz=names.sites[row.work_order.site_id].tz,
        )
        for row in rows
    ]
