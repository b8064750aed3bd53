"""Forecast, promise and lateness: what we expect, what we stand for, how far we are off."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.contracts.visit import StepMark
from seibi.contexts.work_orders.domain.lifecycle import STEPPER

PROMISE_STEP = dt.timedelta(minutes=15)


def minutes_late(
    promise_at: dt.datetime | None,
    ready_at: dt.datetime | None,
    at: dt.datetime,
    forecast_at: dt.datetime | None = None,
) -> int:
    """Minutes by which the promise is missed, or will be as things stand; never below zero."""
    if promise_at is None:
        return 0
    late = (ready_at or max(at, forecast_at or at)) - promise_at
    return max(int(late.total_seconds() // 60), 0)


def proposed_promise(end_of_work: dt.datetime, margin: dt.timedelta) -> dt.datetime:
    """The planned end with the site's margin, rounded up to the next quarter of an hour."""
    wanted = end_of_work + margin
    over = wanted.timestamp() % PROMISE_STEP.total_seconds()
    return wanted if not over else wanted + PROMISE_STEP - dt.timedelta(seconds=over)


def stepper(state: State) -> tuple[tuple[State, StepMark], ...]:
    """Which dots of the owner's stepper are behind us, which one is now, which are to come."""
    current = next((i for i, (_dot, states) in enumerate(STEPPER) if state in states), -1)
    final = state in (State.READY, State.DELIVERED, State.FOLLOWED_UP)

    def mark(index: int) -> StepMark:
        if index < current or (index == current and final):
            return StepMark.DONE
        return StepMark.NOW if index == current else StepMark.NEXT

    return tuple((dot, mark(i)) for i, (dot, _states) in enumerate(STEPPER))


def whole_minutes(seconds: Iterable[float]) -> int:
    """Minutes on the clock, without the seconds that are left over."""
    return int(round(max(sum(seconds), 0.0), 3) // 60)


@dataclass(frozen=True, slots=True)
class Span:
    """One clock of one technician."""

    entry_id: UUID
    technician_id: UUID
    start: dt.datetime
    end: dt.datetime | None


def shared_seconds(spans: Sequence[Span], at: dt.datetime) -> Mapping[UUID, float]:
    """Whoever works on two cars spends a moment once: it is split evenly between their clocks."""
    by_technician: defaultdict[UUID, list[Span]] = defaultdict(list)
    for span in spans:
        by_technician[span.technician_id].append(span)
    found: defaultdict[UUID, float] = defaultdict(float)
    for own in by_technician.values():
        marks = sorted({m for s in own for m in (s.start, max(s.end or at, s.start))})
        for begin, finish in pairwise(marks):
            running = [s for s in own if s.start <= begin and (s.end or at) >= finish]
            for span in running:
                found[span.entry_id] += (finish - begin).total_seconds() / len(running)
    return found
