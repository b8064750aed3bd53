"""Every minute that a car stands has one cause. Which one, and how minutes are added up."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from seibi.contexts.quality.contracts import ApprovalWaits, WaitCause, WaitShare
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.workshop.contracts import JobState, WaitingFor

DEFINITION = "waiting.v1"
APPROVAL_DEFINITION = "approval_wait.v1"
NOT_HERE = frozenset({"", State.BOOKED, State.DELIVERED, State.FOLLOWED_UP, State.CANCELLED})
LEFT = frozenset({JobState.DONE, JobState.CANCELLED})
CAUSES = {
    WaitingFor.APPROVAL: WaitCause.APPROVAL,
    WaitingFor.PART: WaitCause.PART,
    WaitingFor.SKILL: WaitCause.SKILL,
    WaitingFor.LIFT: WaitCause.LIFT,
    WaitingFor.CHECK: WaitCause.CHECK,
    WaitingFor.WASH: WaitCause.WASH,
    WaitingFor.PICK_UP: WaitCause.PICK_UP,
    WaitingFor.SUBLET: WaitCause.SUBLET,
    WaitingFor.KEY: WaitCause.KEY,
    WaitingFor.DIAGNOSIS: WaitCause.SKILL,
}
Span = tuple[dt.datetime, dt.datetime]


def cause_of(*, job: str, waiting_for: str, visit: str) -> WaitCause | None:
    """What a car stands for, from its card on the board and its visit; None: it does not stand.

    A car that is worked on does not wait, one that is not here neither. Ready, it waits to be
    picked up. What the board says comes before what the visit does; an estimate without an answer
    waits for approval. Who waits for a person to look at it waits for a skill.
    """
    if visit in NOT_HERE or job in LEFT or job == JobState.IN_WORK:
        return None
    if visit == State.READY or job == JobState.READY:
        return WaitCause.PICK_UP
    if visit == State.QUALITY_CHECK or job == JobState.CHECK:
        return WaitCause.CHECK
    if waiting_for in CAUSES:
        return CAUSES[WaitingFor(waiting_for)]
    return WaitCause.APPROVAL if visit == State.ESTIMATE else None


def open_minutes(span: Span, opening: Iterable[Span]) -> int:
    """Whole minutes of a span in which the workshop was open: nights are nobody's to shorten."""
    total = dt.timedelta()
    for begin, end in opening:
        total += max(min(span[1], end) - max(span[0], begin), dt.timedelta())
    return int(total.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Waited:
    """Minutes that one car stood for one cause on one day."""

    cause: WaitCause
    day: dt.date
    work_order_id: UUID
    minutes: int


def shares(waited: Sequence[Waited]) -> tuple[WaitShare, ...]:
    """Minutes, cars and share of all waiting for each cause, the most first; together all of it."""
    minutes: defaultdict[WaitCause, int] = defaultdict(int)
    cars: defaultdict[WaitCause, set[UUID]] = defaultdict(set)
    for one in waited:
        minutes[one.cause] += one.minutes
        if one.minutes:
            cars[one.cause].add(one.work_order_id)
    total = sum(minutes.values())
    found = [
        WaitShare(
            cause=cause,
            definition=DEFINITION,
            numerator=number,
            denominator=total,
            n=len(cars[cause]),
            share=number / total,
        )
        for cause, number in minutes.items()
        if number
    ]
    return tuple(sorted(found, key=lambda one: (-one.numerator, one.cause)))


def approval_waits(minutes: Iterable[int], unanswered: int) -> ApprovalWaits:
    """How long an estimate waits for its answer: the middle, and what nine of ten stay under."""
    found = sorted(minutes)
    return ApprovalWaits(
        definition=APPROVAL_DEFINITION,
        n=len(found),
        unanswered=unanswered,
        p50=_rank(found, 0.5),
        p90=_rank(found, 0.9),
    )


def _rank(found: Sequence[int], share: float) -> int | None:
    """The nearest rank: a value that was really seen."""
    return found[max(ceil(share * len(found)) - 1, 0)] if found else None
