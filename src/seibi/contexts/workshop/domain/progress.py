"""How far a job is, when it should be ready, and how many minutes it is late."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from seibi.contexts.workshop.contracts import JobState, StepState

MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is known of a step: planned, worked so far, running since."""

    state: StepState
    minutes: int
    worked_minutes: int
    running_since: dt.datetime | None
    planned_start: dt.datetime | None
    planned_end: dt.datetime | None

    def worked(self, now: dt.datetime) -> int:
        """Clocked minutes, with those that are running."""
        running = (now - self.running_since) // MINUTE if self.running_since else 0
        return self.worked_minutes + max(running, 0)

    def left(self, now: dt.datetime) -> int:
        """Minutes of work still to do; none when it is done, whatever the clock said."""
        return 0 if self.state == StepState.DONE else max(self.minutes - self.worked(now), 0)


def progress(steps: Sequence[StepFacts], now: dt.datetime) -> float:
    """Clocked minutes over planned ones, 0 to 1; a done step counts whole, a running one never."""
    planned = sum(step.minutes for step in steps)
    done = sum(_counted(step, now) for step in steps)
    return round(done / planned, 3) if planned else 0.0


def _counted(step: StepFacts, now: dt.datetime) -> float:
    if step.state == StepState.DONE:
        return step.minutes
    return min(step.worked(now), step.minutes * 0.97)


def expected_end(step: StepFacts, now: dt.datetime) -> dt.datetime | None:
    """When a step should be done as things stand; None without a plan."""
    if step.planned_end is None or step.planned_start is None:
        return None
    if step.state == StepState.PLANNED:
        return step.planned_end + max(now - step.planned_start, dt.timedelta())
    return now + step.left(now) * MINUTE


def late_against_plan(step: StepFacts, now: dt.datetime) -> int:
    """Whole minutes by which a step runs behind the time it was given; 0 when on time or done."""
    end = expected_end(step, now)
    if step.state == StepState.DONE or end is None or step.planned_end is None:
        return 0
    return max((end - step.planned_end) // MINUTE, 0)


def forecast(
    steps: Sequence[StepFacts], now: dt.datetime, told: dt.datetime | None
) -> dt.datetime | None:
    """When all steps should be done: the plan shifted by its delays, or later if we were told so.

    Never before the work that is left can be done. None while a step has no place in the plan and
    nobody told a time.
    """
    at: dt.datetime | None = None
    for step in steps:
        end = expected_end(step, now) if step.state != StepState.DONE else None
        if step.state != StepState.DONE and end is None:
            return max(told, now) if told else None
        if end is not None:
            waited = at + step.left(now) * MINUTE if at else end
            at = max(end, waited)
    return max(told, at) if told and at else told or at


def late_against_promise(
    *,
    state: JobState,
    promise: dt.datetime | None,
    forecast_at: dt.datetime | None,
    ready_at: dt.datetime | None,
    now: dt.datetime,
) -> int:
    """Whole minutes by which the promise is missed, or will be as things stand."""
    if promise is None:
        return 0
    if state in {JobState.READY, JobState.DONE}:
        reached = ready_at or now
    else:
        reached = max(now, forecast_at or now)
    return max((reached - promise) // MINUTE, 0)


def late_arrival(*, state: JobState, planned_arrival: dt.datetime | None, now: dt.datetime) -> int:
    """Whole minutes by which an expected car has not come."""
    if state != JobState.PLANNED or planned_arrival is None:
        return 0
    return max((now - planned_arrival) // MINUTE, 0)
