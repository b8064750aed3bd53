"""Facts about appointments and arrivals that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class SlotHeld(Event):
    """A slot is kept for somebody who is still making up their mind."""

    name: ClassVar[str] = "booking.slot_held.v1"

    hold_id: UUID
    site_id: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class HoldReleased(Event):
    """A kept slot was given back before it became an appointment."""

    name: ClassVar[str] = "booking.hold_released.v1"

    hold_id: UUID
    site_id: UUID


@dataclass(frozen=True, slots=True)
class AppointmentBooked(Event):
    """A car is expected at a site, with a bay and people kept for it."""

    name: ClassVar[str] = "booking.appointment_booked.v1"

    appointment_id: UUID
    site_id: UUID
    customer_id: UUID
    vehicle_id: UUID
    operation_codes: tuple[str, ...]
    starts_at: dt.datetime
    ends_at: dt.datetime
    door: str


@dataclass(frozen=True, slots=True)
class AppointmentMoved(Event):
    """An appointment takes place at another time."""

    name: ClassVar[str] = "booking.appointment_moved.v1"

    appointment_id: UUID
    site_id: UUID
    from_starts_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    sequence: int
    by: str


@dataclass(frozen=True, slots=True)
class AppointmentCancelled(Event):
    """An appointment does not take place; the bay and the people are free again."""

    name: ClassVar[str] = "booking.appointment_cancelled.v1"

    appointment_id: UUID
    site_id: UUID
    by: str
    sequence: int


@dataclass(frozen=True, slots=True)
class AppointmentMissed(Event):
    """The car did not come; the bay and the people are free again."""

    name: ClassVar[str] = "booking.appointment_missed.v1"

    appointment_id: UUID
    site_id: UUID


@dataclass(frozen=True, slots=True)
class CarArrived(Event):
    """A car stands on the premises and its people wait to be received."""

    name: ClassVar[str] = "booking.car_arrived.v1"

    arrival_id: UUID
    appointment_id: UUID | None
    site_id: UUID
    customer_id: UUID
    vehicle_id: UUID
    ticket: int
    minutes_late: int


@dataclass(frozen=True, slots=True)
class CarPlaced(Event):
    """The key hangs under a tag, or the car was put somewhere else."""

    name: ClassVar[str] = "booking.car_placed.v1"

    arrival_id: UUID
    appointment_id: UUID | None
    key_tag: str
    parking_place: str


@dataclass(frozen=True, slots=True)
class ContactCodeSent(Event):
    """Somebody without an account was sent a code to prove an address."""

    name: ClassVar[str] = "booking.contact_code_sent.v1"

    proof_id: UUID


@dataclass(frozen=True, slots=True)
class ContactProven(Event):
    """The code came back from the address in time."""

    name: ClassVar[str] = "booking.contact_proven.v1"

    proof_id: UUID


@dataclass(frozen=True, slots=True)
class BookingRulesSet(Event):
    """A node and what lies below it has new rules for changing and missing appointments."""

    name: ClassVar[str] = "booking.rules_set.v1"

    change_hours: int
    horizon_days: int
    minutes_until_missed: int
    answer_minutes: int = 30


@dataclass(frozen=True, slots=True)
class CarLeft(Event):
    """A car has left the premises; its key tag and its place are free."""

    name: ClassVar[str] = "booking.car_left.v1"

    arrival_id: UUID
    appointment_id: UUID | None


@dataclass(frozen=True, slots=True)
class OwnerInformed(Event):
    """A message about a visit is on its way to its owner."""

    name: ClassVar[str] = "booking.owner_informed.v1"

    appointment_id: UUID
    template: str


@dataclass(frozen=True, slots=True)
class LeftoversForgotten(Event):
    """Holds and proofs that had run out long ago were deleted."""

    name: ClassVar[str] = "booking.leftovers_forgotten.v1"

    rows: int


@dataclass(frozen=True, slots=True)
class WaitingJoined(Event):
    """Somebody asked to be told when a time is freed that suits them better."""

    name: ClassVar[str] = "booking.waiting_joined.v1"

    waiting_id: UUID
    site_id: UUID
    customer_id: UUID
    appointment_id: UUID | None
    door: str


@dataclass(frozen=True, slots=True)
class FreedTimeOffered(Event):
    """A freed time is kept for the first in the line whom it suits."""

    name: ClassVar[str] = "booking.freed_time_offered.v1"

    waiting_id: UUID
    offer_id: UUID
    site_id: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime
    reach: str


@dataclass(frozen=True, slots=True)
class FreedTimeTaken(Event):
    """Somebody on the wait-list has the time that they were offered."""

    name: ClassVar[str] = "booking.freed_time_taken.v1"

    waiting_id: UUID
    offer_id: UUID
    site_id: UUID
    appointment_id: UUID


@dataclass(frozen=True, slots=True)
class FreedTimeReturned(Event):
    """An offered time goes to the next in the line: declined, not answered, or withdrawn."""

    name: ClassVar[str] = "booking.freed_time_returned.v1"

    waiting_id: UUID
    offer_id: UUID
    freed_id: UUID
    site_id: UUID
    why: str


@dataclass(frozen=True, slots=True)
class WaitingEnded(Event):
    """Somebody is not on the wait-list any more without having been given a time."""

    name: ClassVar[str] = "booking.waiting_ended.v1"

    waiting_id: UUID
    site_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class CalendarFeedOpened(Event):
    """Somebody can follow their visits in a calendar of their own, at a secret address."""

    name: ClassVar[str] = "booking.calendar_feed_opened.v1"

    feed_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CalendarFeedRevoked(Event):
    """The secret address of a calendar answers nobody any more."""

    name: ClassVar[str] = "booking.calendar_feed_revoked.v1"

    feed_id: UUID


@dataclass(frozen=True, slots=True)
class VisitLinkReplaced(Event):
    """The old link of a visit opens nothing any more; a new one is on its way to the owner."""

    name: ClassVar[str] = "booking.visit_link_replaced.v2"

    appointment_id: UUID
    site_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class VisitLinkReplacedV1(Event):
    """The same without its reason, told beside it for a while."""

    name: ClassVar[str] = "booking.visit_link_replaced.v1"

    appointment_id: UUID
    site_id: UUID


@dataclass(frozen=True, slots=True)
class OwnerCalled(Event):
    """Somebody who comes tomorrow was reminded on the telephone."""

    name: ClassVar[str] = "booking.owner_called.v1"

    appointment_id: UUID


@dataclass(frozen=True, slots=True)
class PreCheckedIn(Event):
    """The people of a visit said before coming that they come, and perhaps more."""

    name: ClassVar[str] = "booking.pre_checked_in.v1"

    appointment_id: UUID
    site_id: UUID
    photos: int


@dataclass(frozen=True, slots=True)
class MoveAsked(Event):
    """Somebody shall move a car on the premises to another place."""

    name: ClassVar[str] = "booking.move_asked.v1"

    arrival_id: UUID
    job_id: UUID
    site_id: UUID
    to_place: str


@dataclass(frozen=True, slots=True)
class MoveEnded(Event):
    """A car stands where it was to be moved, or need not be moved any more."""

    name: ClassVar[str] = "booking.move_ended.v1"

    arrival_id: UUID
    job_id: UUID
    site_id: UUID
    done: bool


@dataclass(frozen=True, slots=True)
class YardSet(Event):
    """The parking places of a site, and what its entrance screen shows, were set."""

    name: ClassVar[str] = "booking.yard_set.v1"

    site_id: UUID
    places: int
    greeting: str


@dataclass(frozen=True, slots=True)
class ArrivalUndone(Event):
    """The wrong car was called arrived: its ticket, key tag and place are given back."""

    name: ClassVar[str] = "booking.arrival_undone.v1"

    appointment_id: UUID
    ticket: int


@dataclass(frozen=True, slots=True)
class CarCameBack(Event):
    """A car that was handed back too early is on the premises again."""

    name: ClassVar[str] = "booking.car_came_back.v1"

    arrival_id: UUID
