"""Who is calling: customers with their cars, found by name, telephone number or plate."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import HoldInfo
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.queries.holds import held_or_none
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerSummary
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.records import Record

MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Caller:
    """A customer with one of their cars, and what is due on it."""

    customer: CustomerSummary
    vehicle: VehicleSummary
    due: tuple[str, ...] = ()


def find(query: str, *, actor: Actor, at: dt.datetime) -> list[Caller]:
    """Customers with their cars, and cars with their owners, as far as this actor may know them."""
    people = customers.search(query, actor=actor, limit=MOST_FOUND)
    found: dict[tuple[UUID, UUID], Caller] = {}
    for person in people:
        for car in vehicles.vehicles_of([person.id], at):
            found[person.id, car.id] = Caller(person, car)
    cars = vehicles.find(query, actor=actor, limit=MOST_FOUND)
    owners = vehicles.owners_of([car.id for car in cars], at)
    names = customers.visible_summaries({h.customer_id for h in owners.values()}, actor=actor)
    for car in cars:
        owner = owners.get(car.id)
        if owner and owner.customer_id in names:
            found[owner.customer_id, car.id] = Caller(names[owner.customer_id], car)
    return list(found.values())[:MOST_FOUND]


def caller(*, customer_id: UUID, vehicle_id: UUID, actor: Actor, at: dt.datetime) -> Caller:
    """One customer with one car. Raises NotFound for whoever may not know them."""
    people = customers.visible_summaries([customer_id], actor=actor)
    cars = vehicles.summaries([vehicle_id])
    if customer_id not in people or vehicle_id not in cars:
        raise NotFound("customer_not_found", _("There is no such customer or car."))
    due = diagnosis.due_items([vehicle_id], at).get(vehicle_id, ())
    return Caller(people[customer_id], cars[vehicle_id], tuple(item.operation_code for item in due))


def named(ids: Collection[UUID], *, actor: Actor) -> dict[UUID, Record]:
    """What the appointments among these are called that an actor may know of."""
    rows = list(Appointment.objects.visible_to(actor).filter(pk__in=ids))
    cars = vehicles.summaries({row.vehicle_id for row in rows}) if rows else {}
    sites = network.sites_by_id(row.site_id for row in rows)
    return {
        row.pk: Record(
            f"{cars[row.vehicle_id].title} · {row.number}",
            row.owner_node,
            reverse("booking:desk_change", args=[sites[row.site_id].code, row.pk]),
        )
        for row in rows
    }


def hold_of(hold_id: UUID, actor: Actor, machine_at: dt.datetime) -> HoldInfo | None:
    """The kept time of a telephone booking, or None when it is over."""
    return held_or_none(hold_id=hold_id, actor=actor, machine_at=machine_at)
