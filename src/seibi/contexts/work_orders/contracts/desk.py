"""What advisors, controllers and inspectors see of a visit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from seibi.contexts.work_orders.contracts import (
    Action,
    Channel,
    Grade,
    LineInfo,
    NotChargeable,
    PartyRole,
    PauseReason,
    PhotoPurpose,
    ReleaseKind,
    Severity,
    State,
    TaxRule,
)
from seibi.contexts.work_orders.contracts.asking import AskStep
from seibi.contexts.work_orders.contracts.reception import Interview, PaymentPlan, Pin
from seibi.kernel.money import Money


@dataclass(frozen=True, slots=True)
class DeskCard:
    """One visit in the desk's list, and the answer of the list's API."""

    id: UUID
    number: str
    state: State
    waits_for: PauseReason | None
    owner_node: str
    site_id: UUID
    tz: str
    plate: str
    vehicle_id: UUID
    vehicle_title: str
    customer_id: UUID
    customer_name: str
    customer_waits: bool
    ticket: str
    key_tag: str
    parking_place: str
    advisor_name: str
    first_promise_at: dt.datetime | None
    promise_at: dt.datetime | None
    forecast_at: dt.datetime | None
    minutes_late: int
    total: Money
    open_lines: int
    is_released: bool
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class PartyInfo:
    """Who wears which hat, how to reach them, and how far their word goes."""

    role: PartyRole
    customer_id: UUID | None
    name: str
    phone: str
    limit: Money | None
    purchase_order: str


@dataclass(frozen=True, slots=True)
class PhotoInfo:
    id: UUID
    file_id: UUID
    url: str
    purpose: PhotoPurpose
    caption: str
    line_id: UUID | None
    taken_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ReceptionInfo:
    """The walk around the car, as signed."""

    odometer: int
    odometer_unit: str
    odometer_warning: str
    fuel_percent: int | None
    charge_percent: int | None
    valuables: str
    interview: Interview
    pins: tuple[Pin, ...]
    keep_old_parts: bool
    signed_by: str
    signed_at: dt.datetime
    sha256: str
    signature_file_id: UUID | None = None
    seat_covers: bool = False
    courtesy_car: bool = False
    payment: PaymentPlan | None = None


@dataclass(frozen=True, slots=True)
class FindingInfo:
    id: UUID
    words: str
    severity: Severity
    reported_by: str
    reported_at: dt.datetime
    line_id: UUID | None
    photo_urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteInfo:
    """An internal note. It lives in its own table and in no value an owner gets."""

    id: UUID
    text: str
    author: str
    written_at: dt.datetime


@dataclass(frozen=True, slots=True)
class EvidenceInfo:
    id: UUID
    kind: str
    channel: Channel
    who: str
    text: str
    sha256: str
    said_at: dt.datetime
    amount_before: str
    amount_after: str


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One immutable estimate version."""

    number: int
    made_at: dt.datetime
    made_by: str
    sha256: str
    net: Money
    tax: Money
    gross: Money
    reason: str
    changes: tuple[str, ...]
    lines: tuple[dict[str, Any], ...]
    is_latest: bool
    outside_tax: Money | None = None  # statutory fees of the customer, part of the gross


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """One look at finished work."""

    line_id: UUID | None
    grade: Grade
    passed: bool
    remarks: str
    checked_by: str
    checked_at: dt.datetime
    round: int


@dataclass(frozen=True, slots=True)
class NeededCheck:
    """A look that is still missing before the car may be ready."""

    line_id: UUID
    title: str
    grade: Grade
    done: bool
    may_check: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """A part a technician asks for."""

    id: UUID
    words: str
    part_number: str
    quantity: str
    line_id: UUID | None
    asked_by: str
    asked_at: dt.datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class RecallInfo:
    """An open recall of the car, shown at reception."""

    number: str
    title: str
    component: str


@dataclass(frozen=True, slots=True)
class ChangeInfo:
    """One step of the visit's life, with the reason where one is asked for."""

    action: Action
    to_state: State
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class WorkOrderPage:
    """Everything the desk's page of one visit shows."""

    card: DeskCard
    parties: tuple[PartyInfo, ...]
    reception: ReceptionInfo | None
    photos: tuple[PhotoInfo, ...]
    recalls: tuple[RecallInfo, ...]
    findings: tuple[FindingInfo, ...]
    lines: tuple[LineInfo, ...]
    versions: tuple[VersionInfo, ...]
    is_estimate_current: bool
    ceiling: Money | None
    ceiling_used: Money | None
    evidence: tuple[EvidenceInfo, ...]
    checks: tuple[CheckInfo, ...]
    needed_checks: tuple[NeededCheck, ...]
    requests: tuple[RequestInfo, ...]
    notes: tuple[NoteInfo, ...]
    not_chargeable: tuple[NotChargeable, ...]
    history: tuple[ChangeInfo, ...]
    release: ReleaseKind | None
    visit_url: str
    tax_rule: TaxRule
    may_replace_link: bool
    asks: tuple[AskStep, ...] = ()
    standing: str = ""
    wishes: str = ""
    wants_old_parts: bool = False


@dataclass(frozen=True, slots=True)
class PartWish:
    """A part that somebody asked for at a car and has no answer to yet."""

    id: UUID
    work_order_id: UUID
    number: str
    vehicle_title: str
    words: str
    part_number: str
    quantity: str
    asked_by: str
    asked_at: dt.datetime
    tz: str


@dataclass(frozen=True, slots=True)
class CarInHouse:
    """Where a customer's car stands and when it is ready: what colleagues may tell them."""

    vehicle_id: UUID
    vehicle_title: str
    plate: str
    customer_id: UUID
    customer_name: str
    state: State
    forecast_at: dt.datetime | None
    promise_at: dt.datetime | None
    minutes_late: int
    tz: str
