"""What programs send about a visit; rules beyond shape and size are the operations' to ask."""

import datetime as dt
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field, StringConstraints

from seibi.contexts.booking.contracts import CancelledBy
from seibi.contexts.work_orders.contracts import (
    Answer,
    AuthorityKind,
    Channel,
    IndirectReason,
    LineAnswer,
    LineKind,
    NewLine,
    OldParts,
    PartyRole,
    PauseReason,
    Payer,
    PinKind,
    ReleaseKind,
    Severity,
)
from seibi.contexts.work_orders.contracts.quality import Cause, Symbol
from seibi.contexts.work_orders.contracts.reception import Interview, PaymentPlan, Pin
from seibi.kernel.text import LANGUAGES


def no_nul(longest: int) -> StringConstraints:
    """Text of a length, without the one character PostgreSQL cannot keep."""
    return StringConstraints(max_length=longest, pattern=r"^[^\x00]*$")


Short = Annotated[str, no_nul(120)]
Line = Annotated[str, no_nul(300)]
Long = Annotated[str, no_nul(4000)]
Code = Annotated[str, no_nul(40)]
Amount = Annotated[Decimal, Field(max_digits=12, decimal_places=2, ge=0)]
Quantity = Annotated[Decimal, Field(max_digits=10, decimal_places=3, gt=0)]
Rate = Annotated[Decimal, Field(max_digits=6, decimal_places=5, ge=0, lt=1)]
Kilometres = Annotated[int, Field(ge=0, le=9_999_999)]
Percent = Annotated[int, Field(ge=0, le=100)]
Moment = Annotated[
    AwareDatetime,
    Field(ge=dt.datetime(2000, 1, 1, tzinfo=dt.UTC), le=dt.datetime(2100, 1, 1, tzinfo=dt.UTC)),
]
Unit = Annotated[str, StringConstraints(pattern=r"^(km|mi)$")]
Language = Annotated[str, StringConstraints(pattern=f"^({'|'.join(LANGUAGES)})$")]
Picture = Annotated[str, no_nul(14_000_000)]  # base64 of a picture of ten million bytes


class OpenIn(Schema):
    """The car at the door, or the appointment to prepare."""

    arrival_id: UUID | None = None
    appointment_id: UUID | None = None


class PinIn(Schema):
    x: Annotated[int, Field(ge=0, le=1000)]
    y: Annotated[int, Field(ge=0, le=1000)]
    kind: PinKind
    note: Annotated[str, no_nul(200)] = ""
    photo_id: UUID | None = None

    def value(self) -> Pin:
        return Pin(self.x, self.y, self.kind, self.note, self.photo_id)


class InterviewIn(Schema):
    words: Long = ""
    what: Line = ""
    when: Line = ""
    where: Line = ""
    who: Line = ""
    why: Line = ""
    how: Line = ""
    reproduced: bool | None = None
    joint_test_drive: bool = False

    def value(self) -> Interview:
        return Interview(**self.model_dump())


class ReceptionIn(Schema):
    odometer: Kilometres
    odometer_unit: Unit = "km"
    fuel_percent: Percent | None = None
    charge_percent: Percent | None = None
    valuables: Annotated[str, no_nul(500)] = ""
    interview: InterviewIn = InterviewIn()
    pins: Annotated[list[PinIn], Field(max_length=60)] = []
    keep_old_parts: bool = False
    seat_covers: bool = False
    courtesy_car: bool = False
    payment: PaymentPlan | None = None
    begun_at: Moment | None = None
    take_up: Annotated[list[UUID], Field(max_length=20)] = []
    signed_by: Short
    signature: Picture = ""
    promise_at: Moment | None = None


class PartyIn(Schema):
    role: PartyRole
    customer_id: UUID | None = None
    name: Short = ""
    phone: Annotated[str, no_nul(30)] = ""
    limit: Amount | None = None
    purchase_order: Annotated[str, no_nul(60)] = ""


class PromiseIn(Schema):
    promise_at: Moment
    reason: Line = ""


class ForecastIn(Schema):
    forecast_at: Moment


class KeepCarIn(Schema):
    key_tag: Annotated[str, no_nul(20)] = ""
    parking_place: Code = ""


class LineIn(Schema):
    """A line as typed; what is left open is taken from the catalogue and the price lists."""

    kind: LineKind
    title: dict[Language, Line] = {}
    quantity: Quantity = Decimal(1)
    unit_net: Amount | None = None
    unit_gross: Amount | None = None
    tax_rate: Rate | None = None
    operation_code: Code = ""
    part_number: Code = ""
    payer: Payer = Payer.CUSTOMER
    why: Long = ""
    if_not: Long = ""
    severity: Severity | None = None
    minutes: Annotated[int, Field(ge=0, le=10_000)] = 0
    finding_id: UUID | None = None

    def value(self) -> NewLine:
        return NewLine(**self.model_dump(exclude={"finding_id"}))


class LineChangesIn(Schema):
    title: Annotated[dict[Language, Line], Field(min_length=1)] | None = None
    why: Long | None = None
    if_not: Long | None = None
    severity: Severity | None = None
    quantity: Quantity | None = None
    unit_net: Amount | None = None
    unit_gross: Amount | None = None
    payer: Payer | None = None

    def value(self) -> dict[str, object]:
        return self.model_dump(exclude_none=True)


class MenuIn(Schema):
    codes: Annotated[list[Code], Field(min_length=1, max_length=20)]


class VersionIn(Schema):
    reason: Line = ""
    tell_customer: bool = True


class AnswerIn(Schema):
    line_id: UUID
    answer: Answer
    note: Line = ""

    def value(self) -> LineAnswer:
        return LineAnswer(self.line_id, self.answer, self.note)


class AnswersIn(Schema):
    """``version`` is the one that was looked at; an older one is refused with 409."""

    version: Annotated[int, Field(ge=0, le=32_000)]
    answers: Annotated[list[AnswerIn], Field(max_length=200)]
    who: Short = ""
    signature: Picture = ""


class TelephoneIn(AnswersIn):
    phone: Annotated[str, no_nul(30)] = ""
    read_back: bool = False


class PaperIn(AnswersIn):
    paper: Picture = ""


class CeilingIn(Schema):
    amount: Amount
    who: Short
    channel: Channel = Channel.IN_PERSON


class LinesIn(Schema):
    line_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]


class DiagnosisIn(Schema):
    line_id: UUID
    who: Short
    channel: Channel = Channel.IN_PERSON


class HouseIn(Schema):
    line_id: UUID
    kind: AuthorityKind
    reference: Annotated[str, no_nul(60)]


class ClockIn(Schema):
    line_id: UUID
    two_cars: bool = False


class IndirectIn(Schema):
    site_id: UUID
    reason: IndirectReason


class PauseIn(Schema):
    reason: PauseReason
    note: Annotated[str, no_nul(200)] = ""


class WorkStepIn(Schema):
    words: Annotated[str, no_nul(200)]
    torque_nm: Annotated[Decimal, Field(max_digits=6, decimal_places=1, ge=0)] | None = None


class TickIn(Schema):
    done: bool = True


class FindingIn(Schema):
    words: Long
    severity: Severity = Severity.AMBER


class PartRequestIn(Schema):
    words: Annotated[str, no_nul(200)] = ""
    part_number: Code = ""
    quantity: Quantity = Decimal(1)
    line_id: UUID | None = None


class RequestAnswerIn(Schema):
    answer: Annotated[str, no_nul(200)]


class IssueIn(Schema):
    """Without a line every agreed part line gets what it is missing."""

    line_id: UUID | None = None
    part_number: Code = ""
    quantity: Quantity | None = None


class TakeBackIn(Schema):
    line_id: UUID
    part_number: Code = ""
    quantity: Quantity


class CheckIn(Schema):
    line_id: UUID
    passed: bool
    remarks: Long = ""
    photo: Picture = ""
    road_km: Annotated[Decimal, Field(max_digits=5, decimal_places=1, ge=0)] | None = None
    road_minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    cause: Cause = Cause.OTHER


class ClockCorrectionIn(Schema):
    """The times as they were, whose they are, and why this is written down afterwards."""

    technician_id: UUID
    line_id: UUID | None = None
    started_at: Moment
    ended_at: Moment
    reason: Line


class ChecklistItemIn(Schema):
    """One item of an inspection, what was done at it, and what was measured."""

    item: Code
    symbol: Symbol
    measured: Code = ""


class ChecklistIn(Schema):
    """Items of one inspection."""

    results: Annotated[list[ChecklistItemIn], Field(min_length=1, max_length=100)]


class SwapIn(Schema):
    """The appointment whose car is really here, and why this one was taken for it."""

    right_appointment_id: UUID
    reason: Line


class HelpIn(Schema):
    """What a colleague is needed for."""

    words: Annotated[str, no_nul(200)] = ""


class ReturnIn(Schema):
    """The earlier work that the customer is back with."""

    earlier_line_id: UUID


class DeliverIn(Schema):
    odometer: Kilometres
    odometer_unit: Unit = "km"
    explanation: Long
    old_parts: OldParts
    delivered_to: Short
    signature: Picture = ""


class ReleaseIn(Schema):
    kind: ReleaseKind
    reason: Line = ""


class VisitReasonIn(Schema):
    reason: Line


class VisitCancelIn(VisitReasonIn):
    """Why, who asked for it, and what a site that asked offers instead."""

    by: CancelledBy = CancelledBy.OWNER
    remedy: Line = ""


class NoteIn(Schema):
    text: Long


class Opened(Schema):
    work_order_id: UUID


class LineMade(Schema):
    """The id of what came to be."""

    id: UUID


class ManyMade(Schema):
    ids: list[UUID]


class VersionMade(Schema):
    version: int


class Evidenced(Schema):
    evidence_id: UUID


class Noted(Schema):
    """``sentence`` says what looks odd; empty when nothing does."""

    sentence: str


class Issued(Schema):
    lines: int


class Left(Schema):
    left: Decimal
    currency: str


class Minutes(Schema):
    minutes: int
