"""Which odometer readings may be believed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.vehicles.contracts import DistanceUnit, ReadingFlag

KM_PER_MILE = 1.609344
FASTEST_KM_PER_DAY = 2_000
FURTHEST_KM = 1_500_000
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A reading as somebody said it."""

    id: UUID
    read_at: dt.datetime
    km: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is odd about a reading, and which other reading it disagrees with."""

    flag: ReadingFlag
    against: Said | None = None
    km_per_day: int | None = None


def to_km(value: int, unit: DistanceUnit) -> int:
    """Miles become kilometres once, at the edge; everything inside is kilometres."""
    return round(value * KM_PER_MILE) if unit is DistanceUnit.MILES else value


def to_miles(km: int) -> int:
    """Kilometres as miles, for screens of countries that count in miles."""
    return round(km / KM_PER_MILE)


def judge(said: Said, *, believed: Sequence[Said]) -> Judgement:
    """A car never runs backwards, nor more than 2,000 km a day, nor a million and a half.

    ``believed`` are readings already believed, in any order.
    """
    if said.km > FURTHEST_KM:
        return Judgement(ReadingFlag.IMPLAUSIBLE)
    before = [other for other in believed if other.read_at <= said.read_at]
    after = [other for other in believed if other.read_at > said.read_at]
    last = max(before, key=lambda other: (other.read_at, other.km), default=None)
    following = min(after, key=lambda other: (other.read_at, other.km), default=None)
    if last and said.km < last.km:
        return Judgement(ReadingFlag.ROLL_BACK, last)
    if last and (pace := _km_per_day(last, said)) > FASTEST_KM_PER_DAY:
        return Judgement(ReadingFlag.TOO_FAST, last, pace)
    if following and said.km > following.km:
        return Judgement(ReadingFlag.IMPLAUSIBLE, following)
    return Judgement(ReadingFlag.FINE)


def judge_all(readings: Iterable[Said]) -> dict[UUID, Judgement]:
    """The whole ledger judged again from the first reading to the last."""
    believed: list[Said] = []
    judged: dict[UUID, Judgement] = {}
    for said in sorted(readings, key=lambda one: (one.read_at, one.km)):
        judged[said.id] = judge(said, believed=believed)
        if judged[said.id].flag is ReadingFlag.FINE:
            believed.append(said)
    return judged


def _km_per_day(earlier: Said, later: Said) -> int:
    days = max((later.read_at - earlier.read_at) / ONE_DAY, 1.0)
    return round((later.km - earlier.km) / days)
