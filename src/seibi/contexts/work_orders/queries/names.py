"""Names of the people, cars and sites of many visits at once."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerSummary
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.actor import Actor
from seibi.kernel.records import Record


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that is called something, by id."""

    people: dict[UUID, CustomerSummary]
    cars: dict[UUID, VehicleSummary]
    sites: dict[UUID, SiteInfo]
    staff: dict[UUID, str]

    def car_title(self, vehicle_id: UUID) -> str:
        car = self.cars.get(vehicle_id)
        return car.title if car else ""

    def plate(self, vehicle_id: UUID) -> str:
        car = self.cars.get(vehicle_id)
        return car.plate if car else ""

    def person(self, customer_id: UUID | None) -> str:
        found = self.people.get(customer_id) if customer_id else None
        return found.name if found else ""

    def colleague(self, account_id: UUID | str | None) -> str:
        if account_id is None:
            return ""
        try:
            return self.staff.get(UUID(str(account_id)), "")
        except ValueError:
            return ""


def names_for(
    work_orders: Sequence[WorkOrder],
    *,
    accounts: Iterable[str | UUID | None] = (),
    persons: Iterable[UUID | None] = (),
) -> Names:
    """The names a page needs, each kind asked for once."""
    staff_ids = {row.advisor_id for row in work_orders if row.advisor_id}
    staff_ids |= {UUID(str(a)) for a in accounts if _is_uuid(a)}
    people = {row.customer_id for row in work_orders} | {p for p in persons if p}
    return Names(
        people=customers.summaries(people) if people else {},
        cars=vehicles.summaries({row.vehicle_id for row in work_orders}) if work_orders else {},
        sites=network.sites_by_id(row.site_id for row in work_orders),
        staff=network.names_by_account(staff_ids) if staff_ids else {},
    )


def named(ids: Collection[UUID], *, actor: Actor) -> dict[UUID, Record]:
    """What the visits among these are called that an actor may know of."""
    rows = list(WorkOrder.objects.visible_to(actor).filter(pk__in=ids))
    cars = vehicles.summaries({row.vehicle_id for row in rows}) if rows else {}
    return {
        row.pk: Record(
            " · ".join(filter(None, (cars[row.vehicle_id].title, cars[row.vehicle_id].plate))),
            row.owner_node,
            reverse("work_orders:page", args=[row.pk]),
        )
        for row in rows
    }


def late(work_order: WorkOrder, at: dt.datetime) -> int:
    """Whole minutes past the promise, until ready or until now."""
    if work_order.promise_at is None:
        return 0
    seconds = ((work_order.ready_at or at) - work_order.promise_at).total_seconds()
    return max(int(seconds // 60), 0)


def _is_uuid(value: str | UUID | None) -> bool:
    if value is None:
        return False
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
