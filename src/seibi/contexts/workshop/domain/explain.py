"""Why a visit cannot begin earlier, or not at all: asked of each condition on its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from seibi.contexts.workshop.contracts import WhyCode
from seibi.contexts.workshop.domain.availability import Course, Search
from seibi.contexts.workshop.domain.grid import each, first_from, within
from seibi.contexts.workshop.domain.stations import at_least, union


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, what is missing, and the first cell at which it is there (None: not in sight)."""

    code: WhyCode
    what: str
    until: int | None


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a visit needs and the arrivals it allows."""

    code: WhyCode
    what: str
    arrivals: int


def reasons(search: Search, first: Course | None) -> list[Reason]:
    """What keeps the first slot from being on the first day that was asked for; latest first.

    Empty when there is a slot on the first day on which the workshop could do the work at all.
    """
    possible = _calendar_arrivals(search)
    begin = first_from(possible & search.window, 0)
    if begin is None:
        return [_closed_or_too_long(search, possible)]
    of = search.calendar.frame
    if first is not None and of.day_of(first.arrival) == of.day_of(begin):
        return []
    found = []
    for condition in _conditions(search):
        until = first_from(condition.arrivals & possible & search.window, 0)
        if until is None or of.day_of(until) > of.day_of(begin):
            found.append(Reason(condition.code, condition.what, until))
    if found:
        return sorted(set(found), key=lambda r: (r.until is not None, -(r.until or 0), r.code))
    return [_beyond_single_things(search, first)]


def _calendar_arrivals(search: Search) -> int:
    """Arrivals that the opening hours alone would allow."""
    layouts = search.layouts[0]
    return (reduce(or_, (x.starts for x in layouts), 0) >> search.reception) & search.calendar.open


def _closed_or_too_long(search: Search, possible: int) -> Reason:
    opens = first_from(search.calendar.open & search.window, 0)
    later = first_from(possible, search.calendar.frame.cell_up(search.query.not_before))
    code = WhyCode.CLOSED if opens is None else WhyCode.TOO_LONG
    return Reason(code, "", later)


def _beyond_single_things(search: Search, first: Course | None) -> Reason:
    """Each thing is free alone: they are not free together, or what is left of a day is kept."""
    until = first.arrival if first else None
    if not search.starts:
        return Reason(WhyCode.TAKEN_TOGETHER, "", until)
    earliest = next(each(search.starts))
    if until is not None and until <= earliest:
        return Reason(WhyCode.TAKEN_TOGETHER, "", until)
    if search.query.courtesy_car and search.without_courtesy_car().course(earliest):
        return Reason(WhyCode.NO_COURTESY_CAR, "", until)
    if not search.query.walk_in and search.as_walk_in().course(earliest):
        return Reason(WhyCode.KEPT_FOR_WALK_INS, "", until)
    return Reason(WhyCode.TAKEN_TOGETHER, "", until)


def _conditions(search: Search) -> Iterator[Condition]:
    """Each condition of each station, as arrivals; later stations count within the idle time."""
    if search.reception:
        yield Condition(WhyCode.NO_ADVISOR, "", union(search.receivers))
    for number, fits in enumerate(search.fits):
        for condition in _station_conditions(search, number):
            arrivals = condition.arrivals
            if number:
                longest = max((f.layout.span for f in fits), default=0)
                arrivals = within(arrivals, search.idle + longest)
            yield Condition(condition.code, condition.what, arrivals >> search.reception)


def _station_conditions(search: Search, number: int) -> Iterator[Condition]:
    """Bay, people and tools of a station, each as if the others were there."""
    fits, station = search.fits[number], search.stations[number]
    kind = station[0][1].bay_kind
    if kind is not None:
        starts = reduce(or_, (union(f.bays) & f.layout.starts for f in fits), 0)
        yield Condition(WhyCode.NO_BAY, kind, starts)
    for place, (_, step) in enumerate(station):
        starts = reduce(
            or_, (at_least(f.crews[place], step.technicians) & f.layout.starts for f in fits), 0
        )
        yield Condition(WhyCode.NO_TECHNICIAN, step.skill or "", starts)
        if step.tool_kind:
            starts = reduce(or_, (union(f.tools[place]) & f.layout.starts for f in fits), 0)
            yield Condition(WhyCode.NO_TOOL, step.tool_kind, starts)
