"""How long we stand for a repair, who signs for it, and what being back so soon says about it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from seibi.contexts.work_orders.contracts.quality import FirstTimeFix, Guarantee, RepairLevel

# China's minimum (Order 2023/14, 37: first reached); a shop may promise more, never less
LAWFUL: Mapping[RepairLevel, Guarantee] = {
    RepairLevel.MINOR: Guarantee(days=10, km=2_000),
    RepairLevel.LEVEL_2: Guarantee(days=30, km=5_000),
    RepairLevel.ASSEMBLY: Guarantee(days=100, km=20_000),
    RepairLevel.WHOLE: Guarantee(days=100, km=20_000),
}
OURS = Guarantee(days=180, km=10_000)  # what we promise for every repair
LEVELS: Mapping[str, RepairLevel] = {  # operations that are more than a minor repair
    "CHECK-24": RepairLevel.LEVEL_2,
    "ANNUAL-CN": RepairLevel.LEVEL_2,
    "TIMING-BELT": RepairLevel.ASSEMBLY,
}
CERTIFIED_IN = frozenset({"CN"})  # where the law asks for a certificate of repair
JUDGED_AFTER = dt.timedelta(days=30)  # a visit is too young to be judged before
ORDER = tuple(RepairLevel)


@dataclass(frozen=True, slots=True)
class Ended:
    """A visit that was handed back, and when it came back with the same concern, if it did."""

    delivered_at: dt.datetime
    back_at: dt.datetime | None = None


def level_of(codes: Iterable[str]) -> RepairLevel:
    """The deepest of the repairs of a visit."""
    found = [LEVELS.get(code, RepairLevel.MINOR) for code in codes]
    return max(found, key=ORDER.index, default=RepairLevel.MINOR)


def needed_certificate(country: str, codes: Iterable[str]) -> RepairLevel | None:
    """The level that has to be signed for before the car may be ready; None where nothing has."""
    level = level_of(codes)
    return level if country in CERTIFIED_IN and level is not RepairLevel.MINOR else None


def guarantee_for(country: str, code: str) -> Guarantee:
    """What we promise, never less than what the law asks."""
    if country not in CERTIFIED_IN:
        return OURS
    law = LAWFUL[level_of([code])]
    return Guarantee(max(OURS.days, law.days), max(OURS.km, law.km))


def is_under(guarantee: Guarantee, *, days: int, km: int | None) -> bool:
    """Days or distance, whichever is reached first; a distance nobody knows does not end it."""
    return days <= guarantee.days and (km is None or km <= guarantee.km)


def first_time_fix(visits: Iterable[Ended], at: dt.datetime) -> FirstTimeFix:
    """A visit that came back counts at once; one that did not counts when it is old enough.

    Young visits are left out of both sides, so that a good week is not better than a good year.
    """
    fixed = back = too_young = 0
    for visit in visits:
        if visit.back_at is not None and visit.back_at - visit.delivered_at <= JUDGED_AFTER:
            back += 1
        elif at - visit.delivered_at < JUDGED_AFTER:
            too_young += 1
        else:
            fixed += 1
    return FirstTimeFix(fixed, back, too_young)


def speed(km: Decimal, minutes: int) -> Decimal:
    """Kilometres an hour of a road test."""
    return km * 60 / minutes
