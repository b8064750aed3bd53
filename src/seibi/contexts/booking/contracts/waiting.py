"""Plain values of the wait-list: what somebody waits for, and what they are offered."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0
SHORT_NOTICE_HOURS = 2


class WaitState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    SERVED = "served"
    LEFT = "left"
    OVER = "over"


class WaitAction(StrEnum):
    OFFER = "offer"
    TAKE = "take"
    DECLINE = "decline"
    LAPSE = "lapse"
    LEAVE = "leave"
    END = "end"


class WaitOfferState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class WaitReach(StrEnum):
    """How somebody hears of an offer: by mail, or the desk rings them."""

    MAIL = "mail"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class WaitWish:
    """Which times would suit: days, weekdays, hours by the clock of the site, how much notice.

    ``from_time`` and ``until_time`` bound the moment the car is brought; None leaves it open.
    """

    from_day: dt.date
    until_day: dt.date
    weekdays: tuple[int, ...] = EVERY_DAY
    from_time: dt.time | None = None
    until_time: dt.time | None = None
    notice_hours: int = SHORT_NOTICE_HOURS


@dataclass(frozen=True, slots=True)
class WaitOfferInfo:
    """A freed time that is kept for one person until they answer, or was."""

    id: UUID
    state: WaitOfferState
    starts_at: dt.datetime
    ends_at: dt.datetime
    expires_at: dt.datetime
    reach: WaitReach


@dataclass(frozen=True, slots=True)
class WaitInfo:
    """Somebody on the wait-list, as screens and programs see it; ``offer`` is the newest one."""

    id: UUID
    state: WaitState
    site_id: UUID
    tz: str
    customer_id: UUID
    vehicle_id: UUID
    appointment_id: UUID | None
    booked_at: dt.datetime | None
    operation_codes: tuple[str, ...]
    titles: tuple[str, ...]
    wish: WaitWish
    joined_at: dt.datetime
    offer: WaitOfferInfo | None
    actions: tuple[WaitAction, ...]


@dataclass(frozen=True, slots=True)
class WaitRow:
    """One line of the desk's list: the person, the car, their place in the line."""

    place: int
    waiting: WaitInfo
    customer_name: str
    phone: str
    vehicle_title: str
    plate: str
