"""Changing an appointment is equally fair to both sides: one deadline, and a remedy past it."""

import datetime as dt

from seibi.contexts.booking.contracts import BookingRules, CancelledBy

TIME_TO_THINK = dt.timedelta(hours=1)


def change_until(
    *, starts_at: dt.datetime, booked_at: dt.datetime, rules: BookingRules
) -> dt.datetime:
    """The last moment for a change: some hours before, but never less than an hour after booking.

    Whoever books at short notice may still think it over for an hour, at most until the start.
    """
    usual = starts_at - dt.timedelta(hours=rules.change_hours)
    return max(usual, min(starts_at, booked_at + TIME_TO_THINK))


def in_time(at: dt.datetime, until: dt.datetime) -> bool:
    """The deadline itself is still in time."""
    return at <= until


def owes_remedy(*, by: CancelledBy, at: dt.datetime, until: dt.datetime, gives_up: bool) -> bool:
    """A site that gives up a visit owes a remedy always; one that moves it, past the deadline."""
    return by is CancelledBy.SITE and (gives_up or not in_time(at, until))


def minutes_late(*, starts_at: dt.datetime, at: dt.datetime) -> int:
    """Whole minutes past the agreed time; early counts as zero."""
    return max(0, int((at - starts_at).total_seconds() // 60))


def may_be_missed(*, starts_at: dt.datetime, at: dt.datetime, rules: BookingRules) -> bool:
    """Nobody is called absent before the site's grace time has passed."""
    return minutes_late(starts_at=starts_at, at=at) >= rules.minutes_until_missed
