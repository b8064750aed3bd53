"""What was found taken a moment ago, for the many who ask for the same time at once.

A finding counts for one second, and only while no reservation of the days around has changed: the
database is asked for that every time. So nobody hears of a time as taken that was given back. What
it says of hours and absences may be that second old.
"""

import datetime as dt
import time
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection

from seibi.contexts.workshop.contracts import SlotQuery
from seibi.contexts.workshop.domain.grid import CELL_MINUTES
from seibi.kernel import clock

GOOD_FOR = 1.0
MOST = 500
_STATE = """
    SELECT count(*), sum(hashtextextended(r.resource_id::text || r.during::text, 0))
    FROM workshop_reservation r JOIN workshop_resource u ON u.id = r.resource_id
    WHERE u.site_id = %s AND r.during && tstzrange(%s, %s)
      AND (r.expires_at IS NULL OR r.expires_at > %s)
"""
Window = tuple[dt.datetime, dt.datetime]
Wish = tuple[SlotQuery, dt.datetime]


@dataclass(frozen=True, slots=True)
class Finding:
    """A start that was not free, and what was free instead."""

    found_at: float
    window: Window
    state: tuple[Any, ...]
    free: list[dict[str, Any]]


_FOUND: dict[Wish, Finding] = {}


def same_wish(query: SlotQuery, start: dt.datetime, at: dt.datetime) -> Wish:
    """What two people ask for who ask for the same, though not in the same second."""
    length = 60 * CELL_MINUTES
    began = dt.datetime.fromtimestamp(int(at.timestamp()) // length * length, dt.UTC)
    earliest = query.not_before if query.not_before > at else began
    return replace(query, not_before=earliest), start


def state_of(site_id: UUID, window: Window) -> tuple[Any, ...]:
    """Differs as soon as a reservation in this window is another one. One small query."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE, [site_id, *window, clock.machine_now()])
        return tuple(cursor.fetchone())


def free_instead(wish: Wish) -> list[dict[str, Any]] | None:
    """What to offer for a time that was found taken and still is; None when nobody knows."""
    found = _FOUND.get(wish)
    if found is None or time.monotonic() - found.found_at > GOOD_FOR:
        return None
    return found.free if state_of(wish[0].site_id, found.window) == found.state else None


def remember(
    wish: Wish, window: Window, state: tuple[Any, ...], free: list[dict[str, Any]]
) -> None:
    """For whoever asks for the same within a second."""
    if len(_FOUND) >= MOST:
        _FOUND.clear()
    _FOUND[wish] = Finding(time.monotonic(), window, state, free)
