"""Owners who may be called, on the list of site 7."""

import datetime as dt
from uuid import UUID

from seibi.contexts.booking.tests import factories as places
from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import ListMade, TodayPage
from seibi.contexts.care.models import Contact
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    NewContact,
)
from seibi.contexts.network.contracts import Role
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.kernel.actor import SYSTEM, Actor
from tests import world
from tests.world import NOON

SOLD_ON = dt.date(2022, 4, 1)
A_DAY = dt.timedelta(days=1)


def carol() -> Actor:
    """She looks after the owners of site 7."""
    return world.actor("carl", Role.CR)


def place() -> places.Place:
    """Site 7 with room for two cars at once; Grace may be called, and her car is due."""
    found = places.place(bays=3, technicians=3)
    vehicles.load_schedules(actor=SYSTEM, at=NOON)
    make_due(found.vehicle_id)
    may_be_called(found.customer_id, "090-8765-4320")
    return found


def make_due(vehicle_id: UUID) -> None:
    Vehicle.objects.filter(pk=vehicle_id).update(delivered_on=SOLD_ON)


def may_be_called(customer_id: UUID, phone: str) -> None:
    customers.add_contact(
        customer_id=customer_id,
        new=NewContact(ContactKind.PHONE, phone),
        actor=SYSTEM,
        at=NOON,
    )
    agree(customer_id, ContactKind.PHONE)


def agree(customer_id: UUID, channel: ContactKind) -> None:
    customers.give_consent(
        customer_id=customer_id,
        purpose=ContactPurpose.REMINDER,
        channel=channel,
        source=ConsentSource.COUNTER,
        actor=SYSTEM,
        at=NOON,
    )


def computed(where: places.Place, at: dt.datetime = NOON) -> ListMade:
    """The list as it is made at night."""
    return care.compute(site_id=where.site_id, actor=SYSTEM, at=at)


def listed(where: places.Place, at: dt.datetime = NOON) -> TodayPage:
    return care.today(site_id=where.site_id, actor=carol(), at=at)


def contact(where: places.Place) -> Contact:
    """Grace on the list."""
    computed(where)
    return Contact.objects.get(customer_id=where.customer_id)
