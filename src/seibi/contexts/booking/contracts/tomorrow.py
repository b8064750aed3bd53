"""Plain values of the check of tomorrow: what stands in the way of each visit."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from seibi.contexts.booking.contracts import DayRow


class Flag(StrEnum):
    """What is not ready for a visit of tomorrow."""

    PART = "part"
    SKILL = "skill"
    LOANER = "loaner"
    RECALL = "recall"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class FlagInfo:
    """One thing in the way: what, which (a part, a person), its task, where to fix it."""

    flag: Flag
    what: str
    url: str
    task_id: UUID | None
    answered: bool


@dataclass(frozen=True, slots=True)
class VisitAhead:
    """A visit of the day and everything that is not ready for it."""

    row: DayRow
    flags: tuple[FlagInfo, ...]


@dataclass(frozen=True, slots=True)
class DayAhead:
    """The check of one day at a site: its visits, those with something in the way first."""

    site_code: str
    site_name: str
    tz: str
    day: dt.date
    visits: tuple[VisitAhead, ...]

    @property
    def to_do(self) -> int:
        """Flags that nobody has answered."""
        return sum(not flag.answered for visit in self.visits for flag in visit.flags)
