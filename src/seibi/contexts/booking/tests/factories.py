"""A site that can do an oil change on one bay with one technician, and an owner with a car."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import Door, HoldInfo, Party, Wishes
from seibi.contexts.booking.contracts.waiting import WaitWish
from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.catalogue.tests.factories import shop
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ContactKind,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import Powertrain
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import ResourceKind
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM, Actor
from tests import world
from tests.world import GROUP, NOON, SITE

MONDAY_9 = dt.datetime(2026, 3, 30, 0, 0, tzinfo=dt.UTC)  # 09:00 in Tokyo
TUESDAY_10 = dt.datetime(2026, 3, 31, 1, 0, tzinfo=dt.UTC)
TUESDAY = dt.date(2026, 3, 31)
TUESDAY_11 = TUESDAY_10 + dt.timedelta(hours=1)
WEDNESDAY_10 = TUESDAY_10 + dt.timedelta(days=1)
SKILLS = dict.fromkeys(Skill, 3)
Hours = dict[int, list[tuple[dt.time, dt.time]]]


@dataclass(frozen=True, slots=True)
class Place:
    """A site with one owner and one car."""

    site_id: UUID
    customer_id: UUID
    vehicle_id: UUID

    @property
    def party(self) -> Party:
        return Party(owner_id=self.customer_id)

    @property
    def grace(self) -> Actor:
        return world.grace(self.customer_id)


def place(
    node: str = SITE,
    tz: str = "Asia/Tokyo",
    *,
    bays: int = 1,
    technicians: int = 1,
    desk_hours: Hours | None = None,
) -> Place:
    """The smallest workshop in which something can be booked; advisors may keep hours of their own."""
    site_id = shop(node, tz)
    for number in range(bays):
        _resource(site_id, ResourceKind.BAY, f"E{number}", bay_kind=BayKind.EXPRESS)
        _resource(site_id, ResourceKind.BAY, f"L{number}", bay_kind=BayKind.LIFT)
    for number in range(technicians):
        _resource(site_id, ResourceKind.TECHNICIAN, f"T{number}", skills=SKILLS)
    for number in range(2):
        _resource(site_id, ResourceKind.ADVISOR, f"A{number}", hours=desk_hours)
    customer_id, vehicle_id = owner()
    return Place(site_id, customer_id, vehicle_id)


def owner(
    family: str = "Hopper", email: str = "grace@example.com", plate: str = "品川 300 さ 12-34"
) -> tuple[UUID, UUID]:
    """A person with an address we may write to, and their car."""
    customer_id = customers.register_customer(
        group_node=GROUP,
        new=NewCustomer(
            kind=CustomerKind.PERSON,
            family_name=family,
            given_name="Grace",
            language="en",
            time_zone="Asia/Tokyo",
            country="JP",
        ),
        contacts=[NewContact(ContactKind.EMAIL, email)],
        actor=SYSTEM,
        at=NOON,
    )
    for contact in customers.contacts_of(customer_id):
        customers.verify_contact(contact_id=contact.id, actor=SYSTEM, at=NOON)
    vehicle_id = vehicles.register_vehicle(
        make="Toyota",
        model="Corolla",
        model_year=2022,
        country="JP",
        owner_node=SITE,
        plate=plate,
        powertrain=Powertrain.PETROL,
        owner_id=customer_id,
        actor=SYSTEM,
        at=NOON,
    )
    return customer_id, vehicle_id


def held(
    where: Place,
    starts_at: dt.datetime = MONDAY_9,
    *,
    actor: Actor | None = None,
    replaces: UUID | None = None,
) -> HoldInfo:
    """An oil change, kept for five minutes."""
    return booking.hold(
        site_id=where.site_id,
        operation_codes=["OIL"],
        starts_at=starts_at,
        replaces=replaces,
        actor=actor or where.grace,
        machine_at=clock.machine_now(),
        at=NOON,
    )


def confirmed(
    where: Place,
    hold_id: UUID,
    *,
    actor: Actor | None = None,
    door: Door = Door.WEB,
    at: dt.datetime = NOON,
) -> UUID:
    """The kept time as an appointment."""
    return booking.confirm(
        hold_id=hold_id,
        vehicle_id=where.vehicle_id,
        party=where.party,
        wishes=Wishes(text="It squeals when it is wet."),
        door=door,
        language="en",
        actor=actor or where.grace,
        machine_at=clock.machine_now(),
        at=at,
    )


def booked(where: Place, starts_at: dt.datetime = MONDAY_9, *, actor: Actor | None = None) -> UUID:
    """An appointment for an oil change."""
    return confirmed(where, held(where, starts_at, actor=actor).id, actor=actor)


def _resource(
    site_id: UUID,
    kind: ResourceKind,
    code: str,
    *,
    bay_kind: str = "",
    skills: dict[Skill, int] | None = None,
    hours: Hours | None = None,
) -> None:
    workshop.add_resource(
        site_id=site_id,
        kind=kind,
        code=code,
        name=code,
        bay_kind=bay_kind,
        skills={str(skill): grade for skill, grade in (skills or {}).items()},
        hours=hours,
        actor=SYSTEM,
        at=NOON,
    )


def fill_the_morning(where: Place) -> list[UUID]:
    """Until eleven on Tuesday all is booked by a neighbour; those visits, soonest first."""
    visits: list[UUID] = []
    customer_id, vehicle_id = owner("Neighbour", "n@example.com", "品川 300 さ 99-99")
    neighbour = Place(where.site_id, customer_id, vehicle_id)
    while True:
        page = booking.slots(
            site_id=where.site_id, operation_codes=["OIL"], at=NOON, from_day=TUESDAY, days=2
        )
        first = next(slot.starts_at for day in page.days for slot in day.slots)
        if first > TUESDAY_11:
            return visits
        visits.append(booked(neighbour, first, actor=world.ada()))


def earlier_wish(**more: Any) -> WaitWish:
    """Tuesday until eleven."""
    return WaitWish(
        **{"from_day": TUESDAY, "until_day": TUESDAY, "until_time": dt.time(11), **more}
    )


def wait_earlier(
    where: Place, visit: UUID, *, actor: Actor | None = None, at: dt.datetime = NOON, **wish: Any
) -> UUID:
    """The owner of a visit asks to be told of an earlier time."""
    return booking.wait_for_earlier(
        appointment_id=visit,
        wish=earlier_wish(**wish),
        door=Door.WEB,
        language="en",
        actor=actor or where.grace,
        at=at,
    )


def wait_for_any(where: Place, *, actor: Actor | None = None, at: dt.datetime = NOON) -> UUID:
    """Somebody who has booked nothing would come on Tuesday morning."""
    return booking.wait_for_time(
        site_id=where.site_id,
        customer_id=where.customer_id,
        vehicle_id=where.vehicle_id,
        operation_codes=["OIL"],
        wishes=Wishes(text="It squeals."),
        wish=earlier_wish(),
        door=Door.WEB,
        language="en",
        actor=actor or where.grace,
        at=at,
    )
