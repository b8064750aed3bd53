"""What is written down when a car is received."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from seibi.contexts.work_orders.contracts import PartyRole, PinKind, Severity
from seibi.kernel.money import Money


class PaymentPlan(StrEnum):
    """How the customer means to pay; said at reception, decided at the cash desk."""

    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"
    ON_ACCOUNT = "on_account"


@dataclass(frozen=True, slots=True)
class Pin:
    """A mark on the drawing: where (0 to 1000 each way), what, in words, on which photo."""

    x: int
    y: int
    kind: PinKind
    note: str = ""
    photo_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """What the customer tells, asked in six questions, kept in the customer's own words."""

    words: str = ""
    what: str = ""
    when: str = ""
    where: str = ""
    who: str = ""
    why: str = ""
    how: str = ""
    reproduced: bool | None = None
    joint_test_drive: bool = False


@dataclass(frozen=True, slots=True)
class WalkAround:
    """What is written down when a car is received, and who signed it."""

    odometer: int
    signed_by: str
    odometer_unit: str = "km"
    fuel_percent: int | None = None
    charge_percent: int | None = None
    valuables: str = ""
    interview: Interview = Interview()
    pins: tuple[Pin, ...] = ()
    keep_old_parts: bool = False
    signature: bytes | None = None
    seat_covers: bool = False
    payment: PaymentPlan | None = None
    courtesy_car: bool = False
    begun_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class NamedParty:
    """Who brings the car, or who may say yes and up to how much, as typed at reception."""

    role: PartyRole
    name: str
    phone: str = ""
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EarlierWork:
    """Work that was proposed for this car before and not done; taken up with one tap."""

    line_id: UUID
    title: str
    why: str
    severity: Severity | None
    gross: Money
    number: str
    answered_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """What the people of a visit answered before they came."""

    words: str
    odometer: int | None
    odometer_unit: str
    bringer_name: str
    needs_courtesy_car: bool
    keep_old_parts: bool
    photo_urls: tuple[str, ...]
    said_at: dt.datetime


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """What this car's people told us before."""

    number: str
    at: dt.datetime
    words: str


@dataclass(frozen=True, slots=True)
class ReceptionTimes:
    """How long receptions took, for one kind of visit, in minutes."""

    kind: str
    count: int
    p50: int
    p90: int
