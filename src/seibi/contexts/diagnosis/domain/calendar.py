"""Counting months and years on the calendar, as laws and schedules do."""

import calendar
import datetime as dt


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months on; the last day of the month when there is no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def years_between(earlier: dt.date, later: dt.date) -> float:
    """Years from one day to another, as a fraction; never below zero."""
    return max((later - earlier).days / 365.25, 0.0)
