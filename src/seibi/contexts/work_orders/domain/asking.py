"""The ladder for the silent owner: reminder, second contact, a call, the manager; each dated."""

import datetime as dt
from collections.abc import Iterator, Sequence

from seibi.contexts.work_orders.contracts.asking import AskStep, Rung

PAUSE = dt.timedelta(minutes=30)
ORDER = (Rung.ASKED, Rung.REMINDED, Rung.SECOND, Rung.CALL, Rung.MANAGER)


def rungs(*, has_second: bool, wants_calls: bool) -> tuple[Rung, ...]:
    """Who wants calls is not reminded in writing; without a second contact there is none to ask."""
    left_out = {Rung.REMINDED} if wants_calls else set()
    if not has_second:
        left_out.add(Rung.SECOND)
    return tuple(rung for rung in ORDER if rung not in left_out)


def due(
    taken: Sequence[AskStep], *, has_second: bool, wants_calls: bool
) -> tuple[Rung, dt.datetime] | None:
    """The next rung and its time: half an hour after the last one. None on top, or never asked."""
    return next(to_come(taken, has_second=has_second, wants_calls=wants_calls), None)


def to_come(
    taken: Sequence[AskStep], *, has_second: bool, wants_calls: bool
) -> Iterator[tuple[Rung, dt.datetime]]:
    """The rungs that are left with their times, as they stand now."""
    climbed = [step for step in taken if step.rung in ORDER]
    if not climbed:
        return
    last = max(climbed, key=lambda step: ORDER.index(step.rung))
    at = last.at
    for rung in rungs(has_second=has_second, wants_calls=wants_calls):
        if ORDER.index(rung) <= ORDER.index(last.rung):
            continue
        at += PAUSE
        yield rung, at
