"""How much of each day bookings may fill, so that people without a booking find room."""

from collections.abc import Iterable
from math import floor

from seibi.contexts.workshop.contracts import ResourceKind
from seibi.contexts.workshop.domain.calendar import SiteCalendar
from seibi.contexts.workshop.domain.grid import count

Work = tuple[int, int, int, int]  # from, until, open cells between them, people
Room = int | None  # None: nothing is booked on that day yet


class Capacity:
    """People's cells per local day: on duty, taken, and how many bookings may still take."""

    def __init__(self, calendar: SiteCalendar) -> None:
        self.calendar = calendar
        self._rooms: dict[int, Room] = {}

    def room(self, day: int) -> Room:
        """The cells that bookings may still take on a day; None where nothing is booked yet."""
        if day not in self._rooms:
            begin, end = self.calendar.frame.day_span(day)
            people = self.calendar.of_kind(ResourceKind.TECHNICIAN)
            taken = sum(count(unit.taken & unit.shift, begin, end) for unit in people)
            shift = sum(count(unit.shift, begin, end) for unit in people)
            share = 1 - self.calendar.rules.kept_share
            self._rooms[day] = floor(shift * share) - taken if taken else None
        return self._rooms[day]

    def leaves_room(self, work: Iterable[Work]) -> bool:
        """Whether work leaves the kept share of each of its days.

        An empty day always takes one visit, or long work could never be booked at a small site.
        """
        of, wanted = self.calendar.frame, dict[int, int]()
        for begin, end, cells, people in work:
            day, last = of.day_of(begin), of.day_of(end - 1)
            if day == last:
                wanted[day] = wanted.get(day, 0) + people * cells
                continue
            for number in range(day, last + 1):
                first, until = of.day_span(number)
                span = max(first, begin), min(until, end)
                share = people * count(self.calendar.open, *span)
                wanted[number] = wanted.get(number, 0) + share
        return all((room := self.room(day)) is None or need <= room for day, need in wanted.items())
