"""The slow answer to which starts are free: cell by cell, with sets, sharing no code with the fast one."""

import datetime as dt
from functools import cache
from itertools import groupby

from seibi.contexts.workshop.contracts import ResourceKind, SlotQuery, Stay
from seibi.contexts.workshop.domain.calendar import SiteCalendar, Unit

CELL = dt.timedelta(minutes=5)


def free_starts(calendar: SiteCalendar, query: SlotQuery, at: dt.datetime) -> list[dt.datetime]:
    """Every start that keeps all rules, found by trying."""
    return _Oracle(calendar, query, at).starts()


class _Oracle:
    def __init__(self, calendar: SiteCalendar, query: SlotQuery, at: dt.datetime) -> None:
        self.calendar, self.query, self.at = calendar, query, at
        of = calendar.frame
        self.size = of.size
        self.open = self._cells(calendar.open)
        self.shift = {u.id: self._cells(u.shift) for u in calendar.units}
        self.free = {u.id: self._cells(u.free) for u in calendar.units}
        self.taken = {u.id: self._cells(u.taken) for u in calendar.units}
        numbered = list(enumerate(query.steps, start=1))
        self.stations = [list(g) for _, g in groupby(numbered, key=lambda p: p[1].bay_kind)]
        desk = query.advisor_needed
        self.reception = -(-calendar.rules.reception_minutes // 5) if desk else 0
        self.delivery = -(-calendar.rules.delivery_minutes // 5) if desk else 0
        self.idle = 12 if query.stay == Stay.WAIT else 864
        self.station_end = cache(self.station_end)

    def _cells(self, mask: int) -> frozenset[int]:
        return frozenset(n for n in range(self.size) if mask >> n & 1)

    def units(self, kind: ResourceKind) -> list[Unit]:
        return [u for u in self.calendar.units if u.kind == kind]

    def starts(self) -> list[dt.datetime]:
        of = self.calendar.frame
        return [of.moment(a) for a in range(self.size) if self._wanted(a) and self._works(a)]

    def _wanted(self, cell: int) -> bool:
        of, query = self.calendar.frame, self.query
        moment = of.moment(cell)
        if not max(query.not_before, self.at) <= moment <= query.not_after:
            return False
        midnight = max(s for s in of.day_starts if s <= cell)
        every = 5 if query.walk_in else self.calendar.rules.offer_minutes
        return (cell - midnight) * 5 % every == 0

    def _advisor(self, begin: int, length: int) -> bool:
        span = range(begin, begin + length)
        return any(
            all(c in self.shift[u.id] and c in self.free[u.id] for c in span)
            for u in self.units(ResourceKind.ADVISOR)
        )

    def _works(self, arrival: int) -> bool:
        if self.reception and not self._advisor(arrival, self.reception):
            return False
        if not self.reception and arrival not in self.open:
            return False
        found = self._visit(0, arrival + self.reception)
        return found is not None and self._keeps(arrival, *found)

    def _visit(self, number: int, begin: int) -> tuple[int, list[tuple[int, int, int]]] | None:
        """The earliest course: end of the visit and the work in it."""
        if number == len(self.stations):
            if not self.delivery:
                return begin, []
            for ready in range(begin, begin + self.idle + 1):
                if self._advisor(ready, self.delivery):
                    return ready + self.delivery, []
            return None
        latest = begin + (self.query.stands_minutes // 5 if number == 0 else self.idle)
        for start in range(begin, min(latest, self.size) + 1):
            if (station := self.station_end(number, start)) is None:
                continue
            if (rest := self._visit(number + 1, station[0])) is not None:
                return rest[0], station[1] + rest[1]
        return None

    def station_end(self, number: int, start: int) -> tuple[int, list[tuple[int, int, int]]] | None:
        station, at, spans = self.stations[number], start, []
        for place, (_, step) in enumerate(station):
            if place and at not in self.open and at - 1 in self.open:
                later = [c for c in self.open if c > at]
                if not later:
                    return None
                at = min(later)
            end = self._step_end(at, -(-step.minutes // 5), step.splittable)
            if end is None:
                return None
            spans.append((at, end, step))
            at = end
        if not self._bay_fits(station, start, at):
            return None
        for begin, end, step in spans:
            worked = [c for c in range(begin, end) if c in self.open]
            able = [
                u
                for u in self.units(ResourceKind.TECHNICIAN)
                if not step.skill or u.skills.get(step.skill, 0) >= step.grade
            ]
            if sum(self._there(u, worked) for u in able) < step.technicians:
                return None
            tools = [u for u in self.units(ResourceKind.TOOL) if u.tool_kind == step.tool_kind]
            if step.tool_kind and not any(self._there(u, worked) for u in tools):
                return None
        return at, [(begin, end, step.technicians) for begin, end, step in spans]

    def _there(self, unit: Unit, worked: list[int]) -> bool:
        return all(c in self.shift[unit.id] and c in self.free[unit.id] for c in worked)

    def _step_end(self, begin: int, work: int, splittable: bool) -> int | None:
        if begin not in self.open:
            return None
        at, left = begin, work
        while left:
            if at >= self.size:
                return None
            if at in self.open:
                left -= 1
            elif not splittable:
                return None
            at += 1
        return at

    def _bay_fits(self, station: list, start: int, end: int) -> bool:
        kind = station[0][1].bay_kind
        if kind is None:
            return True
        before = -(-station[0][1].buffer_before // 5)
        after = -(-station[-1][1].buffer_after // 5)
        return any(
            all(c in self.free[u.id] for c in range(start - before, end + after))
            and self._there(u, [c for c in range(start, end) if c in self.open])
            for u in self.units(ResourceKind.BAY)
            if u.bay_kind == kind
        )

    def _keeps(self, arrival: int, end: int, work: list[tuple[int, int, int]]) -> bool:
        query = self.query
        days = min(5 + sum(s.minutes for s in query.steps) // 240 + 3 * len(query.steps), 90)
        if end > self.size or end - arrival > days * 288:
            return False
        if query.stay == Stay.WAIT and self._day(arrival) != self._day(end - 1):
            return False
        if query.courtesy_car and not any(
            all(c in self.free[u.id] for c in range(arrival, end))
            for u in self.units(ResourceKind.COURTESY_CAR)
        ):
            return False
        return query.walk_in or self._leaves_room(work)

    def _day(self, cell: int) -> int:
        return sum(1 for s in self.calendar.frame.day_starts if s <= cell)

    def _leaves_room(self, work: list[tuple[int, int, int]]) -> bool:
        people = self.units(ResourceKind.TECHNICIAN)
        for day in {self._day(c) for begin, end, _ in work for c in range(begin, end)}:
            today = {c for c in range(self.size) if self._day(c) == day}
            taken = sum(len(self.taken[u.id] & self.shift[u.id] & today) for u in people)
            shift = sum(len(self.shift[u.id] & today) for u in people)
            wanted = sum(
                people_needed * len(today & self.open & set(range(begin, end)))
                for begin, end, people_needed in work
            )
            if taken and wanted > shift * (1 - self.calendar.rules.kept_share) - taken:
                return False
        return True
