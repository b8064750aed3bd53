"""When a piece of work is due: the earliest of distance, time, law and the car's own word."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from seibi.contexts.diagnosis.contracts import DueBasis
from seibi.contexts.diagnosis.domain import pace as pacing
from seibi.contexts.diagnosis.domain.calendar import months_later, years_between
from seibi.contexts.diagnosis.domain.statutory import Papers, due_on

QUANTILES = (0.1, 0.5, 0.9)
SEVERE_KM_A_DAY = 20_000 / 365.25
SEVERE_BY_PACE = ("JP",)
FURTHEST = dt.date(2199, 12, 31)
PART_OF = {
    "OIL": ("OIL-FILTER",),
    "TYRE-ROTATE": ("TYRES-4",),
    "CHECK-6": ("CHECK-12", "CHECK-24", "SHAKEN-24"),
    "CHECK-12": ("CHECK-24", "SHAKEN-24"),
    "CHECK-24": ("SHAKEN-24",),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """How often some work is due, first and afterwards."""

    operation_code: str
    km: int | None = None
    months: int | None = None
    first_km: int | None = None
    first_months: int | None = None
    severe_km: int | None = None
    severe_months: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What the car itself said is left."""

    remaining_km: int | None
    remaining_days: int | None
    read_at: dt.datetime


@dataclass(frozen=True, slots=True)
class CarFacts:
    """What a forecast knows about one car."""

    country: str
    use_class: str
    in_service_on: dt.date | None
    inspection_expires_on: dt.date | None
    known_since: dt.date
    readings: tuple[tuple[dt.datetime, int], ...]
    last_done: Mapping[str, tuple[dt.date, int | None]] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)
    severe_use: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When one piece of work is due, by which clock, and counted from what."""

    operation_code: str
    p10: dt.date
    p50: dt.date
    p90: dt.date
    basis: DueBasis
    km: int | None = None
    months: int | None = None
    since: dt.date | None = None
    done_before: bool = False
    remaining_km: int | None = None
    remaining_days: int | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Where the odometer stood, when, and how fast the car goes from there."""

    on: dt.date
    km: float
    belief: pacing.PaceBelief


def belief_of(car: CarFacts, today: dt.date) -> pacing.PaceBelief:
    """The pace of a car from what such cars do and from its own readings, hand-over included."""
    age = years_between(car.in_service_on, today) if car.in_service_on else 0.0
    start = pacing.prior(country=car.country, use_class=car.use_class, age_years=age)
    return pacing.learn(start, _readings_from_new(car))


def dues(car: CarFacts, intervals: Iterable[Interval], today: dt.date) -> list[Due]:
    """Every piece of work with its day, next first; what is part of other work is left out."""
    belief = belief_of(car, today)
    where = _position(car, belief)
    found = {}
    for interval in intervals:
        coming = _due(car, interval, where, today)
        if coming is not None:
            found[interval.operation_code] = coming
    alone = [due for due in found.values() if not _within_other_work(due, found)]
    return sorted(alone, key=lambda due: (due.p50, due.operation_code))


def _within_other_work(due: Due, found: Mapping[str, Due]) -> bool:
    """Nobody changes the oil and, no later, the oil with its filter."""
    wholes = [found[code] for code in PART_OF.get(due.operation_code, ()) if code in found]
    return any(whole.p50 <= due.p50 for whole in wholes)


def _done(car: CarFacts, code: str) -> tuple[dt.date, int | None] | None:
    """When this work was last done, by itself or as part of other work."""
    times = [car.last_done[c] for c in (code, *PART_OF.get(code, ())) if c in car.last_done]
    return max(times, key=lambda time: time[0]) if times else None


def _due(car: CarFacts, interval: Interval, where: Position | None, today: dt.date) -> Due | None:
    clocks = [
        _by_law(car, interval),
        _by_word(car, interval, where),
        _by_distance(car, interval, where),
        _by_time(car, interval, where),
    ]
    running = [clock for clock in clocks if clock is not None]
    if not running:
        return None
    first = min(running, key=lambda due: due.p50)
    return Due(
        operation_code=first.operation_code,
        p10=min(due.p10 for due in running),
        p50=first.p50,
        p90=min(due.p90 for due in running),
        basis=first.basis,
        km=first.km,
        months=first.months,
        since=first.since,
        done_before=first.done_before,
        remaining_km=first.remaining_km,
        remaining_days=first.remaining_days,
        passed=first.passed,
    )


def _by_law(car: CarFacts, interval: Interval) -> Due | None:
    if not interval.rule:
        return None
    done = _done(car, interval.operation_code)
    papers = Papers(
        use_class=car.use_class,
        first_registered_on=car.in_service_on,
        expires_on=car.inspection_expires_on,
        known_since=car.known_since,
        last_done=done[0] if done else None,
    )
    day = due_on(interval.rule, papers)
    return _certain(interval, day, DueBasis.LAW) if day else None


def _by_word(car: CarFacts, interval: Interval, where: Position | None) -> Due | None:
    word = car.words.get(interval.operation_code)
    done = _done(car, interval.operation_code)
    if word is None or (done is not None and done[0] >= word.read_at.date()):
        return None
    said_on = word.read_at.date()
    if word.remaining_days is not None:
        day = said_on + dt.timedelta(days=word.remaining_days)
        return _certain(
            interval, day, DueBasis.CAR_SIGNAL, remaining_days=word.remaining_days, since=said_on
        )
    if word.remaining_km is None or where is None:
        return None
    p10, p50, p90 = _days_on(said_on, pacing.arrival(where.belief, word.remaining_km))
    return Due(
        interval.operation_code, p10, p50, p90, DueBasis.CAR_SIGNAL,
        remaining_km=word.remaining_km, since=said_on,
    )  # fmt: skip


def _by_distance(car: CarFacts, interval: Interval, where: Position | None) -> Due | None:
    every, first = _every_km(car, interval, where)
    if every is None or where is None:
        return None
    done = _done(car, interval.operation_code)
    if done is not None:
        done_km = done[1] if done[1] is not None else _km_on(car, where, done[0])
        target = done_km + every
    else:
        target = _next_multiple(first or every, every, _km_on(car, where, car.known_since))
    if target <= where.km:
        p10 = p50 = p90 = _passed_on(car, where, target)
    else:
        p10, p50, p90 = _days_on(where.on, pacing.arrival(where.belief, target - where.km))
    return Due(
        interval.operation_code, p10, p50, p90, DueBasis.DISTANCE,
        km=round(target), done_before=done is not None, passed=target <= where.km,
    )  # fmt: skip


def _by_time(car: CarFacts, interval: Interval, where: Position | None) -> Due | None:
    severe = _severe(car, where) and interval.severe_months
    every = interval.severe_months if severe else interval.months
    if every is None:
        return None
    done = _done(car, interval.operation_code)
    if done is not None:
        day, since = months_later(done[0], every), done[0]
    elif car.in_service_on is not None:
        since = car.in_service_on
        day = months_later(since, interval.first_months or every)
        while day < car.known_since:
            day = months_later(day, every)
    else:
        day, since = months_later(car.known_since, every), car.known_since
    return _certain(
        interval, day, DueBasis.TIME, months=every, since=since, done_before=done is not None
    )


def _every_km(
    car: CarFacts, interval: Interval, where: Position | None
) -> tuple[int | None, int | None]:
    if _severe(car, where) and interval.severe_km:
        return interval.severe_km, interval.severe_km
    return interval.km, interval.first_km


def _severe(car: CarFacts, where: Position | None) -> bool:
    """Severe use is on record, or the car drives 20,000 km a year where makers count that."""
    fast = where is not None and where.belief.mean >= SEVERE_KM_A_DAY
    return car.severe_use or (car.country in SEVERE_BY_PACE and fast)


def _next_multiple(first: int, every: int, km: float) -> float:
    """The first mark of the schedule that was ahead when we came to know the car."""
    if km <= first:
        return first
    return first + math.ceil((km - first) / every) * every


def _position(car: CarFacts, belief: pacing.PaceBelief) -> Position | None:
    if car.readings:
        read_at, km = car.readings[-1]
        return Position(read_at.date(), km, belief)
    if car.in_service_on is not None:
        return Position(car.in_service_on, 0.0, belief)
    return None


def _km_on(car: CarFacts, where: Position, day: dt.date) -> float:
    """About where the odometer stood on a day: between readings, or at the pace beyond them."""
    known = [(read_at.date(), float(km)) for read_at, km in _readings_from_new(car)]
    before = [one for one in known if one[0] <= day]
    after = [one for one in known if one[0] > day]
    if before and after:
        (then, km_then), (later, km_later) = before[-1], after[0]
        return km_then + (km_later - km_then) * (day - then).days / (later - then).days
    on, km = before[-1] if before else (after[0] if after else (where.on, where.km))
    return max(0.0, km + where.belief.mean * (day - on).days)


def _passed_on(car: CarFacts, where: Position, target: float) -> dt.date:
    """About when the odometer showed this, somewhere between two readings."""
    known = [(read_at.date(), km) for read_at, km in _readings_from_new(car)]
    for (then, km_then), (later, km_later) in pairwise(known):
        if km_then <= target <= km_later and km_later > km_then:
            share = (target - km_then) / (km_later - km_then)
            return then + dt.timedelta(days=round((later - then).days * share))
    return known[0][0] if known else where.on


def _readings_from_new(car: CarFacts) -> list[tuple[dt.datetime, int]]:
    """The readings, with hand-over as the first: every car begins at nought."""
    if car.in_service_on is None:
        return list(car.readings)
    new = dt.datetime.combine(car.in_service_on, dt.time.min, dt.UTC)
    return [(new, 0), *(one for one in car.readings if one[0] > new)]


def _days_on(start: dt.date, when: pacing.Arrival) -> tuple[dt.date, dt.date, dt.date]:
    days = [when.quantile(share) if when.mean > 0 else 0.0 for share in QUANTILES]
    p10, p50, p90 = (_day(start, one) for one in days)
    return p10, p50, p90


def _day(start: dt.date, days: float) -> dt.date:
    if days >= (FURTHEST - start).days:
        return FURTHEST
    return start + dt.timedelta(days=round(days))


def _certain(
    interval: Interval,
    day: dt.date,
    basis: DueBasis,
    *,
    months: int | None = None,
    since: dt.date | None = None,
    done_before: bool = False,
    remaining_days: int | None = None,
) -> Due:
    return Due(
        interval.operation_code, day, day, day, basis,
        months=months, since=since, done_before=done_before, remaining_days=remaining_days,
    )  # fmt: skip
