"""Work never stays with someone who is away: who stands in for whom at a moment."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Away:
    """One absence: from, until, and who stands in."""

    account_id: UUID
    deputy_id: UUID
    from_at: dt.datetime
    until_at: dt.datetime


def deputies_at(absences: Iterable[Away], at: dt.datetime) -> dict[UUID, UUID]:
    """Who is away at a moment, and who was named for them; the absence begun last counts."""
    running = [a for a in absences if a.from_at <= at < a.until_at]
    return {a.account_id: a.deputy_id for a in sorted(running, key=lambda a: a.from_at)}


def stand_in(account_id: UUID, deputies: Mapping[UUID, UUID]) -> UUID | None:
    """Whoever is present at the end of the chain of deputies; None if all of them are away.

    Somebody who is present stands in for themselves.
    """
    seen: set[UUID] = set()
    current = account_id
    while current in deputies:
        if current in seen:
            return None
        seen.add(current)
        current = deputies[current]
    return current


def stands_in_for(account_id: UUID, deputies: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """Everybody whose work comes to this person now, themselves not counted."""
    return frozenset(
        away for away in deputies if away != account_id and stand_in(away, deputies) == account_id
    )
