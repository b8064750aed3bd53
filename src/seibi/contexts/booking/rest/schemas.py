"""What programs send to booking; answers are the contracts themselves."""

import datetime as dt
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from seibi.contexts.booking.contracts import CancelledBy, Stay
from seibi.contexts.booking.contracts.waiting import EVERY_DAY, SHORT_NOTICE_HOURS, WaitWish

Code = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{0,39}$")]
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]
Language = Annotated[str, Field(pattern="^(en|ja|zh-hans)$")]


class HoldIn(Schema):
    """Which work, when; five minutes of quiet follow."""

    site_id: UUID
    operation_codes: list[Code] = Field(min_length=1, max_length=20)
    starts_at: AwareDatetime
    stay: Stay = Stay.DROP_OFF
    courtesy_car: bool = False
    replaces: UUID | None = None


class ConfirmIn(Schema):
    """Whose car, who brings it, who may say yes, and what they ask for."""

    customer_id: UUID
    vehicle_id: UUID
    bringer_id: UUID | None = None
    bringer_name: Text = Field(default="", max_length=120)
    authoriser_id: UUID | None = None
    limit_amount: Decimal | None = Field(default=None, ge=0, max_digits=12, decimal_places=2)
    limit_currency: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    purchase_order: Text = Field(default="", max_length=60)
    wishes: Text = Field(default="", max_length=2000)
    stay: Stay = Stay.DROP_OFF
    courtesy_car: bool = False
    language: Language = "en"


class GuestIn(Schema):
    """Somebody without an account, with the proof of their address."""

    proof_id: UUID
    name: Text = Field(min_length=1, max_length=120)
    plate: Text = Field(default="", max_length=40)
    vin: Text = Field(default="", max_length=20)
    make: Text = Field(default="", max_length=60)
    model: Text = Field(default="", max_length=60)
    phone: Text = Field(default="", max_length=30)
    wishes: Text = Field(default="", max_length=2000)
    stay: Stay = Stay.DROP_OFF
    courtesy_car: bool = False
    language: Language = "en"


class CodeIn(Schema):
    """An address that somebody says is theirs."""

    site_id: UUID
    email: Text = Field(max_length=254)
    language: Language = "en"


class ProofIn(Schema):
    """The six digits that came by mail."""

    code: Text = Field(min_length=1, max_length=12)


class ProofOut(Schema):
    """The name of a proof; it is good once the code has come back."""

    id: UUID


class GuestBooked(Schema):
    """The new appointment and the signed link at which it is seen, moved and cancelled."""

    id: UUID
    link: str


class AppointmentMoveIn(Schema):
    """Another time; ``sequence`` is the one that was looked at."""

    starts_at: AwareDatetime
    by: CancelledBy = CancelledBy.OWNER
    reason: Text = Field(default="", max_length=500)
    remedy: Text = Field(default="", max_length=500)
    sequence: int | None = Field(default=None, ge=0)


class CancelIn(Schema):
    """Why, and what is offered by a site that cancels."""

    by: CancelledBy = CancelledBy.OWNER
    reason: Text = Field(default="", max_length=500)
    remedy: Text = Field(default="", max_length=500)
    sequence: int | None = Field(default=None, ge=0)


class ArriveIn(Schema):
    """Where the key hangs (the first free tag if empty) and where the car stands."""

    key_tag: Text = Field(default="", max_length=20)
    parking_place: Text = Field(default="", max_length=40)


class WalkInIn(Schema):
    """A car without an appointment; without a time it is planned at the reception."""

    site_id: UUID
    customer_id: UUID
    vehicle_id: UUID
    operation_codes: list[Code] = Field(default_factory=list, max_length=20)
    starts_at: AwareDatetime | None = None
    wishes: Text = Field(default="", max_length=2000)
    stay: Stay = Stay.DROP_OFF
    language: Language = "en"
    key_tag: Text = Field(default="", max_length=20)
    parking_place: Text = Field(default="", max_length=40)


class SlotsIn(Schema):
    """For which work, from which day, how many days."""

    operation_codes: list[Code] = Field(min_length=1, max_length=20)
    stay: Stay = Stay.DROP_OFF
    courtesy_car: bool = False
    from_day: dt.date | None = None
    days: int | None = Field(default=None, ge=1, le=31)


class WaitEarlierIn(Schema):
    """Which days, weekdays (0 is Monday) and hours would suit, and with how much notice."""

    from_day: dt.date
    until_day: dt.date
    weekdays: list[Annotated[int, Field(ge=0, le=6)]] = Field(
        default_factory=lambda: list(EVERY_DAY), min_length=1, max_length=7
    )
    from_time: dt.time | None = None
    until_time: dt.time | None = None
    notice_hours: int = Field(default=SHORT_NOTICE_HOURS, ge=0, le=336)
    language: Language = "en"

    def wish(self) -> WaitWish:
        """What the operation takes; hours are by the clock of the site, without an offset."""
        return WaitWish(
            from_day=self.from_day,
            until_day=self.until_day,
            weekdays=tuple(sorted(set(self.weekdays))),
            from_time=self.from_time and self.from_time.replace(tzinfo=None),
            until_time=self.until_time and self.until_time.replace(tzinfo=None),
            notice_hours=self.notice_hours,
        )


class WaitIn(WaitEarlierIn):
    """The same for whoever has booked nothing: whose car, and what is to be done."""

    customer_id: UUID
    vehicle_id: UUID
    operation_codes: list[Code] = Field(min_length=1, max_length=20)
    wishes: Text = Field(default="", max_length=2000)
    stay: Stay = Stay.DROP_OFF
    courtesy_car: bool = False


class FreeTime(Schema):
    """A free time that came with a refusal."""

    start: dt.datetime
    ready_at: dt.datetime


class SlotProblem(Schema):
    """RFC 9457 with the next free times, so that the caller can go on at once."""

    type: str
    title: str
    status: int
    code: str
    free: list[FreeTime] = Field(default_factory=list)
    errors: dict[str, str] | None = None
