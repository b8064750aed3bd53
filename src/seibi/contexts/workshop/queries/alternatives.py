"""What to offer somebody whose time has just been taken."""

import datetime as dt
from dataclasses import replace
from typing import Any

from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import SlotQuery
from seibi.contexts.workshop.domain.availability import Course, Search
from seibi.contexts.workshop.domain.calendar import SiteCalendar
from seibi.contexts.workshop.queries import calendars
from seibi.contexts.workshop.queries.calendars import Without
from seibi.contexts.workshop.queries.slots import key_of

NEAR = dt.timedelta(days=2)
FAR = dt.timedelta(days=14)
OFFERED = 3


def around(
    query: SlotQuery, start: dt.datetime, at: dt.datetime, reach: dt.timedelta = NEAR
) -> SlotQuery:
    """The same wish, some days before and after a start, but not in the past."""
    begin = max(at, min(query.not_before, start), start - reach)
    return replace(query, not_before=begin, not_after=max(start + reach, begin))


def near(
    query: SlotQuery,
    start: dt.datetime,
    calendar: SiteCalendar,
    *,
    site: SiteInfo,
    at: dt.datetime,
    without: Without | None = None,
) -> list[dict[str, Any]]:
    """The free starts closest to the wanted one.

    ``calendar`` covers the days around; only when these are full somebody looks further.
    """
    if found := _closest(around(query, start, at), start, calendar, at):
        return found
    wide = around(query, start, at, FAR)
    return _closest(wide, start, calendars.for_query(wide, site=site, at=at, without=without), at)


def _closest(
    query: SlotQuery, start: dt.datetime, calendar: SiteCalendar, at: dt.datetime
) -> list[dict[str, Any]]:
    wanted = calendar.frame.cell(start)
    courses = sorted(
        Search(calendar, query, at=at).courses(), key=lambda course: abs(course.arrival - wanted)
    )
    closest = sorted(courses[:OFFERED], key=lambda course: course.arrival)
    return [_told(course, calendar) for course in closest]


def _told(course: Course, calendar: SiteCalendar) -> dict[str, Any]:
    begin = calendar.frame.moment(course.arrival)
    return {
        "start": begin.isoformat(),
        "ready_at": calendar.frame.moment(course.ready).isoformat(),
        "key": key_of(begin),
    }
