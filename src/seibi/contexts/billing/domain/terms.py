"""When a month of a customer on account is closed, and until when it is paid."""

import calendar
import datetime as dt


def day_of_month(year: int, month: int, day: int) -> dt.date:
    """The day, or the last of the month where it has fewer: 31 is always the last one."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def months_on(day: dt.date, months: int) -> tuple[int, int]:
    """Year and month so many months later."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def close_on_or_after(day: dt.date, closing_day: int) -> dt.date:
    """The next close, today included."""
    this_month = day_of_month(day.year, day.month, closing_day)
    if this_month >= day:
        return this_month
    return day_of_month(*months_on(day, 1), closing_day)


def close_on_or_before(day: dt.date, closing_day: int) -> dt.date:
    """The last close, today included."""
    this_month = day_of_month(day.year, day.month, closing_day)
    if this_month <= day:
        return this_month
    return day_of_month(*months_on(day, -1), closing_day)


def due_on(closed_on: dt.date, months: int, day: int) -> dt.date:
    """End of the next month, the tenth of the one after, as agreed; never before the close."""
    return max(day_of_month(*months_on(closed_on, months), day), closed_on)
