"""A small site with plain hours, and the starts it offers by the clock on its wall."""

import datetime as dt
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from seibi.contexts.workshop.contracts import ResourceKind, SlotQuery
from seibi.contexts.workshop.domain.availability import Search
from seibi.contexts.workshop.domain.calendar import frame, site_calendar, unit
from seibi.contexts.workshop.domain.grid import mask_of
from seibi.contexts.workshop.domain.rules import Rules
from seibi.kernel.clock import local_moment

TOKYO = "Asia/Tokyo"
MONDAY = dt.date(2026, 11, 23)


def one_day(hours=((9, 12), (13, 18)), *, tz=TOKYO, first=MONDAY, days=8, resources=(), rules=None):
    of = frame(tz, first, days)
    opening = mask_of(
        of.inner(
            (
                local_moment(first + dt.timedelta(days=n), dt.time(begin), tz),
                local_moment(first + dt.timedelta(days=n), dt.time(end), tz),
            )
            for n in range(days)
            for begin, end in hours
        ),
        of.size,
    )
    units = [
        unit(of=of, opening=opening, id=UUID(int=number), **more)
        for number, more in enumerate(resources, start=1)
    ]
    return site_calendar(
        of=of, opening=opening, units=units, rules=rules or Rules(kept_share=Fraction(0))
    )


LIFT = {"kind": ResourceKind.BAY, "bay_kind": "lift"}
PERSON = {"kind": ResourceKind.TECHNICIAN, "skills": {"general": 1}}


def local_starts(calendar, step, *, day=MONDAY, tz=TOKYO, **changes):
    begin = local_moment(day, dt.time(0), tz)
    query = SlotQuery(
        site_id=UUID(int=1),
        steps=step if isinstance(step, tuple) else (step,),
        not_before=begin,
        not_after=local_moment(day, dt.time(23, 55), tz),
        **{"advisor_needed": False, **changes},
    )
    of = calendar.frame
    plans = list(Search(calendar, query, at=begin).plans())
    zone = ZoneInfo(tz)
    return [
        (
            f"{of.moment(p.arrival).astimezone(zone):%H:%M}",
            f"{of.moment(p.done).astimezone(zone):%a %H:%M}",
        )
        for p in plans
    ]
