"""Which bays, people and tools would do for the steps on one bay, and at which starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_
from uuid import UUID

from seibi.contexts.workshop.contracts import ResourceKind, StepNeed
from seibi.contexts.workshop.domain.calendar import SiteCalendar, Unit
from seibi.contexts.workshop.domain.grid import cells, ones, packed, runs
from seibi.contexts.workshop.domain.layouts import Layout

Station = Sequence[tuple[int, StepNeed]]  # numbered steps on one bay


class Starts:
    """The starts at which something would do; quick to combine and quick to look up one by one."""

    __slots__ = ("_packed", "mask")

    def __init__(self, mask: int) -> None:
        self.mask = mask
        self._packed = b""

    def at(self, start: int) -> int:
        """Whether it would do at one start."""
        bits = self._packed
        if not bits:
            bits = self._packed = packed(self.mask)
        place = start >> 3
        return bits[place] >> (start & 7) & 1 if place < len(bits) else 0


class Choice(Starts):
    """A resource and the starts at which it would do."""

    __slots__ = ("unit",)

    def __init__(self, unit: Unit, mask: int) -> None:
        super().__init__(mask)
        self.unit = unit


@dataclass(frozen=True, slots=True)
class Fit:
    """One layout of a station with its starts, and who and what would do at which of them."""

    layout: Layout
    bays: tuple[Choice, ...] | None
    crews: tuple[tuple[Choice, ...], ...]
    tools: tuple[tuple[Choice, ...] | None, ...]
    starts: Starts


@dataclass(frozen=True, slots=True)
class Pool:
    """The resources that may be used: ``only`` narrows each kind it mentions, ``prefer`` leads."""

    calendar: SiteCalendar
    only: frozenset[UUID] = frozenset()
    prefer: frozenset[UUID] = frozenset()

    def of_kind(self, kind: ResourceKind) -> list[Unit]:
        """Resources of a kind, in the order in which they are given work."""
        found = self.calendar.of_kind(kind)
        narrowed = [unit for unit in found if unit.id in self.only] or found
        return sorted(narrowed, key=lambda u: u.id not in self.prefer) if self.prefer else narrowed

    def bays(self, kind: str) -> list[Unit]:
        """Bays of a kind."""
        return [unit for unit in self.of_kind(ResourceKind.BAY) if unit.bay_kind == kind]

    def crew(self, step: StepNeed) -> list[Unit]:
        """People who can do a step, the least special first, so that specialists stay free."""
        able = [
            unit
            for unit in self.of_kind(ResourceKind.TECHNICIAN)
            if not step.skill or unit.skills.get(step.skill, 0) >= step.grade
        ]
        return sorted(able, key=lambda u: (u.id not in self.prefer, u.rank))

    def tools(self, kind: str) -> list[Unit]:
        """Tools of a kind."""
        return [unit for unit in self.of_kind(ResourceKind.TOOL) if unit.tool_kind == kind]


def stations_of(steps: Sequence[StepNeed]) -> list[Station]:
    """Numbered steps, grouped while the car stays on the same kind of bay."""
    numbered = list(enumerate(steps, start=1))
    return [list(group) for _, group in groupby(numbered, key=lambda pair: pair[1].bay_kind)]


def fit(pool: Pool, station: Station, layout: Layout) -> Fit:
    """The starts of a layout at which a bay, the people and the tools are there together."""
    starts, bays = layout.starts, None
    if station[0][1].bay_kind is not None:
        bays = bay_choices(pool, station, layout.span)
        starts &= union(bays)
    crews, tools = list[tuple[Choice, ...]](), list[tuple[Choice, ...] | None]()
    for (_, step), (offset, span) in zip(station, layout.parts, strict=True):
        crew = present(pool.calendar, pool.crew(step), offset, span)
        starts &= at_least(crew, step.technicians)
        crews.append(crew)
        tool = None
        if step.tool_kind:
            tool = present(pool.calendar, pool.tools(step.tool_kind), offset, span)
            starts &= union(tool)
        tools.append(tool)
    return Fit(layout, bays, tuple(crews), tuple(tools), Starts(starts))


def bay_choices(pool: Pool, station: Station, span: int) -> tuple[Choice, ...]:
    """A bay is open while the work goes on, and free also while it pauses, before and after."""
    before = cells(station[0][1].buffer_before)
    after = cells(station[-1][1].buffer_after)
    shut = ~pool.calendar.open
    found = []
    for unit in pool.bays(str(station[0][1].bay_kind)):
        starts = runs(unit.free & (unit.shift | shut), span)
        if before:
            starts &= runs(unit.free, before) << before
        if after:
            starts &= runs(unit.free, after) >> span
        found.append(Choice(unit, starts))
    return tuple(found)


def present(
    calendar: SiteCalendar, units: Sequence[Unit], offset: int, span: int
) -> tuple[Choice, ...]:
    """Who is there in all open cells of a span; while the workshop is closed nobody is needed."""
    shut = ones(calendar.frame.size) & ~calendar.open
    return tuple(Choice(u, runs((u.shift & u.free) | shut, span) >> offset) for u in units)


def union(choices: Sequence[Choice] | None) -> int:
    """Starts at which at least one would do."""
    return reduce(or_, (choice.mask for choice in choices or ()), 0)


def at_least(choices: Sequence[Choice], wanted: int) -> int:
    """Starts at which at least so many would do: two of five is a count, not a fixed pair."""
    levels = [-1, *([0] * wanted)]
    for choice in choices:
        for level in range(wanted, 0, -1):
            levels[level] |= levels[level - 1] & choice.mask
    return levels[wanted]


def pick(choices: Sequence[Choice] | None, start: int) -> Unit | None:
    """The first that would do at a start."""
    return next((choice.unit for choice in choices or () if choice.at(start)), None)


def pick_some(
    choices: Sequence[Choice], start: int, wanted: int, known: Sequence[Unit]
) -> tuple[Unit, ...]:
    """So many that would do at a start: first those who know the car already."""
    found: list[Unit] = []
    if known:
        found = [c.unit for c in choices if c.unit in known and c.at(start)][:wanted]
    for choice in choices:
        if len(found) == wanted:
            break
        if choice.unit not in found and choice.at(start):
            found.append(choice.unit)
    return tuple(found)
