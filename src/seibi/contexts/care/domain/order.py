"""In which order people are called, who is one household, and who is left in peace."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from seibi.contexts.care.contracts import Silence


def households(phones: Mapping[UUID, str], ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Who is called for whom: people with one number are one call, the oldest record's.

    Whoever has no number stands alone.
    """
    wanted = sorted(set(ids))
    first: dict[str, UUID] = {}
    for one in wanted:
        number = phones.get(one, "")
        if number:
            first.setdefault(number, one)
    return {one: first.get(phones.get(one, ""), one) for one in wanted}


def place(
    *,
    call_at: dt.datetime | None,
    now: dt.datetime,
    priorities: Collection[int],
    due_on: dt.date,
    key: UUID,
) -> tuple[int, dt.datetime, int, dt.date, UUID]:
    """Sorts people: whom we promised to call by now, then what weighs most, then who waits longest.

    Whoever asked for a later hour stands behind all others until then.
    """
    weight = min(priorities, default=99)
    if call_at is None:
        return (1, now, weight, due_on, key)
    return (0 if call_at <= now else 2, call_at, weight, due_on, key)


def silence(*, sells: bool, reachable: bool, in_the_shop: bool, disputes: bool) -> Silence | None:
    """Why nobody calls now; nothing is sold to who is in dispute with us or has the car here."""
    if sells and disputes:
        return Silence.DISPUTE
    if sells and in_the_shop:
        return Silence.IN_THE_SHOP
    if not reachable:
        return Silence.NOT_CONSENTED
    return None
