"""Facts of the floor and the gate: clocks, work, findings, help, looks, what came back."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class ClockStarted(Event):
    """Somebody works on a car, or on something that belongs to no car."""

    name: ClassVar[str] = "work_orders.clock_started.v1"

    entry_id: UUID
    work_order_id: UUID | None
    line_id: UUID | None
    technician_id: UUID
    indirect: str
    chargeable: bool


@dataclass(frozen=True, slots=True)
class ClockStopped(Event):
    """A clock was stopped, and why."""

    name: ClassVar[str] = "work_orders.clock_stopped.v1"

    entry_id: UUID
    work_order_id: UUID | None
    line_id: UUID | None
    technician_id: UUID
    minutes: int
    end: str
    reason: str


@dataclass(frozen=True, slots=True)
class StepTicked(Event):
    """One thing on the technician's list is done, or is not done after all."""

    name: ClassVar[str] = "work_orders.step_ticked.v1"

    work_order_id: UUID
    step_id: UUID
    done: bool


@dataclass(frozen=True, slots=True)
class LineFinished(Event):
    """The work of a line is done, or is not done after all."""

    name: ClassVar[str] = "work_orders.line_finished.v1"

    work_order_id: UUID
    line_id: UUID
    done: bool


@dataclass(frozen=True, slots=True)
class FindingReported(Event):
    """A technician has found something nobody had asked about."""

    name: ClassVar[str] = "work_orders.finding_reported.v1"

    work_order_id: UUID
    finding_id: UUID
    severity: str


@dataclass(frozen=True, slots=True)
class PartAsked(Event):
    """A technician needs a part, or has got an answer."""

    name: ClassVar[str] = "work_orders.part_asked.v1"

    work_order_id: UUID
    request_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class PartIssuedToLine(Event):
    """Parts have left the shelf for a line (or came back: a quantity below zero)."""

    name: ClassVar[str] = "work_orders.part_issued_to_line.v1"

    work_order_id: UUID
    line_id: UUID
    part_number: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class WorkChecked(Event):
    """Finished work was looked at."""

    name: ClassVar[str] = "work_orders.work_checked.v1"

    work_order_id: UUID
    line_id: UUID
    grade: str
    passed: bool
    round: int


@dataclass(frozen=True, slots=True)
class ComebackFound(Event):
    """Our own check found work that has to be done again, before the customer did."""

    name: ClassVar[str] = "work_orders.comeback_found.v1"

    work_order_id: UUID
    line_id: UUID
    round: int


@dataclass(frozen=True, slots=True)
class ClockCorrected(Event):
    """Clocked time was put right: the new entry takes the place of the old one, which stays."""

    name: ClassVar[str] = "work_orders.clock_corrected.v1"

    entry_id: UUID
    corrects: UUID
    work_order_id: UUID | None
    line_id: UUID | None
    from_technician_id: UUID
    technician_id: UUID
    minutes_before: int
    minutes: int


@dataclass(frozen=True, slots=True)
class HelpAsked(Event):
    """Somebody at a car asks a colleague to come."""

    name: ClassVar[str] = "work_orders.help_asked.v1"

    work_order_id: UUID
    call_id: UUID


@dataclass(frozen=True, slots=True)
class HelpAnswered(Event):
    """A colleague comes, or help is no longer needed."""

    name: ClassVar[str] = "work_orders.help_answered.v1"

    work_order_id: UUID
    call_id: UUID


@dataclass(frozen=True, slots=True)
class CertificateIssued(Event):
    """The inspector has signed for the repair under a number (China)."""

    name: ClassVar[str] = "work_orders.certificate_issued.v1"

    work_order_id: UUID
    certificate_id: UUID
    number: str
    level: str


@dataclass(frozen=True, slots=True)
class CertificateVoided(Event):
    """Work was opened again, so what was signed counts no longer."""

    name: ClassVar[str] = "work_orders.certificate_voided.v1"

    work_order_id: UUID
    certificate_id: UUID


@dataclass(frozen=True, slots=True)
class VisitReturned(Event):
    """A customer is back with what we had repaired; it counts against the first visit."""

    name: ClassVar[str] = "work_orders.visit_returned.v1"

    work_order_id: UUID
    earlier_work_order_id: UUID
    earlier_line_id: UUID
    first_technician_id: UUID | None
    days: int


@dataclass(frozen=True, slots=True)
class ReturnUnlinked(Event):
    """It was not the same after all."""

    name: ClassVar[str] = "work_orders.return_unlinked.v1"

    work_order_id: UUID
    earlier_work_order_id: UUID


@dataclass(frozen=True, slots=True)
class ChecklistWritten(Event):
    """Items of a periodic inspection have their results."""

    name: ClassVar[str] = "work_orders.checklist_written.v1"

    work_order_id: UUID
    line_id: UUID
    items: int
