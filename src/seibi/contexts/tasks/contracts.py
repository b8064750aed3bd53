"""Plain values that tasks hands to its own screens and to other contexts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

SEE = "tasks.see"
DO = "tasks.do"


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    GONE = "gone"


class TaskAction(StrEnum):
    CHANGE = "change"
    HAND_ON = "hand_on"
    FINISH = "finish"
    FADE = "fade"
    REOPEN = "reopen"


class TaskOutcome(StrEnum):
    """What came of a task, as whoever did it says."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class NewTask:
    """Something somebody must do by a moment, about a record ("kind:id") at a place.

    ``person`` or ``role``, one of both. ``source`` names the reason of a task that nobody typed:
    one task for each, however often it is found.
    """

    subject: str
    node: str
    title: Mapping[str, str]
    due_at: dt.datetime
    person: UUID | None = None
    role: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """One task as screens, the API and other contexts see it.

    ``acting_name`` is who has it now when whoever it was given to is away; ``with_leader`` says
    that nobody stands in, so the leader has it.
    """

    id: UUID
    subject: str
    node: str
    tz: str
    title: str
    note: str
    due_at: dt.datetime
    person_id: UUID | None
    person_name: str
    acting_id: UUID | None
    acting_name: str
    with_leader: bool
    role: str
    state: TaskState
    outcome: TaskOutcome | None
    outcome_note: str
    opened_by: str
    opened_at: dt.datetime
    closed_by: str
    closed_at: dt.datetime | None
    by_itself: bool
    source: str
    is_overdue: bool
    record_title: str
    record_url: str
    actions: tuple[TaskAction, ...]


@dataclass(frozen=True, slots=True)
class TaskStepInfo:
    """One step in the life of a task: what, by whom, to whom, and the words."""

    action: TaskAction
    by: str
    to: str
    note: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task with all that happened to it, and to whom it may be given."""

    task: TaskInfo
    steps: tuple[TaskStepInfo, ...]
    people: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class TaskCount:
    """How many tasks somebody has now, and how many of them are past their time."""

    open: int
    overdue: int
