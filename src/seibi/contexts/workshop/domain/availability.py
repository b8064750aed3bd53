"""Which starts are free, and what a visit that starts then would take. The only place that decides.

A visit is: an advisor receives the car, stations follow each other (steps on one bay, each with
its people and tool), an advisor hands it over; perhaps a courtesy car for the whole time. Every
condition is one integer with a bit per start, so all starts are checked at once; a plan is then
made for the starts that remain. ``docs/algorithms/availability.md`` explains the steps.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import NamedTuple
from uuid import UUID

from seibi.contexts.workshop.contracts import ResourceKind, SlotQuery, Stay
from seibi.contexts.workshop.domain.calendar import Frame, SiteCalendar, Unit
from seibi.contexts.workshop.domain.capacity import Capacity, Work
from seibi.contexts.workshop.domain.grid import (
    CELL_MINUTES,
    cells,
    cover,
    each,
    first_from,
    has,
    ones,
    runs,
    within,
)
from seibi.contexts.workshop.domain.layouts import Layout, Length, station_layouts
from seibi.contexts.workshop.domain.rules import IDLE_MINUTES_LEFT, IDLE_MINUTES_WAITING
from seibi.contexts.workshop.domain.stations import (
    Choice,
    Fit,
    Pool,
    Station,
    fit,
    pick,
    pick_some,
    stations_of,
    union,
)

CELLS_PER_DAY = 24 * 60 // CELL_MINUTES


class StepTaken(NamedTuple):
    """A step of a plan, in cells; the bay is kept until ``bay_until`` and for its buffers."""

    step_no: int
    begin: int
    end: int
    work: int
    bay: Unit | None
    bay_until: int
    before: int
    after: int
    crew: tuple[Unit, ...]
    tool: Unit | None


class Course(NamedTuple):
    """When a visit that starts at ``arrival`` goes from bay to bay and is ready, in cells."""

    arrival: int
    stays: Sequence[tuple[int, Fit]]  # per station, when it begins and how its steps lie
    done: int
    ready: int
    end: int


class Plan(NamedTuple):
    """What a visit takes that starts at ``arrival``; the car is handed over from ``ready`` on."""

    arrival: int
    work: int
    done: int
    ready: int
    end: int
    steps: tuple[StepTaken, ...]
    receiver: Unit | None
    deliverer: Unit | None
    courtesy_car: Unit | None


class Search:
    """All that follows from a calendar and a query; each property is worked out once."""

    def __init__(
        self,
        calendar: SiteCalendar,
        query: SlotQuery,
        *,
        at: dt.datetime,
        only: frozenset[UUID] = frozenset(),
        prefer: frozenset[UUID] = frozenset(),
    ) -> None:
        self.calendar, self.query, self.at = calendar, query, at
        self.pool = Pool(calendar, only, prefer)
        self.capacity = Capacity(calendar)
        self.stations: list[Station] = stations_of(query.steps)
        rules = calendar.rules
        self.reception = cells(rules.reception_minutes) if query.advisor_needed else 0
        self.delivery = cells(rules.delivery_minutes) if query.advisor_needed else 0
        waits = query.stay == Stay.WAIT
        self.idle = cells(IDLE_MINUTES_WAITING if waits else IDLE_MINUTES_LEFT)
        self.stands = cells(query.stands_minutes)
        self.longest = longest_stay(query) * CELLS_PER_DAY

    @cached_property
    def window(self) -> int:
        """Starts on the raster of offers, inside the asked window and not in the past."""
        of = self.calendar.frame
        begin = max(of.cell_up(max(self.query.not_before, self.at)), 0)
        end = min(of.cell(self.query.not_after) + 1, of.size)
        every = 1 if self.query.walk_in else cells(self.calendar.rules.offer_minutes)
        return raster(of, every) & ones(end) & ~ones(begin)

    @cached_property
    def receivers(self) -> list[Choice]:
        """Advisors and when they could receive a car."""
        return self._advisors(self.reception)

    @cached_property
    def deliverers(self) -> list[Choice]:
        """Advisors and when they could hand a car over."""
        return self._advisors(self.delivery)

    @cached_property
    def layouts(self) -> list[list[Layout]]:
        """Per station, how its steps lie on the opening hours."""
        return [
            station_layouts(
                self.calendar.open,
                self.calendar.segments,
                [Length(cells(step.minutes), step.splittable) for _, step in station],
            )
            for station in self.stations
        ]

    @cached_property
    def fits(self) -> list[list[Fit]]:
        """Per station, its layouts with the starts at which all that it needs is there."""
        return [
            [fit(self.pool, station, layout) for layout in layouts]
            for station, layouts in zip(self.stations, self.layouts, strict=True)
        ]

    @cached_property
    def handovers(self) -> int:
        """When handing over could begin."""
        return union(self.deliverers) if self.delivery else ones(self.calendar.frame.size + 1)

    @cached_property
    def onwards(self) -> list[int]:
        """Per station, the starts from which the rest of the visit, too, can be done."""
        rest = within(self.handovers, self.idle)
        found: list[int] = []
        for fits in reversed(self.fits):
            starts = reduce(or_, (f.starts.mask & (rest >> f.layout.span) for f in fits), 0)
            found.insert(0, starts)
            rest = within(starts, self.idle)
        return found

    @cached_property
    def starts(self) -> int:
        """Starts that keep every condition with a bit per start; ``plan`` asks for the others."""
        arrivals = union(self.receivers) if self.reception else self.calendar.open
        begun = within(self.onwards[0], self.stands)
        return (begun >> self.reception) & arrivals & self.window

    def courses(self) -> Iterator[Course]:
        """The courses of all free starts, soonest first."""
        for cell in each(self.starts):
            if course := self.course(cell):
                yield course

    def plans(self) -> Iterator[Plan]:
        """The plans of all free starts, soonest first."""
        return map(self.manned, self.courses())

    def plan_at(self, start: dt.datetime) -> Plan | None:
        """The plan of one start, or None when it is not free: the same as among ``plans``."""
        of = self.calendar.frame
        cell = of.cell(start)
        if of.moment(cell) != start or not 0 <= cell < of.size or not has(self.starts, cell):
            return None
        course = self.course(cell)
        return self.manned(course) if course else None

    def course(self, arrival: int) -> Course | None:
        """The earliest course of a visit that starts then, if it keeps the rules of its days."""
        begin, stays = arrival + self.reception, list[tuple[int, Fit]]()
        for number, fits in enumerate(self.fits):
            start = first_from(self.onwards[number], begin)
            if start is None:
                return None
            chosen = fits[0] if len(fits) == 1 else next(f for f in fits if f.starts.at(start))
            stays.append((start, chosen))
            begin = start + chosen.layout.span
        ready = first_from(self.handovers, begin)
        if ready is None:
            return None
        course = Course(arrival, stays, begin, ready, ready + self.delivery)
        return course if self._keeps(course) else None

    def manned(self, course: Course) -> Plan:
        """A course with the bays, people and things that take part in it."""
        steps = list[StepTaken]()
        for station, (start, chosen) in zip(self.stations, course.stays, strict=True):
            steps.extend(_taken(station, chosen, start, steps))
        return Plan(
            arrival=course.arrival,
            work=course.arrival + self.reception,
            done=course.done,
            ready=course.ready,
            end=course.end,
            steps=tuple(_apart(steps)),
            receiver=pick(self.receivers, course.arrival) if self.reception else None,
            deliverer=pick(self.deliverers, course.ready) if self.delivery else None,
            courtesy_car=self._courtesy_car(course),
        )

    def without_courtesy_car(self) -> "Search":
        """The same search for somebody who does without a car meanwhile."""
        return self._again(replace(self.query, courtesy_car=False))

    def as_walk_in(self) -> "Search":
        """The same search with the share of each day that is kept for people without a booking."""
        return self._again(replace(self.query, walk_in=True))

    def narrowed(self, start: dt.datetime) -> "Search":
        """The same search for one start only, to explain why it is not free."""
        return self._again(replace(self.query, not_before=start, not_after=start))

    def _again(self, query: SlotQuery) -> "Search":
        pool = self.pool
        return Search(self.calendar, query, at=self.at, only=pool.only, prefer=pool.prefer)

    def _keeps(self, course: Course) -> bool:
        """Not endless, one day for who waits, a car meanwhile, and the share kept for others."""
        of = self.calendar.frame
        if course.end - course.arrival > self.longest or course.end > of.size:
            return False
        if self.query.stay == Stay.WAIT and of.day_of(course.arrival) != of.day_of(course.end - 1):
            return False
        if self.query.courtesy_car and not self._courtesy_car(course):
            return False
        return self.query.walk_in or self.capacity.leaves_room(self._work(course))

    def _work(self, course: Course) -> Iterator[Work]:
        for station, (start, chosen) in zip(self.stations, course.stays, strict=True):
            for (_, step), (offset, span) in zip(station, chosen.layout.parts, strict=True):
                begin = start + offset
                yield begin, begin + span, cells(step.minutes), step.technicians

    def _advisors(self, length: int) -> list[Choice]:
        people = self.pool.of_kind(ResourceKind.ADVISOR)
        return [Choice(unit, runs(unit.shift & unit.free, length)) for unit in people]

    def _courtesy_car(self, course: Course) -> Unit | None:
        if not self.query.courtesy_car:
            return None
        cars = self.pool.of_kind(ResourceKind.COURTESY_CAR)
        return next((unit for unit in cars if cover(unit.free, course.arrival, course.end)), None)


@lru_cache(maxsize=64)
def raster(of: Frame, every: int) -> int:
    """Every so many cells from each local midnight on."""
    mask = 0
    for number in range(of.days):
        begin, end = of.day_span(number)
        times = -(-(end - begin) // every)
        mask |= (ones(every * times) // ones(every)) << begin
    return mask & ones(of.size)


def longest_stay(query: SlotQuery) -> int:
    """The most days a visit may take; a calendar must reach as far beyond a start."""
    work = sum(step.minutes for step in query.steps)
    return min(5 + work // 240 + 3 * len(query.steps), 90)


def _apart(steps: Sequence[StepTaken]) -> list[StepTaken]:
    """A visit that comes back to a bay cleans up and sets up in the time between, not beyond it."""
    found: list[StepTaken] = []
    for step in steps:
        before = step.before
        for place, earlier in enumerate(found):
            if step.bay and earlier.bay is step.bay:
                between = step.begin - earlier.bay_until
                after = min(earlier.after, between)
                before = min(before, between - after)
                found[place] = earlier._replace(after=after)
        found.append(step._replace(before=before))
    return found


def _taken(
    station: Station, chosen: Fit, start: int, earlier: Sequence[StepTaken]
) -> Iterator[StepTaken]:
    """Who and what does the steps of a station; whoever has worked on the car goes on with it."""
    known = [unit for step in earlier for unit in step.crew]
    bay, parts = pick(chosen.bays, start), chosen.layout.parts
    for place, (number, step) in enumerate(station):
        offset, span = parts[place]
        crew = pick_some(chosen.crews[place], start, step.technicians, known)
        known.extend(crew)
        last = place + 1 == len(parts)
        yield StepTaken(
            step_no=number,
            begin=start + offset,
            end=start + offset + span,
            work=cells(step.minutes),
            bay=bay,
            bay_until=start + (chosen.layout.span if last else parts[place + 1][0]),
            before=cells(step.buffer_before) if bay and place == 0 else 0,
            after=cells(step.buffer_after) if bay and last else 0,
            crew=crew,
            tool=pick(chosen.tools[place], start),
        )
