"""Facts about sales that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class ProspectNoted(Event):
    """Somebody is interested in a car, and how they came."""

    name: ClassVar[str] = "sales.prospect_noted.v1"

    prospect_id: UUID
    customer_id: UUID
    source: str


@dataclass(frozen=True, slots=True)
class ProspectLost(Event):
    """A prospect does not buy, and why."""

    name: ClassVar[str] = "sales.prospect_lost.v1"

    prospect_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ProspectReopened(Event):
    """A prospect that was given up is interested after all."""

    name: ClassVar[str] = "sales.prospect_reopened.v1"

    prospect_id: UUID


@dataclass(frozen=True, slots=True)
class CarHandedOver(Event):
    """A prospect is an owner now; from here on those who look after owners keep in touch."""

    name: ClassVar[str] = "sales.car_handed_over.v1"

    prospect_id: UUID
    customer_id: UUID
    vehicle_id: UUID
    first_service_on: dt.date


@dataclass(frozen=True, slots=True)
class SalesTold(Event):
    """After-sales gave sales a hint about a car whose owner agreed to offers."""

    name: ClassVar[str] = "sales.sales_told.v1"

    hint_id: UUID
    vehicle_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class HintTaken(Event):
    """Somebody of sales follows a hint: the owner is a prospect."""

    name: ClassVar[str] = "sales.hint_taken.v1"

    hint_id: UUID
    prospect_id: UUID
