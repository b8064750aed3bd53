"""Free times as an owner looks at them: a few good offers first, then day by day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from seibi.contexts.booking.contracts import FreeSlot, Offer, OfferKind, SlotDay

SATURDAY = 5
MOST_OFFERS = 3


def by_day(slots: Sequence[FreeSlot], *, first: dt.date, days: int, tz: str) -> tuple[SlotDay, ...]:
    """Every day of the window in order, also the empty ones, by the calendar of the site."""
    zone = ZoneInfo(tz)
    found: dict[dt.date, list[FreeSlot]] = defaultdict(list)
    for slot in slots:
        found[slot.starts_at.astimezone(zone).date()].append(slot)
    window = (first + dt.timedelta(days=n) for n in range(days))
    return tuple(SlotDay(day, tuple(found.get(day, ()))) for day in window)


def best_offers(slots: Sequence[FreeSlot], *, tz: str) -> tuple[Offer, ...]:
    """At most three different times, each with its reason; the soonest always comes first."""
    if not slots:
        return ()
    candidates = [
        (OfferKind.SOONEST, slots[0]),
        (OfferKind.QUIETEST, _quietest(slots, tz)),
        (OfferKind.SATURDAY, _first_on(slots, SATURDAY, tz)),
        (OfferKind.SAME_DAY, _first_same_day(slots, tz)),
    ]
    chosen: dict[dt.datetime, Offer] = {}
    for kind, slot in candidates:
        if slot is not None and slot.starts_at not in chosen:
            chosen[slot.starts_at] = Offer(kind, slot)
    return tuple(chosen.values())[:MOST_OFFERS]


def _quietest(slots: Sequence[FreeSlot], tz: str) -> FreeSlot | None:
    """The middle of the day on which most times are free, from the second day on."""
    zone = ZoneInfo(tz)
    days: dict[dt.date, list[FreeSlot]] = defaultdict(list)
    for slot in slots:
        days[slot.starts_at.astimezone(zone).date()].append(slot)
    days.pop(slots[0].starts_at.astimezone(zone).date())
    if not days:
        return None
    day = max(days, key=lambda d: (len(days[d]), -d.toordinal()))
    return days[day][len(days[day]) // 2]


def _first_on(slots: Sequence[FreeSlot], weekday: int, tz: str) -> FreeSlot | None:
    zone = ZoneInfo(tz)
    return next((s for s in slots if s.starts_at.astimezone(zone).weekday() == weekday), None)


def _first_same_day(slots: Sequence[FreeSlot], tz: str) -> FreeSlot | None:
    zone = ZoneInfo(tz)
    return next(
        (
            s
            for s in slots
            if s.starts_at.astimezone(zone).date() == s.ends_at.astimezone(zone).date()
        ),
        None,
    )
