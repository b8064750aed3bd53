"""Who pays for a piece of work: warranties, contracts and guarantees, and where they end."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from seibi.contexts.vehicles.contracts import CoverageInfo, CoverageKind, RepairLevel

EVERYTHING = "*"
FIRST_TO_PAY = (
    CoverageKind.REPAIR_GUARANTEE,
    CoverageKind.SANBAO_REPAIR,
    CoverageKind.FACTORY_WARRANTY,
    CoverageKind.EXTENDED_WARRANTY,
    CoverageKind.SERVICE_CONTRACT,
    CoverageKind.MAINTENANCE_PACK,
)
GUARANTEES = {  # kilometres and days from hand-over, whichever comes first
    RepairLevel.WHOLE_CAR: (20_000, 100),
    RepairLevel.LEVEL_TWO: (5_000, 30),
    RepairLevel.LEVEL_ONE: (2_000, 10),
}
SANBAO = {  # years and kilometres from the invoice, whichever comes first
    CoverageKind.SANBAO_REPAIR: (3, 60_000),
    CoverageKind.SANBAO_EXCHANGE: (2, 50_000),
}


class Outcome(StrEnum):
    """Why one promise does or does not pay for a piece of work."""

    COVERS = "covers"
    OTHER_WORK = "other_work"
    NOT_YET = "not_yet"
    DATE_PASSED = "date_passed"
    DISTANCE_PASSED = "distance_passed"
    DISTANCE_UNKNOWN = "distance_unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One promise looked at for one piece of work."""

    coverage: CoverageInfo
    outcome: Outcome


def findings(
    coverages: Iterable[CoverageInfo], *, on: dt.date, km: int | None, what: str
) -> list[Finding]:
    """Every promise with its answer, the one that should pay first at the front."""
    looked_at = [Finding(c, outcome_of(c, on=on, km=km, what=what)) for c in coverages]
    payable = [f for f in looked_at if f.coverage.kind in FIRST_TO_PAY]
    return sorted(
        payable,
        key=lambda f: (f.outcome is not Outcome.COVERS, FIRST_TO_PAY.index(f.coverage.kind)),
    )


def outcome_of(coverage: CoverageInfo, *, on: dt.date, km: int | None, what: str) -> Outcome:
    """A promise ends on its day or at its distance, whichever comes first."""
    if not covers(coverage.covers, what):
        return Outcome.OTHER_WORK
    if on < coverage.starts_on:
        return Outcome.NOT_YET
    if coverage.ends_on is not None and on >= coverage.ends_on:
        return Outcome.DATE_PASSED
    if coverage.ends_km is not None and km is None:
        return Outcome.DISTANCE_UNKNOWN
    if coverage.ends_km is not None and km is not None and km > coverage.ends_km:
        return Outcome.DISTANCE_PASSED
    return Outcome.COVERS


def covers(named: Iterable[str], what: str) -> bool:
    """Work is covered when a name fits it and no name with a minus before it does."""
    names = tuple(named) or (EVERYTHING,)
    excluded = any(fnmatchcase(what, n[1:]) for n in names if n.startswith("-"))
    return not excluded and any(fnmatchcase(what, n) for n in names if not n.startswith("-"))


def guarantee_until(
    level: RepairLevel, *, handed_over: dt.date, km: int | None
) -> tuple[dt.date, int | None]:
    """The day and the distance at which the shop's own guarantee for a repair ends."""
    distance, days = GUARANTEES[level]
    return handed_over + dt.timedelta(days=days), None if km is None else km + distance


def years_later(day: dt.date, years: int) -> dt.date:
    """The same day some years on; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
