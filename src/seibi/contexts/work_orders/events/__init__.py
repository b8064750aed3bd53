"""Facts about visits that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class WorkOrderOpened(Event):
    """A visit has its work order."""

    name: ClassVar[str] = "work_orders.work_order_opened.v1"

    work_order_id: UUID
    site_id: UUID
    appointment_id: UUID | None
    customer_id: UUID
    vehicle_id: UUID


@dataclass(frozen=True, slots=True)
class WorkOrderMoved(Event):
    """A visit is in another state, and by which action; the reason is kept with the visit."""

    name: ClassVar[str] = "work_orders.work_order_moved.v1"

    work_order_id: UUID
    action: str
    from_state: str
    state: str


@dataclass(frozen=True, slots=True)
class CarReceived(Event):
    """The walk around the car is done and signed."""

    name: ClassVar[str] = "work_orders.car_received.v1"

    work_order_id: UUID
    vehicle_id: UUID
    evidence_id: UUID
    pins: int
    photos: int


@dataclass(frozen=True, slots=True)
class PartiesNamed(Event):
    """Who brings the car, whose it is, and who may say yes, is written down."""

    name: ClassVar[str] = "work_orders.parties_named.v1"

    work_order_id: UUID
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarKept(Event):
    """The key has a tag, or the car stands in another place."""

    name: ClassVar[str] = "work_orders.car_kept.v1"

    work_order_id: UUID
    key_tag: str
    parking_place: str


@dataclass(frozen=True, slots=True)
class PhotoKept(Event):
    """A picture belongs to a visit."""

    name: ClassVar[str] = "work_orders.photo_kept.v1"

    work_order_id: UUID
    photo_id: UUID
    purpose: str


@dataclass(frozen=True, slots=True)
class PromiseGiven(Event):
    """The first promise: the time by which we stand for the car being ready."""

    name: ClassVar[str] = "work_orders.promise_given.v1"

    work_order_id: UUID
    promise_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PromiseChanged(Event):
    """The promise is another one; the first one stays known. The owner was told why."""

    name: ClassVar[str] = "work_orders.promise_changed.v1"

    work_order_id: UUID
    from_at: dt.datetime | None
    promise_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ForecastChanged(Event):
    """What we expect has changed; the promise has not."""

    name: ClassVar[str] = "work_orders.forecast_changed.v1"

    work_order_id: UUID
    forecast_at: dt.datetime


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
class NoteWritten(Event):
    """Somebody of the house has left an internal note."""

    name: ClassVar[str] = "work_orders.note_written.v1"

    work_order_id: UUID
    note_id: UUID


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
class CarReady(Event):
    """The car has passed its check and can be handed over."""

    name: ClassVar[str] = "work_orders.car_ready.v1"

    work_order_id: UUID
    site_id: UUID
    first_promise_at: dt.datetime | None
    promise_at: dt.datetime | None
    ready_at: dt.datetime


@dataclass(frozen=True, slots=True)
class CarReleased(Event):
    """The car may leave: paid, on credit, or by right."""

    name: ClassVar[str] = "work_orders.car_released.v1"

    work_order_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class ReleaseWithdrawn(Event):
    """The car may not leave after all."""

    name: ClassVar[str] = "work_orders.release_withdrawn.v1"

    work_order_id: UUID


@dataclass(frozen=True, slots=True)
class VehicleDelivered(Event):
    """The customer has the car back."""

    name: ClassVar[str] = "work_orders.vehicle_delivered.v1"

    work_order_id: UUID
    site_id: UUID
    appointment_id: UUID | None
    customer_id: UUID
    vehicle_id: UUID
    advisor_id: UUID | None
    technician_ids: tuple[UUID, ...]
    arrived_at: dt.datetime | None
    first_promise_at: dt.datetime | None
    promise_at: dt.datetime | None
    ready_at: dt.datetime | None
    delivered_at: dt.datetime
    comebacks: int


@dataclass(frozen=True, slots=True)
class WorkOrderCancelled(Event):
    """The visit ends without work; what was kept for it is free."""

    name: ClassVar[str] = "work_orders.work_order_cancelled.v1"

    work_order_id: UUID


@dataclass(frozen=True, slots=True)
class VisitLinkReplaced(Event):
    """The old links of a visit open nothing any more; new ones are on their way to its people."""

    name: ClassVar[str] = "work_orders.visit_link_replaced.v1"

    work_order_id: UUID
    reason: str
