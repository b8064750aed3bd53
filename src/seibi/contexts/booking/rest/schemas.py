"""What programs send to booking; answers are the contracts themselves."""

import datetime as dt
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from seibi.contexts.booking.contracts import CancelledBy, Stay

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
