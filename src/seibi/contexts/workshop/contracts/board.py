"""Plain values that the board and the lounge show."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.workshop.contracts import JobState, Lane, ResourceKind, StepState, WaitingFor


@dataclass(frozen=True, slots=True)
class BoardSpan:
    """A half-open piece of the day on one row: open, or blocked with a word saying why."""

    start: dt.datetime
    end: dt.datetime
    word: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board: a bay or a technician."""

    id: UUID
    kind: ResourceKind
    name: str
    detail: str
    open: tuple[BoardSpan, ...]
    blocked: tuple[BoardSpan, ...]


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One step of one job on the board: car, work, who; what it waits for and how late it is."""

    id: UUID
    job_id: UUID
    step_no: int
    steps: int
    subject: str
    version: int
    title: str
    plate: str
    words: str
    state: JobState
    state_word: str
    step_state: StepState
    waiting_for: WaitingFor | None
    waiting_word: str
    lane: Lane | None
    bay_id: UUID | None
    technician_ids: tuple[UUID, ...]
    technicians: tuple[str, ...]
    start: dt.datetime | None
    end: dt.datetime | None
    planned_arrival: dt.datetime | None
    first_promise_at: dt.datetime | None
    promise_at: dt.datetime | None
    forecast_at: dt.datetime | None
    progress: float
    late_against_plan: int
    late_against_promise: int
    customer_waits: bool
    key_tag: str
    place: str
    ticket: str
    movable: bool


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """How many cars are where today."""

    planned: int
    in_work: int
    waiting: int
    ready: int
    done: int
    late: int
    to_assign: int
    waiting_for: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The whole board of one site and day. Cards carry the version that a move must name."""

    site_id: UUID
    site_code: str
    site_name: str
    node: str
    time_zone: str
    day: dt.date
    now: dt.datetime
    opens: dt.datetime
    closes: dt.datetime
    cell_minutes: int
    by: ResourceKind
    rows: tuple[BoardRow, ...]
    cards: tuple[BoardCard, ...]
    lanes: Mapping[str, tuple[UUID, ...]]
    counts: BoardCounts
    may_move: bool


@dataclass(frozen=True, slots=True)
class LoungeLine:
    """A car as the lounge may see it: a ticket number, never a name or a plate."""

    ticket: str
    state: JobState
    state_word: str
    waiting_word: str
    progress: float
    forecast_at: dt.datetime | None
    promise_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class LoungeView:
    """What the screen in the lounge shows."""

    site_name: str
    time_zone: str
    now: dt.datetime
    lines: tuple[LoungeLine, ...]


@dataclass(frozen=True, slots=True)
class OwnLounge:
    """The screen of the lounge for somebody who waits there, with the ticket that is theirs."""

    ticket: str
    node: str
    view: LoungeView
