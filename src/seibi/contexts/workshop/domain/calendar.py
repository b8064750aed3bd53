"""The calendar of one site as bit masks: when it is open, who could work when, what is taken."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from seibi.contexts.workshop.contracts import ResourceKind
from seibi.contexts.workshop.domain.grid import CELL, CELL_MINUTES, Span, mask_of, ones, spans_of
from seibi.contexts.workshop.domain.rules import DEFAULT_RULES, Rules
from seibi.kernel.clock import day_bounds, local_day, local_moment

Week = tuple[tuple[int, dt.time, dt.time], ...]  # weekday, begins, ends by the wall clock


@dataclass(frozen=True, slots=True)
class Frame:
    """Which cells are meant: ``size`` of them from ``origin``, a local midnight, on."""

    tz: str
    first_day: dt.date
    days: int
    origin: dt.datetime
    size: int
    day_starts: tuple[int, ...]

    def cell(self, moment: dt.datetime) -> int:
        """The cell a moment lies in."""
        return int((moment - self.origin).total_seconds() // 60) // CELL_MINUTES

    def cell_up(self, moment: dt.datetime) -> int:
        """The first cell that begins at or after a moment."""
        return -int((self.origin - moment).total_seconds() // (60 * CELL_MINUTES))

    def moment(self, cell: int) -> dt.datetime:
        """When a cell begins, in UTC."""
        return self.origin + cell * CELL

    def day_of(self, cell: int) -> int:
        """The number of the local day a cell lies in."""
        return bisect_right(self.day_starts, cell) - 1

    def day_span(self, number: int) -> Span:
        """The cells of a local day: 276, 288 or 300 of them in zones that change their clocks."""
        last = number + 1 == len(self.day_starts)
        return self.day_starts[number], self.size if last else self.day_starts[number + 1]

    def inner(self, spans: Iterable[tuple[dt.datetime, dt.datetime]]) -> list[Span]:
        """Whole cells inside spans of time: for what is open."""
        return [(self.cell_up(begin), self.cell(end)) for begin, end in spans]

    def outer(self, spans: Iterable[tuple[dt.datetime, dt.datetime]]) -> list[Span]:
        """All cells touched by spans of time: for what is taken."""
        return [(self.cell(begin), self.cell_up(end)) for begin, end in spans]


@lru_cache(maxsize=256)
def frame(tz: str, first_day: dt.date, days: int) -> Frame:
    """The cells of so many local days."""
    bounds = [day_bounds(first_day + dt.timedelta(days=n), tz)[0] for n in range(days + 1)]
    origin = bounds[0]
    starts = [int((b - origin).total_seconds() // 60) // CELL_MINUTES for b in bounds]
    return Frame(tz, first_day, days, origin, starts[-1], tuple(starts[:-1]))


@lru_cache(maxsize=1024)
def week_mask(week: Week, of: Frame) -> int:
    """A weekly pattern by the wall clock, laid over the days of a frame."""
    spans = []
    for number in range(of.days):
        day = of.first_day + dt.timedelta(days=number)
        for weekday, begins, ends in week:
            if weekday == day.weekday():
                spans.append((local_moment(day, begins, of.tz), local_moment(day, ends, of.tz)))
    return mask_of(of.inner(spans), of.size)


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One resource over the cells of a frame."""

    id: UUID
    kind: ResourceKind
    bay_kind: str = ""
    tool_kind: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    shift: int = 0  # open, on duty, not away
    free: int = 0  # neither reserved nor away, whether open or not
    taken: int = 0  # reserved

    @property
    def rank(self) -> tuple[int, int]:
        """Specialists last, so that simple work leaves them free."""
        return len(self.skills), sum(self.skills.values())


@dataclass(frozen=True, slots=True, eq=False)
class SiteCalendar:
    """Everything the search has to know of a site."""

    frame: Frame
    open: int
    segments: tuple[Span, ...]
    units: tuple[Unit, ...]
    rules: Rules = DEFAULT_RULES

    def of_kind(self, kind: ResourceKind) -> list[Unit]:
        return [unit for unit in self.units if unit.kind == kind]


def unit(  # noqa: PLR0913 - a resource has that many sides
    *,
    of: Frame,
    opening: int,
    id: UUID,
    kind: ResourceKind,
    bay_kind: str = "",
    tool_kind: str = "",
    skills: Mapping[str, int] | None = None,
    week: Week = (),
    away: Collection[Span] = (),
    reserved: Collection[Span] = (),
) -> Unit:
    """A resource with its masks; without a week of its own it keeps the hours of the site."""
    absent = mask_of(away, of.size)
    taken = mask_of(reserved, of.size)
    duty = opening & week_mask(week, of) if week else opening
    return Unit(
        id=id,
        kind=kind,
        bay_kind=bay_kind,
        tool_kind=tool_kind,
        skills=skills or {},
        shift=duty & ~absent,
        free=ones(of.size) & ~(taken | absent),
        taken=taken,
    )


def site_calendar(
    *, of: Frame, opening: int, units: Iterable[Unit], rules: Rules = DEFAULT_RULES
) -> SiteCalendar:
    """A calendar from its parts, units in the order in which they are given work."""
    return SiteCalendar(of, opening, tuple(spans_of(opening)), tuple(units), rules)


def days_between(begin: dt.datetime, end: dt.datetime, tz: str) -> tuple[dt.date, int]:
    """The first local day of a span and how many days it touches."""
    first, last = local_day(begin, tz), local_day(end, tz)
    return first, (last - first).days + 1
