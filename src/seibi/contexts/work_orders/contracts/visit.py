"""What the owner sees of a visit. Nothing internal has a field here, so nothing can leak."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from seibi.contexts.work_orders.contracts import (
    Answer,
    Channel,
    LineKind,
    LineState,
    PauseReason,
    Payer,
    Severity,
    State,
)
from seibi.kernel.money import Money


class StepMark(StrEnum):
    """How one step of the owner's stepper stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class VisitStep:
    """One dot of the owner's stepper."""

    state: State
    mark: StepMark
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class VisitPart:
    """A part that the price of a job covers."""

    title: str
    quantity: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One line as the owner sees it: why, what it costs, what if not, how it was answered."""

    id: UUID
    kind: LineKind
    state: LineState
    title: str
    why: str
    if_not: str
    severity: Severity | None
    quantity: str
    net: Money
    tax: Money
    gross: Money
    payer: Payer
    part_origin: str
    needs_consent: bool
    change: str
    photo_urls: tuple[str, ...]
    answered_at: dt.datetime | None
    awaits_answer: bool
    included: tuple[VisitPart, ...] = ()
    stopped_for: str = ""  # the number of the dispute that stops it
    outside_tax: bool = False


@dataclass(frozen=True, slots=True)
class VisitEvidence:
    """One thing the customer's side said or signed, as kept."""

    said_at: dt.datetime
    who: str
    channel: Channel
    kind: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class VisitEstimate:
    """The version that is valid now, and what it changed against the one before."""

    version: int
    made_at: dt.datetime
    sha256: str
    net: Money
    tax: Money
    gross: Money
    agreed: Money
    open: Money
    changes: tuple[str, ...]
    outside_tax: Money | None = None  # statutory fees, part of the gross


@dataclass(frozen=True, slots=True)
class VisitFinding:
    """What was found, in words, with pictures."""

    words: str
    severity: Severity
    photo_urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """When it is ready: the forecast is what we expect, the promise is what we stand for."""

    forecast_at: dt.datetime | None
    promise_at: dt.datetime | None
    first_promise_at: dt.datetime | None
    is_ready: bool
    minutes_late: int


@dataclass(frozen=True, slots=True)
class Visit:
    """Three answers for the owner: what is wrong, how it is put right, when it is ready."""

    id: UUID
    number: str
    state: State
    waits_for: PauseReason | None
    vehicle_title: str
    plate: str
    site_id: UUID
    site_name: str
    site_phone: str
    tz: str
    advisor_name: str
    customer_name: str
    words: str
    findings: tuple[VisitFinding, ...]
    lines: tuple[VisitLine, ...]
    ready: Ready
    steps: tuple[VisitStep, ...]
    estimate: VisitEstimate | None
    ceiling: Money | None
    evidence: tuple[VisitEvidence, ...]
    awaits_answer: bool
    may_answer: bool
    answers: tuple[Answer, ...]
    explanation: str
    old_parts: str
    delivered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class VisitLink:
    """One visit in the owner's list."""

    id: UUID
    number: str
    state: State
    vehicle_id: UUID
    vehicle_title: str
    site_name: str
    tz: str
    promise_at: dt.datetime | None
    forecast_at: dt.datetime | None
    awaits_answer: bool
    begun_at: dt.datetime
