"""When somebody is reminded of a visit: the evening before, by the clock of the site."""

import datetime as dt
from zoneinfo import ZoneInfo

EVENING = dt.time(17, 0)


def evening_before(starts_at: dt.datetime, tz: str) -> dt.datetime:
    """Five in the afternoon of the day before, at the site."""
    zone = ZoneInfo(tz)
    day = starts_at.astimezone(zone).date() - dt.timedelta(days=1)
    return dt.datetime.combine(day, EVENING, zone).astimezone(dt.UTC)


def is_due(*, starts_at: dt.datetime, booked_at: dt.datetime, tz: str, at: dt.datetime) -> bool:
    """From that evening until the visit; whoever booked after it has just read everything."""
    evening = evening_before(starts_at, tz)
    return booked_at < evening <= at < starts_at
