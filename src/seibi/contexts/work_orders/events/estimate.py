"""Facts of the estimate: what it costs, who was asked, what was answered, on whose word."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class CeilingAgreed(Event):
    """Work up to an amount may begin without another question."""

    name: ClassVar[str] = "work_orders.ceiling_agreed.v1"

    work_order_id: UUID
    amount: Decimal
    currency: str
    evidence_id: UUID


@dataclass(frozen=True, slots=True)
class LineChanged(Event):
    """A line was added, changed or taken off; the next estimate version will say so."""

    name: ClassVar[str] = "work_orders.line_changed.v1"

    work_order_id: UUID
    line_id: UUID
    change: str


@dataclass(frozen=True, slots=True)
class LineStopped(Event):
    """A dispute stops one line, or lets it go on; all other lines go on."""

    name: ClassVar[str] = "work_orders.line_stopped.v1"

    work_order_id: UUID
    line_id: UUID
    stopped: bool


@dataclass(frozen=True, slots=True)
class EstimateMade(Event):
    """There is a new estimate version; answers to older ones count no longer."""

    name: ClassVar[str] = "work_orders.estimate_made.v1"

    work_order_id: UUID
    version: int
    sha256: str
    gross: Decimal
    currency: str
    awaits_answer: bool


@dataclass(frozen=True, slots=True)
class OwnerChased(Event):
    """A rung of the ladder for the silent owner was taken, or a call brought no answer."""

    name: ClassVar[str] = "work_orders.owner_chased.v1"
    work_order_id: UUID
    version: int
    rung: str


@dataclass(frozen=True, slots=True)
class EstimateAnswered(Event):
    """The person who may say yes has answered lines of the valid version."""

    name: ClassVar[str] = "work_orders.estimate_answered.v1"

    work_order_id: UUID
    version: int
    channel: str
    approved: tuple[UUID, ...]
    declined: tuple[UUID, ...]
    deferred: tuple[UUID, ...]
    amount_before: Decimal
    amount_after: Decimal
    currency: str
    evidence_id: UUID


@dataclass(frozen=True, slots=True)
class LineAuthorised(Event):
    """A line may be worked on and charged without the customer's answer, and on whose word."""

    name: ClassVar[str] = "work_orders.line_authorised.v1"

    work_order_id: UUID
    line_id: UUID
    kind: str
    max_amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class AuthorityRevoked(Event):
    """A line may no longer be worked on or charged."""

    name: ClassVar[str] = "work_orders.authority_revoked.v1"

    work_order_id: UUID
    line_id: UUID
