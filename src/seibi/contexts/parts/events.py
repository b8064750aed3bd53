"""Facts about parts that other contexts may listen to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class PartAdded(Event):
    """The part master knows one more part."""

    name: ClassVar[str] = "parts.part_added.v1"

    part_id: UUID
    part_number: str
    origin: str


@dataclass(frozen=True, slots=True)
class PlaceOpened(Event):
    """There is one more place where parts lie."""

    name: ClassVar[str] = "parts.place_opened.v1"

    place_id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class PriceSet(Event):
    """A part has a new price at a node."""

    name: ClassVar[str] = "parts.price_set.v1"

    part_number: str
    net: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PartsReceived(Event):
    """Parts came in and lie on the shelf."""

    name: ClassVar[str] = "parts.parts_received.v1"

    part_number: str
    place_code: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class StockCounted(Event):
    """The shelf was counted; the ledger now says what lies there."""

    name: ClassVar[str] = "parts.stock_counted.v1"

    part_number: str
    place_code: str
    difference: Decimal


@dataclass(frozen=True, slots=True)
class PartsReserved(Event):
    """Parts are kept for a job."""

    name: ClassVar[str] = "parts.parts_reserved.v1"

    for_subject: str
    part_number: str
    quantity: Decimal
    missing: Decimal


@dataclass(frozen=True, slots=True)
class PartsReleased(Event):
    """Parts are free again: the job that kept them has ended or needs them no more."""

    name: ClassVar[str] = "parts.parts_released.v1"

    for_subject: str
    reservations: int
    back_orders: int


@dataclass(frozen=True, slots=True)
class PartsHandedOver(Event):
    """What was kept for one subject is now kept for another: an appointment became a visit."""

    name: ClassVar[str] = "parts.parts_handed_over.v1"

    from_subject: str
    to_subject: str
    reservations: int


@dataclass(frozen=True, slots=True)
class PartsIssued(Event):
    """Parts left the shelf for a job."""

    name: ClassVar[str] = "parts.parts_issued.v1"

    for_subject: str
    part_number: str
    quantity: Decimal
    line_id: UUID | None


@dataclass(frozen=True, slots=True)
class PartsReturned(Event):
    """Parts came back from a job unused."""

    name: ClassVar[str] = "parts.parts_returned.v1"

    for_subject: str
    part_number: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class BackOrderArrived(Event):
    """What a job waited for has come and is kept for it."""

    name: ClassVar[str] = "parts.back_order_arrived.v1"

    for_subject: str
    part_number: str
    quantity: Decimal
    still_missing: bool


@dataclass(frozen=True, slots=True)
class BackOrderExpected(Event):
    """A missing part has a (new) expected day."""

    name: ClassVar[str] = "parts.back_order_expected.v1"

    for_subject: str
    part_number: str
    expected_at: str
