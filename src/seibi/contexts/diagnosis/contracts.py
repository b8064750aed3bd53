"""Plain values that diagnosis hands to other contexts."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class DueBasis(StrEnum):
    """Which of the clocks of a piece of work runs out first."""

    DISTANCE = "distance"
    TIME = "time"
    LAW = "law"
    CAR_SIGNAL = "car_signal"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One piece of work that will be due: probably not before p10, likely by p50, surely by p90."""

    operation_code: str
    title: str
    due_p10: dt.date
    due_p50: dt.date
    due_p90: dt.date
    basis: DueBasis
    why: str
    overdue: bool = False
    due_km: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class DuePage:
    """What one car will need: its name, how fast it collects kilometres, and the work to come."""

    vehicle_id: UUID
    title: str
    km_per_month: int
    pace_sentence: str
    items: tuple[DueItem, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a car goes in a month (30.4 days), and how sure that is (one standard deviation)."""

    vehicle_id: UUID
    km_per_month: int
    uncertainty: int
    readings: int
