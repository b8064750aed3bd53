"""Facts of the floor and the gate: clocks put right, help, certificates, what came back."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


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
