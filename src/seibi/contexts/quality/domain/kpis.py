"""How each figure is counted; a definition that changes gets a new version."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from uuid import UUID

from seibi.contexts.quality.contracts import Kpi, KpiName

DEFINITIONS = "v1"
Z = 1.959964  # two-sided 95 %
GOALS = {KpiName.SAME_DAY: 2 / 3}
UNHAPPY = 2  # of five, and below: somebody calls
FEWEST = 10  # cases below which a named person's figure is hidden


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it counts: when it came, when it was ready, what was promised first."""

    day: dt.date
    ready_at: dt.datetime | None
    first_promise_at: dt.datetime | None
    same_day: bool | None
    on_time_first: bool | None
    advisor_id: UUID | None = None
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a survey, on the day of the delivery it is about."""

    day: dt.date
    csat: int
    nps: int | None
    ces: int | None
    advisor_id: UUID | None = None


def wilson(hits: int, n: int) -> tuple[float, float] | tuple[None, None]:
    """Where a share lies with 95 % confidence; honest for small n and near 0 or 1."""
    if n == 0:
        return None, None
    share, z2 = hits / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def share(name: KpiName, hits: int, n: int) -> Kpi:
    """A share with its interval; no value without cases."""
    low, high = wilson(hits, n)
    return Kpi(
        name=name,
        definition=f"{name}.{DEFINITIONS}",
        numerator=hits,
        denominator=n,
        n=n,
        value=hits / n if n else None,
        low=low,
        high=high,
        goal=GOALS.get(name),
    )


def same_day(visits: Iterable[Visit], today: dt.date) -> Kpi:
    """All cars that came count. One that came today and is not ready yet may still make it."""
    counted = [v for v in visits if v.ready_at or v.day < today]
    return share(KpiName.SAME_DAY, sum(v.same_day is True for v in counted), len(counted))


def on_time_first(visits: Iterable[Visit], at: dt.datetime) -> Kpi:
    """Ready by the first promise. A car that is not ready and whose promise has passed is late."""
    counted = [
        v
        for v in visits
        if v.first_promise_at and (v.on_time_first is not None or v.first_promise_at < at)
    ]
    hits = sum(v.on_time_first is True for v in counted)
    return share(KpiName.ON_TIME_FIRST, hits, len(counted))


def csat(replies: Iterable[Reply]) -> Kpi:
    """Share of 4 and 5 out of 5 (top two boxes)."""
    scores = [r.csat for r in replies]
    return share(KpiName.CSAT, sum(score >= 4 for score in scores), len(scores))


def ces(replies: Iterable[Reply]) -> Kpi:
    """Share of 5, 6 and 7 out of 7 among those who said how easy it was."""
    scores = [r.ces for r in replies if r.ces is not None]
    return share(KpiName.CES, sum(score >= 5 for score in scores), len(scores))


def disputes(visits: Iterable[Visit]) -> Kpi:
    """Share of cars that came whose owner saw something differently: cases per 100 visits."""
    counted = list(visits)
    return share(KpiName.DISPUTES, sum(v.disputed for v in counted), len(counted))


def nps(replies: Iterable[Reply]) -> Kpi:
    """Promoters (9, 10) minus detractors (0 to 6), in points; the interval is the normal one."""
    scores = [r.nps for r in replies if r.nps is not None]
    n, plus = len(scores), sum(score >= 9 for score in scores)
    minus = sum(score <= 6 for score in scores)
    value = low = high = None
    if n:
        mean = (plus - minus) / n
        reach = Z * sqrt(max(0.0, (plus + minus) / n - mean * mean) / n)
        value, low, high = (
            100 * mean,
            100 * max(-1.0, mean - reach),
            100 * min(1.0, mean + reach),
        )
    return Kpi(
        name=KpiName.NPS,
        definition=f"{KpiName.NPS}.{DEFINITIONS}",
        numerator=plus - minus,
        denominator=n,
        n=n,
        value=value,
        low=low,
        high=high,
        goal=None,
    )


def all_of(
    visits: Sequence[Visit], replies: Sequence[Reply], *, at: dt.datetime, today: dt.date
) -> list[Kpi]:
    """Every figure over the same visits and answers."""
    return [
        same_day(visits, today),
        on_time_first(visits, at),
        csat(replies),
        nps(replies),
        ces(replies),
        disputes(visits),
    ]


def for_a_person(kpi: Kpi) -> Kpi:
    """Below ten cases a named person's figure says more about chance than about the person."""
    if kpi.n >= FEWEST:
        return kpi
    return replace(kpi, numerator=0, denominator=0, value=None, low=None, high=None, hidden=True)


def mondays(from_day: dt.date, to_day: dt.date) -> list[dt.date]:
    """The weeks that a period touches, by their Mondays."""
    first = from_day - dt.timedelta(days=from_day.weekday())
    weeks = max(0, (to_day - first).days + 6) // 7
    return [first + dt.timedelta(weeks=week) for week in range(weeks)]
