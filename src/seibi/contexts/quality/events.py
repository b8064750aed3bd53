"""Facts about surveys and figures."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class SurveyAsked(Event):
    """An owner was asked how the visit was."""

    name: ClassVar[str] = "quality.survey_asked.v1"

    survey_id: UUID
    work_order_id: UUID
    by_mail: bool


@dataclass(frozen=True, slots=True)
class SurveyAnswered(Event):
    """An owner said how the visit was."""

    name: ClassVar[str] = "quality.survey_answered.v1"

    survey_id: UUID
    work_order_id: UUID
    csat: int
    nps: int | None
    ces: int | None
    first_answer: bool


@dataclass(frozen=True, slots=True)
class VisitCounted(Event):
    """A visit counts for the figures, or counts differently, as things stand at this moment."""

    name: ClassVar[str] = "quality.visit_counted.v1"

    work_order_id: UUID
    day: dt.date
    same_day: bool | None
    on_time_first: bool | None
    left_out: bool


@dataclass(frozen=True, slots=True)
class SurveyLinkReplaced(Event):
    """The old link of a survey opens nothing any more, since that of its visit was replaced."""

    name: ClassVar[str] = "quality.survey_link_replaced.v1"

    survey_id: UUID
    work_order_id: UUID


@dataclass(frozen=True, slots=True)
class OwnerCalledBack(Event):
    """Somebody spoke with an owner who was not content."""

    name: ClassVar[str] = "quality.owner_called_back.v1"

    survey_id: UUID
    work_order_id: UUID


@dataclass(frozen=True, slots=True)
class WaitCounted(Event):
    """A car stood for one cause on one day, for so many minutes of opening time."""

    name: ClassVar[str] = "quality.wait_counted.v1"

    work_order_id: UUID
    cause: str
    day: dt.date
    minutes: int


@dataclass(frozen=True, slots=True)
class ThemeWritten(Event):
    """A manager wrote the line of the day."""

    name: ClassVar[str] = "quality.theme_written.v1"

    site_id: UUID
    day: dt.date
