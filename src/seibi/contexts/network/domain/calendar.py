"""When a workshop is open, by the clock on its wall, told in UTC."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from zoneinfo import ZoneInfo

from seibi.contexts.network.contracts import DayHours

Interval = tuple[dt.datetime, dt.datetime]


def instant(day: dt.date, time: dt.time, tz: str) -> dt.datetime:
    """The first moment at which the wall clock shows this time or a later one.

    A time that is shown twice means the first showing; a time that is skipped means the moment
    of the jump. So later wall times never become earlier moments.
    """
    zone = ZoneInfo(tz)
    wall = dt.datetime.combine(day, time, tzinfo=zone)
    first = wall.astimezone(dt.UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return first
    return _jump(wall.replace(fold=1).astimezone(dt.UTC), first, zone)


def _jump(before: dt.datetime, after: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The second at which the zone's offset changes between two moments."""
    new_offset = after.astimezone(zone).utcoffset()
    while after - before > dt.timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after


def opening_intervals(
    *,
    week: Mapping[int, DayHours],
    closed: Collection[dt.date],
    tz: str,
    from_day: dt.date,
    to_day: dt.date,
) -> list[Interval]:
    """Open times of the days [from_day, to_day): in order, apart from each other, never empty."""
    found: list[Interval] = []
    for day in _days(from_day, to_day):
        hours = week.get(day.weekday())
        if hours is None or day in closed:
            continue
        for opens, closes in working_spans(hours):
            start, end = instant(day, opens, tz), instant(day, closes, tz)
            if start < end:
                found.append((start, end))
    return found


def working_spans(hours: DayHours) -> list[tuple[dt.time, dt.time]]:
    """The day's hours without its breaks, by the clock on the wall."""
    spans: list[tuple[dt.time, dt.time]] = []
    start = hours.opens
    for pause, resume in sorted(hours.breaks):
        if start < pause:
            spans.append((start, pause))
        start = max(start, resume)
    if start < hours.closes:
        spans.append((start, hours.closes))
    return spans


def hours_mistake(hours: DayHours) -> str | None:
    """What is wrong with these hours, as a code; None when they can be kept."""
    if hours.opens >= hours.closes:
        return "closes_before_it_opens"
    last = hours.opens
    for pause, resume in sorted(hours.breaks):
        if pause >= resume:
            return "break_ends_before_it_begins"
        if pause < last or resume > hours.closes:
            return "break_outside_hours"
        last = resume
    return None


def _days(from_day: dt.date, to_day: dt.date) -> Iterator[dt.date]:
    for offset in range((to_day - from_day).days):
        yield from_day + dt.timedelta(days=offset)
