"""Plain values about parts: what they are, how many there are, and for whom they are kept."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

SEE = "parts.see"
MANAGE = "parts.manage"
ISSUE = "parts.issue"


class Origin(StrEnum):
    """Where a part comes from; the owner has a right to know it (domain rule in CN and CA)."""

    OEM = "oem"
    AFTERMARKET = "aftermarket"
    RECONDITIONED = "reconditioned"
    USED = "used"
    CUSTOMER_SUPPLIED = "customer_supplied"


NEEDS_WRITTEN_CONSENT = frozenset({Origin.RECONDITIONED, Origin.USED})


class PlaceKind(StrEnum):
    STORE = "store"
    BIN = "bin"
    VAN = "van"


class MoveKind(StrEnum):
    RECEIVE = "receive"
    ISSUE = "issue"
    RETURN = "return"
    COUNT = "count"


class ReservationState(StrEnum):
    HELD = "held"
    ISSUED = "issued"
    RELEASED = "released"


class BackOrderState(StrEnum):
    OPEN = "open"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PartInfo:
    """What a part is."""

    id: UUID
    number: str
    name: str
    names: Mapping[str, str] = field(compare=False)
    origin: Origin
    maker: str
    unit: str
    needs_consent: bool


@dataclass(frozen=True, slots=True)
class Stock:
    """How many of one part there are in one place."""

    part_number: str
    place_code: str
    node: str
    on_hand: Decimal
    reserved: Decimal

    @property
    def available(self) -> Decimal:
        return self.on_hand - self.reserved


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit of a part costs at a node, before tax."""

    part_number: str
    net: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many of one part, for one line of work if there is one."""

    part_number: str
    quantity: Decimal
    line_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReservedPart:
    """What was kept of what was wanted, and what is missing until when."""

    part_number: str
    line_id: UUID | None
    reserved: Decimal
    missing: Decimal
    expected_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One part kept for a subject."""

    reservation_id: UUID
    part_number: str
    name: str
    subject: str
    line_id: UUID | None
    quantity: Decimal
    issued: Decimal
    state: ReservationState
    place_code: str
    needed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class BackOrderInfo:
    """What a subject still waits for."""

    id: UUID
    part_number: str
    name: str
    subject: str
    line_id: UUID | None
    quantity: Decimal
    state: BackOrderState
    needed_at: dt.datetime | None
    expected_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class MoveInfo:
    """One line of the stock ledger."""

    id: UUID
    part_number: str
    place_code: str
    kind: MoveKind
    quantity: Decimal
    subject: str
    line_id: UUID | None
    moved_at: dt.datetime
