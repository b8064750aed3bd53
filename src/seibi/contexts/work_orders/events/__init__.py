"""Facts about visits that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
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
class NoteWritten(Event):
    """Somebody of the house has left an internal note."""

    name: ClassVar[str] = "work_orders.note_written.v1"

    work_order_id: UUID
    note_id: UUID


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
