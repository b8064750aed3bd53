"""Plain values that booking hands to its own screens and to other contexts."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money

SEE = "booking.see"
BOOK = "booking.book"
RECEIVE = "booking.arrive"
MANAGE = "booking.manage"
MOVE = "booking.move_cars"


class AppointmentState(StrEnum):
    BOOKED = "booked"
    ARRIVED = "arrived"
    MISSED = "missed"
    CANCELLED = "cancelled"


class AppointmentAction(StrEnum):
    MOVE = "move"
    CANCEL = "cancel"
    ARRIVE = "arrive"
    MISS = "miss"
    UNDO_ARRIVE = "undo_arrive"


class Door(StrEnum):
    """By which door a booking came in. All of them lead to the same functions."""

    WEB = "web"
    PHONE = "phone"
    DESK = "desk"
    BOARD = "board"
    API = "api"
    WALK_IN = "walk_in"


class Stay(StrEnum):
    WAIT = "wait"
    DROP_OFF = "drop_off"


class CancelledBy(StrEnum):
    OWNER = "owner"
    SITE = "site"


class OfferKind(StrEnum):
    """Why a slot is offered first."""

    SOONEST = "soonest"
    QUIETEST = "quietest"
    SAME_DAY = "same_day"
    SATURDAY = "saturday"


class WalkInAnswer(StrEnum):
    """The honest answers to somebody at the counter without an appointment."""

    WAIT = "wait"
    LEAVE_IT = "leave_it"
    OTHER_SITE = "other_site"


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A time when the work can be done, in UTC; half-open."""

    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A free slot with the reason to look at it first."""

    kind: OfferKind
    slot: FreeSlot


@dataclass(frozen=True, slots=True)
class SlotDay:
    """One day of the calendar: its free slots, or an empty one."""

    day: dt.date
    slots: tuple[FreeSlot, ...]


@dataclass(frozen=True, slots=True)
class SlotPage:
    """The calendar of a site for certain work: best offers first, then every day in turn."""

    site_id: UUID
    tz: str
    minutes: int
    operation_codes: tuple[str, ...]
    offers: tuple[Offer, ...]
    days: tuple[SlotDay, ...]
    why_none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldInfo:
    """A slot that is kept for one person for a few minutes of machine time."""

    id: UUID
    site_id: UUID
    operation_codes: tuple[str, ...]
    starts_at: dt.datetime
    ends_at: dt.datetime
    expires_at: dt.datetime
    seconds_left: int


@dataclass(frozen=True, slots=True)
class Party:
    """Who has to do with a visit: whose car it is, who brings it, who may say yes and how far.

    Without a bringer or an authoriser the owner is both. ``limit`` is the most that the
    authoriser may agree to; None leaves it open.
    """

    owner_id: UUID
    bringer_id: UUID | None = None
    bringer_name: str = ""
    authoriser_id: UUID | None = None
    limit: Money | None = None
    purchase_order: str = ""

    @property
    def who_may_say_yes(self) -> UUID:
        return self.authoriser_id or self.owner_id


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the owner asks for, in the owner's own words, and how they mean to spend the time."""

    text: str = ""
    stay: Stay = Stay.DROP_OFF
    courtesy_car: bool = False


@dataclass(frozen=True, slots=True)
class CarWish:
    """One of several cars that come at once: whose, what is done, whether a car is lent for it."""

    owner_id: UUID
    vehicle_id: UUID
    operation_codes: tuple[str, ...]
    courtesy_car: bool = False


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account, as typed into the third step."""

    name: str
    email: str
    plate: str = ""
    vin: str = ""
    phone: str = ""
    make: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class BookedItem:
    """One operation of an appointment with the price that was shown."""

    operation_code: str
    title: str
    minutes: int
    price: Money | None


@dataclass(frozen=True, slots=True)
class AppointmentInfo:
    """An appointment, as screens, the API and other contexts see it."""

    id: UUID
    number: str
    state: AppointmentState
    site_id: UUID
    owner_node: str
    customer_id: UUID
    vehicle_id: UUID
    operation_codes: tuple[str, ...]
    items: tuple[BookedItem, ...]
    starts_at: dt.datetime
    ends_at: dt.datetime
    tz: str
    wishes: str
    stay: Stay
    courtesy_car: bool
    door: Door
    language: str
    party: Party
    change_until: dt.datetime
    sequence: int
    price: Money | None
    actions: tuple[AppointmentAction, ...] = ()
    remedy: str = ""
    cancelled_by: CancelledBy | None = None
    cancel_reason: str = ""


@dataclass(frozen=True, slots=True)
class ArrivalInfo:
    """A car on the premises: its ticket of the day, its key tag, where it stands."""

    id: UUID
    site_id: UUID
    owner_node: str
    appointment_id: UUID | None
    customer_id: UUID
    vehicle_id: UUID
    ticket: int
    ticket_day: dt.date
    key_tag: str
    parking_place: str
    arrived_at: dt.datetime
    operation_codes: tuple[str, ...] = ()
    wishes: str = ""
    stay: Stay = Stay.DROP_OFF


@dataclass(frozen=True, slots=True)
class PreCheckInInfo:
    """What the people of a visit said before they came, for the desk and the reception."""

    appointment_id: UUID
    wishes: str
    odometer: int | None
    odometer_unit: str
    bringer_name: str
    needs_courtesy_car: bool
    keep_old_parts: bool
    photos: tuple[UUID, ...]
    said_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DayRow:
    """One expected or arrived car on the desk's list of a day."""

    appointment_id: UUID | None
    arrival_id: UUID | None
    number: str
    state: AppointmentState
    starts_at: dt.datetime
    ends_at: dt.datetime
    minutes_late: int
    customer_id: UUID
    customer_name: str
    vehicle_id: UUID
    vehicle_title: str
    plate: str
    titles: tuple[str, ...]
    stay: Stay
    courtesy_car: bool
    wishes: str
    ticket: int | None
    key_tag: str
    parking_place: str
    actions: tuple[AppointmentAction, ...]
    before: PreCheckInInfo | None = None


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody who comes tomorrow and whom no mail reminds; without a number nobody may call."""

    appointment_id: UUID
    number: str
    starts_at: dt.datetime
    customer_id: UUID
    customer_name: str
    phone: str
    vehicle_title: str
    plate: str
    may_note: bool


@dataclass(frozen=True, slots=True)
class WalkInChoice:
    """One answer for a walk-in: when the work can begin, and at which site.

    ``courtesy_car``: one is free for that time. Another site says how far it is, as the crow flies
    by a third longer, at the pace of a town.
    """

    answer: WalkInAnswer
    site_id: UUID
    site_name: str
    slot: FreeSlot
    courtesy_car: bool = False
    kilometres: float | None = None
    minutes_away: int | None = None


@dataclass(frozen=True, slots=True)
class BookingRules:
    """What a site asks of those who book, the same for both sides."""

    change_hours: int = 24
    horizon_days: int = 14
    minutes_until_missed: int = 30
    answer_minutes: int = 30
