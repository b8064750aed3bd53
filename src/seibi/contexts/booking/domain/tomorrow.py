"""What stands in the way of each visit of a day: parts, people, a courtesy car, recalls, a yes."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from seibi.contexts.booking.contracts.tomorrow import Flag

CHECK_AT = dt.time(17)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known of a visit: the parts it uses, who is planned, what was wished for."""

    appointment_id: UUID
    starts_at: dt.datetime
    parts: Mapping[str, Decimal]
    away: tuple[str, ...]
    nobody: bool
    wants_car: bool
    has_car: bool
    recalls: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One flag: of which visit, what, and the name of what is missing."""

    appointment_id: UUID
    flag: Flag
    what: str


def flags(visits: Sequence[Ahead], free: Mapping[str, Decimal]) -> list[Found]:
    """Every flag of a day. Parts are given in the order of the visits: the first takes the last."""
    left = dict(free)
    found: list[Found] = []
    for visit in sorted(visits, key=lambda one: (one.starts_at, one.appointment_id)):
        missing = _take(visit.parts, left)
        if missing:
            found.append(Found(visit.appointment_id, Flag.PART, ", ".join(missing)))
        if visit.away or visit.nobody:
            found.append(Found(visit.appointment_id, Flag.SKILL, ", ".join(visit.away)))
        if visit.wants_car and not visit.has_car:
            found.append(Found(visit.appointment_id, Flag.LOANER, ""))
        if visit.recalls:
            found.append(Found(visit.appointment_id, Flag.RECALL, ", ".join(visit.recalls)))
        if not visit.confirmed:
            found.append(Found(visit.appointment_id, Flag.UNCONFIRMED, ""))
    return found


def _take(parts: Mapping[str, Decimal], left: dict[str, Decimal]) -> list[str]:
    """Take what a visit needs from what is free; the numbers of which there is not enough."""
    missing = []
    for number, quantity in sorted(parts.items()):
        if left.get(number, Decimal(0)) < quantity:
            missing.append(number)
        else:
            left[number] -= quantity
    return missing


def days_to_check(local: dt.datetime) -> tuple[dt.date, ...]:
    """Today, as long as visits may come; from five o'clock on also tomorrow."""
    today = local.date()
    if local.time() >= CHECK_AT:
        return today, today + dt.timedelta(days=1)
    return (today,)


def added(quantities: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """The same part asked for twice is asked for once, with both quantities."""
    found: dict[str, Decimal] = {}
    for number, quantity in quantities:
        found[number] = found.get(number, Decimal(0)) + quantity
    return found
