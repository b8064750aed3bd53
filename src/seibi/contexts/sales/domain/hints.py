"""When a car gives sales a hint by its age or its financing, and what a hand-over is missing."""

import datetime as dt
from collections.abc import Set

from seibi.contexts.sales.contracts import Check

AHEAD = dt.timedelta(days=180)
PAST = dt.timedelta(days=30)
FIRST_SERVICE_AFTER = dt.timedelta(days=182)
FIRST_SERVICE = "CHECK-6"  # the operation that the first service is
THIRD_INSPECTION_YEARS = 7  # 車検: after three years, then every two


def third_inspection(in_service_on: dt.date | None, country: str) -> dt.date | None:
    """The day by which a car in Japan needs its third inspection; elsewhere there is none."""
    if in_service_on is None or country != "JP":
        return None
    last = 28 if (in_service_on.month, in_service_on.day) == (2, 29) else in_service_on.day
    return dt.date(in_service_on.year + THIRD_INSPECTION_YEARS, in_service_on.month, last)


def is_near(day: dt.date | None, today: dt.date) -> bool:
    """A hint speaks from half a year before its day until a month after it."""
    return day is not None and day - AHEAD <= today <= day + PAST


def first_service_on(handed_over_on: dt.date) -> dt.date:
    """The first service is half a year after the hand-over."""
    return handed_over_on + FIRST_SERVICE_AFTER


def missing(done: Set[Check]) -> tuple[Check, ...]:
    """What is still to do before the keys are given, in its order."""
    return tuple(one for one in Check if one not in done)
