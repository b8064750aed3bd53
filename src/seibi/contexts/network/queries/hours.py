"""When workshops are open, and which public holidays they have not decided about."""

import datetime as dt
import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

import holidays

from seibi.contexts.network.contracts import DayHours, HolidaySuggestion, SiteInfo
from seibi.contexts.network.domain import calendar
from seibi.contexts.network.models import ClosedDay, OpeningHours, Site
from seibi.contexts.network.queries.places import site
from seibi.kernel.rows import fetched

_HOLIDAY_LANGUAGE = {
    "JP": {"en": "en_US", "ja": "ja"},
    "CN": {"en": "en_US", "zh-hans": "zh_CN"},
    "US": {"en": "en_US"},
    "NO": {"en": "en_US"},
}
_OPEN = """
    SELECT weekday, opens, closes, breaks::text, NULL::date FROM network_openinghours
    WHERE site_id = %(site)s
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, "on" FROM network_closedday
    WHERE site_id = %(site)s AND "on" >= %(from_day)s AND "on" < %(to_day)s
"""


def opening_intervals(site_id: UUID, from_day: dt.date, to_day: dt.date) -> list[calendar.Interval]:
    """Open times in UTC of the local days [from_day, to_day): in order, disjoint, not empty.

    Breaks and closed days are taken out; right across changes of the clocks. Raises NotFound.
    """
    return list(open_between(site(pk=site_id), from_day, to_day))


def open_between(
    workshop: SiteInfo, from_day: dt.date, to_day: dt.date
) -> tuple[calendar.Interval, ...]:
    """``opening_intervals`` of a workshop that is known already. One query.

    A workshop that is being prepared is not open yet, whatever its hours are.
    """
    if not workshop.opened:
        return ()
    rows = fetched(_OPEN, site=workshop.id, from_day=from_day, to_day=to_day)
    return _intervals(tuple(rows), workshop.tz, from_day, to_day)


@lru_cache(maxsize=256)
def _intervals(
    rows: tuple[tuple[Any, ...], ...], tz: str, from_day: dt.date, to_day: dt.date
) -> tuple[calendar.Interval, ...]:
    """Worked out once for the same hours and days: every look at a calendar asks for it."""
    return tuple(
        calendar.opening_intervals(
            week={
                day: DayHours(opens, closes, _breaks(json.loads(breaks)))
                for day, opens, closes, breaks, _ in rows
                if opens
            },
            closed=frozenset(closed for *_, closed in rows if closed),
            tz=tz,
            from_day=from_day,
            to_day=to_day,
        )
    )


def week(site_id: UUID) -> dict[int, DayHours]:
    """Hours by weekday (0 is Monday); days that are missing are closed."""
    return {row.weekday: day_hours(row) for row in OpeningHours.objects.filter(site_id=site_id)}


def closed_days(site_id: UUID, from_day: dt.date, to_day: dt.date) -> dict[dt.date, str]:
    """Days in [from_day, to_day) the workshop decided to stay closed, with the reason."""
    rows = ClosedDay.objects.filter(site_id=site_id, on__gte=from_day, on__lt=to_day)
    return dict(rows.order_by("on").values_list("on", "reason"))


def holiday_suggestions(
    site_id: UUID, from_day: dt.date, to_day: dt.date, language: str = "en"
) -> list[HolidaySuggestion]:
    """Public holidays in [from_day, to_day) on which the workshop would otherwise be open.

    Only suggestions: the workshop closes a day itself, since a public calendar may be wrong.
    """
    country = Site.objects.values_list("country", flat=True).get(pk=site_id)
    decided, hours = closed_days(site_id, from_day, to_day), week(site_id)
    found: list[HolidaySuggestion] = []
    for year in range(from_day.year, to_day.year + 1):
        for day, name in _public_holidays(country, year, language):
            if from_day <= day < to_day and day not in decided and day.weekday() in hours:
                found.append(HolidaySuggestion(day, name))
    return found


@lru_cache(maxsize=64)
def _public_holidays(country: str, year: int, language: str) -> tuple[tuple[dt.date, str], ...]:
    """Public holidays of one country and year; none for a country the library does not know."""
    words = _HOLIDAY_LANGUAGE.get(country, {})
    try:
        known = holidays.country_holidays(country, years=year, language=words.get(language))
    except NotImplementedError:
        return ()
    return tuple(sorted(known.items()))


def day_hours(row: OpeningHours) -> DayHours:
    """The value of one stored weekday."""
    return DayHours(row.opens, row.closes, _breaks(row.breaks))


def _breaks(stored: Iterable[tuple[str, str]]) -> tuple[tuple[dt.time, dt.time], ...]:
    return tuple(
        (dt.time.fromisoformat(begin), dt.time.fromisoformat(end)) for begin, end in stored
    )
