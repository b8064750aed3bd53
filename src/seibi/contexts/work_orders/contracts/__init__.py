"""Codes and plain values of the visit: what others may know of a work order."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money

SEE = "work_orders.see"
FOLLOW = "work_orders.follow"
RECEIVE = "work_orders.receive"
ESTIMATE = "work_orders.estimate"
AUTHORISE = "work_orders.authorise"
DELIVER = "work_orders.deliver"
PLAN = "work_orders.plan"
UNDO = "work_orders.undo"
INSPECT = "work_orders.inspect"
WORK = "work_orders.work"
ISSUE_PARTS = "work_orders.issue_parts"
STOP_LINES = "support.decide"
RELEASE = "billing.credit"
RELEASE_BY_RIGHT = "billing.release_unpaid"


class State(StrEnum):
    """Where a visit is."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    CHECKED_IN = "checked_in"
    DIAGNOSING = "diagnosing"
    ESTIMATE = "estimate"
    APPROVED = "approved"
    WAITING = "waiting"
    IN_WORK = "in_work"
    QUALITY_CHECK = "quality_check"
    READY = "ready"
    DELIVERED = "delivered"
    FOLLOWED_UP = "followed_up"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What moves a visit on, or one step back."""

    ARRIVE = "arrive"
    CHECK_IN = "check_in"
    DIAGNOSE = "diagnose"
    ESTIMATE = "estimate"
    APPROVE = "approve"
    DECLINE_ALL = "decline_all"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"
    PASS = "pass"  # noqa: S105 - an action, not a password
    FAIL = "fail"
    DELIVER = "deliver"
    FOLLOW_UP = "follow_up"
    UNDO_ARRIVAL = "undo_arrival"
    UNDO_CHECK_IN = "undo_check_in"
    REOPEN = "reopen"
    TAKE_BACK = "take_back"
    CANCEL = "cancel"


class TaxRule(StrEnum):
    """How the tax of a visit is rounded, on its estimates and its invoices alike."""

    PER_LINE = "per_line"
    PER_RATE_OF_NET = "per_rate_of_net"  # visits begun before prices with tax were kept so
    PER_RATE_OF_GROSS = "per_rate_of_gross"


class LineState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"
    DEFERRED = "deferred"
    DONE = "done"


class LineAction(StrEnum):
    APPROVE = "approve"
    DECLINE = "decline"
    DEFER = "defer"
    REOPEN = "reopen"
    FINISH = "finish"
    UNDO_FINISH = "undo_finish"


class LineKind(StrEnum):
    LABOUR = "labour"
    PART = "part"
    DIAGNOSIS = "diagnosis"
    FEE = "fee"
    SUBLET = "sublet"


class Payer(StrEnum):
    CUSTOMER = "customer"
    WARRANTY = "warranty"
    INTERNAL = "internal"
    GOODWILL = "goodwill"


class Severity(StrEnum):
    """How soon something must be done, as the trade's three lights say it."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class AuthorityKind(StrEnum):
    """On whose word a line may be worked on and charged."""

    CUSTOMER_APPROVAL = "customer_approval"
    CEILING = "ceiling"
    DIAGNOSIS = "diagnosis"
    WARRANTY = "warranty"
    INTERNAL = "internal"
    GOODWILL = "goodwill"


class Answer(StrEnum):
    """What the person who may say yes answers to one line."""

    APPROVE = "approve"
    DECLINE = "decline"
    DEFER = "defer"


class Channel(StrEnum):
    """By which way an answer reached us."""

    SCREEN = "screen"
    TELEPHONE = "telephone"
    PAPER = "paper"
    IN_PERSON = "in_person"
    STANDING = "standing"


class PauseReason(StrEnum):
    """What a car waits for. There is no pause without one."""

    APPROVAL = "approval"
    PARTS = "parts"
    SUBLET = "sublet"
    TOOL = "tool"
    TECHNICIAN = "technician"
    TEST_DRIVE = "test_drive"
    INSURER = "insurer"
    KEY = "key"
    BREAK = "break"


class IndirectReason(StrEnum):
    """What a technician does with time that belongs to no car."""

    CLEANING = "cleaning"
    TRAINING = "training"
    MEETING = "meeting"
    NO_WORK = "no_work"
    EQUIPMENT = "equipment"
    DRIVING = "driving"


class ClockEnd(StrEnum):
    """Why a clock was stopped."""

    PAUSED = "paused"
    DONE = "done"
    SWITCHED = "switched"
    ENDED = "ended"


class PinKind(StrEnum):
    SCRATCH = "scratch"
    DENT = "dent"
    CRACK = "crack"
    CHIP = "chip"
    RUST = "rust"
    MISSING = "missing"


class PhotoPurpose(StrEnum):
    RECEPTION = "reception"
    FINDING = "finding"
    WORK = "work"
    QUALITY = "quality"
    DELIVERY = "delivery"


class Grade(StrEnum):
    """Who has to look at finished work before the car may be ready."""

    SELF_PHOTO = "self_photo"
    PEER = "peer"
    INSPECTOR = "inspector"
    ROAD_TEST = "road_test"


class OldParts(StrEnum):
    """What became of the parts that were taken off."""

    TAKEN = "taken"
    WAIVED = "waived"
    WARRANTY_RETURN = "warranty_return"
    NONE = "none"


class ReleaseKind(StrEnum):
    """Why the car may leave."""

    PAID = "paid"
    CREDIT = "credit"
    NOTHING_TO_PAY = "nothing_to_pay"
    BY_RIGHT = "by_right"


class PartRequestState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"


class PartyRole(StrEnum):
    """The three hats of a visit; often one person wears them all."""

    BRINGER = "bringer"
    OWNER = "owner"
    AUTHORISER = "authoriser"


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as it is typed or taken from the catalogue; prices are found when left open.

    The price of one is given without tax or with it, not both.
    """

    kind: LineKind
    title: Mapping[str, str]
    quantity: Decimal = Decimal(1)
    unit_net: Decimal | None = None
    tax_rate: Decimal | None = None
    operation_code: str = ""
    part_number: str = ""
    payer: Payer = Payer.CUSTOMER
    why: str = ""
    if_not: str = ""
    severity: Severity | None = None
    minutes: int = 0
    reference: str = ""
    unit_gross: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """One answer to one line of one estimate version."""

    line_id: UUID
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True)
class Priced:
    """Net, tax and gross of one thing, in whole coins."""

    net: Money
    tax: Money
    gross: Money
    rate: Decimal


@dataclass(frozen=True, slots=True)
class LineInfo:
    """One line of a visit as staff and other contexts see it."""

    id: UUID
    position: int
    kind: LineKind
    state: LineState
    title: str
    names: Mapping[str, str]
    why: str
    if_not: str
    severity: Severity | None
    operation_code: str
    part_number: str
    part_origin: str
    quantity: Decimal
    unit_net: Money
    net: Money
    tax: Money
    gross: Money
    tax_rate: Decimal
    payer: Payer
    minutes: int
    grade: Grade | None
    authority: AuthorityKind | None
    is_authorised: bool
    issued: Decimal
    worked_minutes: int
    actions: tuple[LineAction, ...] = ()
    unit_gross: Money | None = None  # where the price of one includes its tax
    included_in: UUID | None = None  # the job whose fixed price covers this part
    stopped_for: str = ""  # the number of the dispute that stops it
    outside_tax: bool = False


@dataclass(frozen=True, slots=True)
class BillableLine:
    """A line that may be charged: authorised, done, with the amounts that were agreed."""

    line_id: UUID
    kind: LineKind
    names: Mapping[str, str]
    operation_code: str
    part_number: str
    part_origin: str
    quantity: Decimal
    unit_net: Money
    net: Money
    tax: Money
    gross: Money
    tax_rate: Decimal
    payer: Payer
    minutes: int
    authority: AuthorityKind
    unit_gross: Money | None = None


@dataclass(frozen=True, slots=True)
class NotChargeable:
    """Time or parts that were really used on a line nobody agreed to; kept, shown, not charged."""

    line_id: UUID
    title: str
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True)
class WorkOrderInfo:
    """The facts of a visit that other contexts need."""

    id: UUID
    number: str
    state: State
    owner_node: str
    site_id: UUID
    appointment_id: UUID | None
    customer_id: UUID
    payer_id: UUID
    vehicle_id: UUID
    currency: str
    odometer_in_km: int | None
    odometer_out_km: int | None
    purchase_order: str
    arrived_at: dt.datetime | None
    checked_in_at: dt.datetime | None
    ready_at: dt.datetime | None
    delivered_at: dt.datetime | None
    first_promise_at: dt.datetime | None
    promise_at: dt.datetime | None
    forecast_at: dt.datetime | None
    is_released: bool
    old_parts: OldParts | None
    advisor_id: UUID | None
    tax_rule: TaxRule = TaxRule.PER_LINE
