"""Random sites, calendars and queries, for Hypothesis and for the bench."""

import datetime as dt
import random
from fractions import Fraction
from uuid import UUID

from hypothesis import strategies as st

from seibi.contexts.workshop.contracts import ResourceKind, SlotQuery, Stay, StepNeed
from seibi.contexts.workshop.domain.calendar import SiteCalendar, frame, site_calendar, unit
from seibi.contexts.workshop.domain.grid import mask_of
from seibi.contexts.workshop.domain.rules import Rules
from seibi.kernel.clock import local_moment

PLACES = [
    ("Asia/Tokyo", dt.date(2026, 11, 20)),
    ("America/New_York", dt.date(2026, 10, 31)),
    ("America/New_York", dt.date(2027, 3, 13)),
    ("Europe/Berlin", dt.date(2026, 3, 28)),
    ("Australia/Lord_Howe", dt.date(2026, 10, 3)),
]
SKILLS = ["general", "brakes"]
KINDS = ["lift", "ev"]


def build(seed: int) -> tuple[SiteCalendar, SlotQuery, dt.datetime]:
    """A small site with a busy, irregular calendar, and a query that may or may not fit."""
    rng = random.Random(seed)
    tz, first = rng.choice(PLACES)
    of = frame(tz, first, 4)
    opening = mask_of(of.inner(_hours(rng, tz, first)), of.size)
    people = [_person(rng, of, opening, n) for n in range(rng.randint(1, 4))]
    bays = [
        unit(
            of=of,
            opening=opening,
            id=UUID(int=100 + n),
            kind=ResourceKind.BAY,
            bay_kind=rng.choice(KINDS),
            reserved=_spans(rng, of.size, 6),
        )
        for n in range(rng.randint(1, 3))
    ]
    others = _one_of_each(rng, of, opening)
    rules = Rules(
        kept_share=rng.choice([Fraction(0), Fraction(1, 5), Fraction(1, 2)]),
        reception_minutes=rng.choice([5, 15]),
        delivery_minutes=rng.choice([5, 10]),
        offer_minutes=rng.choice([5, 15, 30]),
    )
    calendar = site_calendar(of=of, opening=opening, units=[*bays, *people, *others], rules=rules)
    begin = of.moment(rng.randint(0, of.size // 2))
    query = SlotQuery(
        site_id=UUID(int=1),
        steps=tuple(_step(rng) for _ in range(rng.choice([1, 1, 2, 2, 3]))),
        not_before=begin,
        not_after=begin + dt.timedelta(hours=rng.choice([4, 24, 72])),
        stay=rng.choice(list(Stay)),
        advisor_needed=rng.random() < 0.6,
        courtesy_car=rng.random() < 0.2,
        walk_in=rng.random() < 0.4,
        stands_minutes=rng.choice([0, 0, 30, 240]),
        limit=10_000,
    )
    return calendar, query, begin - dt.timedelta(minutes=rng.choice([0, 60, -47]))


def _one_of_each(rng, of, opening):
    """A tool, an advisor and a courtesy car."""
    tester = unit(
        of=of,
        opening=opening,
        id=UUID(int=200),
        kind=ResourceKind.TOOL,
        tool_kind="tester",
        reserved=_spans(rng, of.size, 3),
    )
    advisor = unit(
        of=of,
        opening=opening,
        id=UUID(int=300),
        kind=ResourceKind.ADVISOR,
        reserved=_spans(rng, of.size, 8, longest=12),
    )
    car = unit(
        of=of,
        opening=opening,
        id=UUID(int=400),
        kind=ResourceKind.COURTESY_CAR,
        reserved=_spans(rng, of.size, 2),
    )
    return [tester, advisor, car]


def _hours(rng, tz, first):
    found = []
    for n in range(4):
        if rng.random() < 0.15:
            continue
        day, cursor = first + dt.timedelta(days=n), rng.choice([0, 2, 9])
        for _ in range(rng.randint(1, 3)):
            length = rng.randint(1, 5)
            if cursor + length > 23:
                break
            found.append(
                (
                    local_moment(day, dt.time(cursor, rng.choice([0, 30])), tz),
                    local_moment(day, dt.time(cursor + length, 30), tz),
                )
            )
            cursor += length + 1
    return found


def _person(rng, of, opening, n):
    week = ()
    if rng.random() < 0.5:
        week = tuple(
            (w, dt.time(rng.randint(0, 10)), dt.time(rng.randint(12, 22))) for w in range(7)
        )
    return unit(
        of=of, opening=opening, id=UUID(int=10 + n), kind=ResourceKind.TECHNICIAN,
        skills={s: rng.randint(1, 3) for s in SKILLS if rng.random() < 0.8},
        week=week, away=_spans(rng, of.size, 1), reserved=_spans(rng, of.size, 5),
    )  # fmt: skip


def _spans(rng, size, most, longest=60):
    return [
        (begin, begin + rng.randint(1, longest))
        for begin in (rng.randrange(size) for _ in range(rng.randint(0, most)))
    ]


def _step(rng):
    return StepNeed(
        operation_code="X",
        minutes=rng.choice([5, 20, 45, 90, 240]),
        bay_kind=rng.choice([*KINDS, "lift", None]),
        skill=rng.choice([None, *SKILLS]),
        grade=rng.randint(1, 2),
        technicians=rng.choice([1, 1, 1, 2]),
        tool_kind=rng.choice([None, None, "tester"]),
        buffer_before=rng.choice([0, 0, 10]),
        buffer_after=rng.choice([0, 0, 5]),
        splittable=rng.random() < 0.5,
    )


cases = st.integers(min_value=0, max_value=2**40).map(build)
