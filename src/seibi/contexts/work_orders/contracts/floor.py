"""What a technician's phone shows: one job that fills the screen, and what comes next."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.work_orders.contracts import (
    Grade,
    IndirectReason,
    LineKind,
    LineState,
    PauseReason,
    State,
)


@dataclass(frozen=True, slots=True)
class WorkStepInfo:
    """One thing to do, with its torque where there is one."""

    id: UUID
    words: str
    torque_nm: str
    done: bool


@dataclass(frozen=True, slots=True)
class MyLine:
    """One line of my job. ``chargeable`` says whether somebody agreed to pay for it."""

    id: UUID
    title: str
    kind: LineKind
    state: LineState
    minutes: int
    worked_minutes: int
    chargeable: bool
    grade: Grade | None
    part_number: str
    quantity: str
    issued: str
    steps: tuple[WorkStepInfo, ...]


@dataclass(frozen=True, slots=True)
class MyJob:
    """One car on a technician's phone. No names: the car, the bay, the work."""

    work_order_id: UUID
    number: str
    state: State
    waits_for: PauseReason | None
    vehicle_title: str
    plate: str
    key_tag: str
    parking_place: str
    bay_name: str
    planned_start: dt.datetime | None
    planned_end: dt.datetime | None
    promise_at: dt.datetime | None
    minutes_left: int | None
    words: str
    lines: tuple[MyLine, ...]
    clock_since: dt.datetime | None
    clock_line_id: UUID | None
    may_start: bool
    may_finish: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """What a technician's clock runs on now."""

    entry_id: UUID
    work_order_id: UUID | None
    line_id: UUID | None
    indirect: IndirectReason | None
    started_at: dt.datetime
    chargeable: bool


@dataclass(frozen=True, slots=True)
class MyDay:
    """My jobs in order, and my clocks."""

    technician_id: UUID
    site_id: UUID | None
    tz: str
    now: dt.datetime
    clocks: tuple[Clock, ...]
    jobs: tuple[MyJob, ...]


@dataclass(frozen=True, slots=True)
class Technician:
    """Somebody who works on cars at a site."""

    account_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class LineChoice:
    """A line on which time can be."""

    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One entry of the clocks, as who puts them right sees it."""

    entry_id: UUID
    technician_id: UUID
    technician: str
    work_order_id: UUID | None
    number: str
    vehicle_title: str
    plate: str
    line_id: UUID | None
    title: str
    indirect: IndirectReason | None
    started_at: dt.datetime
    ended_at: dt.datetime | None
    minutes: int
    two_cars: bool
    is_from_before: bool
    correction_reason: str
    lines: tuple[LineChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockPage:
    """The clocks of a site: those that still run, and what was clocked lately."""

    site_id: UUID
    site_code: str
    site_name: str
    tz: str
    running: tuple[ClockRow, ...]
    over: tuple[ClockRow, ...]
    technicians: tuple[Technician, ...]


@dataclass(frozen=True, slots=True)
class HelpInfo:
    """A colleague who asks somebody to come."""

    id: UUID
    work_order_id: UUID
    vehicle_title: str
    plate: str
    parking_place: str
    words: str
    asked_by: str
    asked_at: dt.datetime
    is_mine: bool
