"""The cars of whoever is signed in, with what is due on them."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.customers import facade as customers
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.diagnosis.contracts import DueItem
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.kernel.actor import Actor

SOON = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class MyCar:
    """A car of a signed-in person: whose it is, who they are, and what is due soon."""

    vehicle: VehicleSummary
    owner_id: UUID
    person_id: UUID
    due: tuple[DueItem, ...]


@dataclass(frozen=True, slots=True)
class MyCars:
    """All cars of a signed-in person; none for a stranger."""

    cars: tuple[MyCar, ...]

    def chosen(self, vehicle_id: str) -> MyCar | None:
        """The car of that id, else the only or first one."""
        wanted = [car for car in self.cars if str(car.vehicle.id) == vehicle_id]
        return next(iter([*wanted, *self.cars]), None)


def my_cars(*, actor: Actor, group_node: str, at: dt.datetime) -> MyCars:
    """The cars this person has now, as this dealer group knows them, with work due in 60 days."""
    people = customers.summaries(actor.persons) if actor.persons else {}
    here = [p.id for p in people.values() if p.group_node == group_node]
    found = vehicles.vehicles_of(here, at) if here else []
    if not found:
        return MyCars(())
    ids = [car.id for car in found]
    owners = vehicles.owners_of(ids, at)
    due = diagnosis.due_items(ids, at)
    return MyCars(
        tuple(
            MyCar(
                vehicle=car,
                owner_id=owners[car.id].customer_id if car.id in owners else here[0],
                person_id=here[0],
                due=tuple(item for item in due.get(car.id, ()) if _is_due(item, at)),
            )
            for car in found
        )
    )


def _is_due(item: DueItem, at: dt.datetime) -> bool:
    return item.due_p50 is not None and item.due_p50 <= (at + SOON).date()
