"""Forecast, promise and lateness: what we expect, what we stand for, how far we are off."""

import datetime as dt
from collections.abc import Iterable

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


def worked_minutes(spans: Iterable[tuple[dt.datetime, dt.datetime | None]], at: dt.datetime) -> int:
    """Whole minutes on the clock, a running clock counted until now."""
    seconds = sum(((end or at) - start).total_seconds() for start, end in spans)
    return int(max(seconds, 0) // 60)
