"""Facts about tasks that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class TaskOpened(Event):
    """Somebody must do something by a moment; ``about`` is the record."""

    name: ClassVar[str] = "tasks.task_opened.v1"

    task_id: UUID
    about: str
    due_at: dt.datetime
    person_id: UUID | None
    role: str
    source: str


@dataclass(frozen=True, slots=True)
class TaskChanged(Event):
    """A task has other words or another time."""

    name: ClassVar[str] = "tasks.task_changed.v1"

    task_id: UUID
    about: str
    due_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TaskHandedOn(Event):
    """Somebody else has the task now."""

    name: ClassVar[str] = "tasks.task_handed_on.v1"

    task_id: UUID
    about: str
    person_id: UUID | None
    role: str


@dataclass(frozen=True, slots=True)
class TaskFinished(Event):
    """Somebody did the task, or said why not."""

    name: ClassVar[str] = "tasks.task_finished.v1"

    task_id: UUID
    about: str
    outcome: str


@dataclass(frozen=True, slots=True)
class TaskFaded(Event):
    """The reason of the task is gone, so the task is."""

    name: ClassVar[str] = "tasks.task_faded.v1"

    task_id: UUID
    about: str
    source: str


@dataclass(frozen=True, slots=True)
class TaskReopened(Event):
    """The task is to be done after all."""

    name: ClassVar[str] = "tasks.task_reopened.v1"

    task_id: UUID
    about: str
