"""Facts about reservations, jobs and resources that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class SlotReserved(Event):
    """Bay, people and things are taken for a visit, for good or until the hold ends."""

    name: ClassVar[str] = "workshop.slot_reserved.v1"

    site_id: UUID
    start: dt.datetime
    end: dt.datetime
    held_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SlotConfirmed(Event):
    """A hold has become a reservation."""

    name: ClassVar[str] = "workshop.slot_confirmed.v1"

    site_id: UUID


@dataclass(frozen=True, slots=True)
class SlotReleased(Event):
    """What was taken for a visit is free again."""

    name: ClassVar[str] = "workshop.slot_released.v1"

    site_id: UUID
    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class SlotMoved(Event):
    """A whole visit has been given another time."""

    name: ClassVar[str] = "workshop.slot_moved.v1"

    site_id: UUID
    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class JobPlaced(Event):
    """A car has a card on the board."""

    name: ClassVar[str] = "workshop.job_placed.v1"

    job_id: UUID
    site_id: UUID
    overbooked: bool


@dataclass(frozen=True, slots=True)
class JobChanged(Event):
    """A card on the board says something new."""

    name: ClassVar[str] = "workshop.job_changed.v1"

    job_id: UUID
    site_id: UUID
    state: str
    waiting_for: str
    version: int


@dataclass(frozen=True, slots=True)
class JobMoved(Event):
    """A step has another bay, other people or another time."""

    name: ClassVar[str] = "workshop.job_moved.v1"

    job_id: UUID
    site_id: UUID
    step_no: int
    start: dt.datetime
    version: int


@dataclass(frozen=True, slots=True)
class StepStarted(Event):
    """Work on a step has begun or gone on."""

    name: ClassVar[str] = "workshop.step_started.v1"

    job_id: UUID
    site_id: UUID
    step_no: int


@dataclass(frozen=True, slots=True)
class StepFinished(Event):
    """Work on a step is done; its bay and people are free from now."""

    name: ClassVar[str] = "workshop.step_finished.v1"

    job_id: UUID
    site_id: UUID
    step_no: int
    worked_minutes: int


@dataclass(frozen=True, slots=True)
class CourtesyCarReturned(Event):
    """A courtesy car is back on the yard; ``minutes_late`` is below zero when it came early."""

    name: ClassVar[str] = "workshop.courtesy_car_returned.v1"

    resource_id: UUID
    site_id: UUID
    minutes_late: int


@dataclass(frozen=True, slots=True)
class ResourceChanged(Event):
    """A bay, a person, a tool or a car can be planned differently from now on."""

    name: ClassVar[str] = "workshop.resource_changed.v1"

    resource_id: UUID | None
    site_id: UUID
