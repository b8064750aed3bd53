"""Values of the door: what owners said before they came, the yard, keys, moves, the welcome."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

LONGEST_LIST = 200  # places of one yard


class Greeting(StrEnum):
    """What the entrance screen shows of whoever is expected or waits."""

    TICKET = "ticket"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True)
class BeforeArrival:
    """What somebody says before they come; everything but the yes is optional."""

    wishes: str = ""
    odometer: int | None = None
    bringer_name: str = ""
    needs_courtesy_car: bool = False
    keep_old_parts: bool = False


@dataclass(frozen=True, slots=True)
class MovementInfo:
    """One line of where a key and a car were, and who put them there."""

    key_tag: str
    parking_place: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class YardCar:
    """A car on the premises as the yard sees it."""

    arrival_id: UUID
    vehicle_id: UUID
    vehicle_title: str
    plate: str
    ticket: int
    key_tag: str
    parking_place: str
    arrived_at: dt.datetime
    last: MovementInfo | None
    job_id: UUID | None
    to_place: str


@dataclass(frozen=True, slots=True)
class YardInfo:
    """The yard of a site: what stands where, what is free, what is to be moved."""

    site_id: UUID
    tz: str
    places: tuple[str, ...]
    free: tuple[str, ...]
    cars: tuple[YardCar, ...]
    moves: tuple[YardCar, ...]
    greeting: Greeting


@dataclass(frozen=True, slots=True)
class Greeted:
    """One line of the entrance screen: no name and no plate, only what the site chose."""

    time: dt.datetime
    shown: str
    here: bool


@dataclass(frozen=True, slots=True)
class MissedRow:
    """Somebody who did not come: whom to ring, and whether somebody has."""

    appointment_id: UUID
    number: str
    starts_at: dt.datetime
    customer_id: UUID
    customer_name: str
    phone: str
    vehicle_id: UUID
    vehicle_title: str
    plate: str
    titles: tuple[str, ...]
    called: bool
