"""What clocked time can be, when somebody writes it down afterwards."""

import datetime as dt

LONGEST = dt.timedelta(hours=24)


def is_sensible(started_at: dt.datetime, ended_at: dt.datetime, at: dt.datetime) -> bool:
    """It ends after it begins (or takes the time away), within a day, and is not ahead of now."""
    return started_at <= ended_at <= at and ended_at - started_at <= LONGEST
