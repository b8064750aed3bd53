"""What to offer somebody whose time has just been taken."""

import datetime as dt
from dataclasses import replace
from typing import Any

from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import SlotQuery
from seibi.contexts.workshop.domain.availability import Plan, Search
from seibi.contexts.workshop.queries import calendars
from seibi.contexts.workshop.queries.calendars import Without
from seibi.contexts.workshop.queries.slots import key_of

NEAR = dt.timedelta(days=2)
FAR = dt.timedelta(days=14)
OFFERED = 3


def near(
    query: SlotQuery,
    start: dt.datetime,
    *,
    site: SiteInfo,
    at: dt.datetime,
    without: Without | None = None,
) -> list[dict[str, Any]]:
    """The free starts closest to the wanted one; a wider look only when these days are full."""
    earliest = max(at, min(query.not_before, start - NEAR))
    for reach in (NEAR, FAR):
        until = max(start + reach, earliest)
        wide = replace(query, not_before=earliest, not_after=until)
        calendar = calendars.for_query(wide, site=site, at=at, without=without)
        wanted = calendar.frame.cell(start)
        plans = sorted(
            Search(calendar, wide, at=at).plans(), key=lambda plan: abs(plan.arrival - wanted)
        )
        if plans:
            closest = sorted(plans[:OFFERED], key=lambda plan: plan.arrival)
            return [_told(plan, calendar) for plan in closest]
    return []


def _told(plan: Plan, calendar: Any) -> dict[str, Any]:
    begin = calendar.frame.moment(plan.arrival)
    return {
        "start": begin.isoformat(),
        "ready_at": calendar.frame.moment(plan.ready).isoformat(),
        "key": key_of(begin),
    }
