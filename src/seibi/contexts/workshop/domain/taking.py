"""What a plan takes, as rows: which resource, from when until when, for which step."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.workshop.contracts import ReservationKind
from seibi.contexts.workshop.domain.availability import Plan, StepTaken
from seibi.contexts.workshop.domain.calendar import SiteCalendar
from seibi.contexts.workshop.domain.grid import Span

VISIT = 0  # the number of the step for what belongs to the whole visit


@dataclass(frozen=True, slots=True)
class Taking:
    """One resource in one span of cells."""

    resource_id: UUID
    span: Span
    kind: ReservationKind
    step_no: int


def takings(plan: Plan, calendar: SiteCalendar, *, desk: Span) -> Iterator[Taking]:
    """All rows of a visit. ``desk``: cells for receiving and for handing over."""
    work = ReservationKind.WORK
    for step in plan.steps:
        yield from step_takings(step, calendar)
    if plan.receiver:
        yield Taking(plan.receiver.id, (plan.arrival, plan.arrival + desk[0]), work, VISIT)
    if plan.deliverer:
        yield Taking(plan.deliverer.id, (plan.ready, plan.ready + desk[1]), work, VISIT)
    if plan.courtesy_car:
        yield Taking(plan.courtesy_car.id, (plan.arrival, plan.end), work, VISIT)


def step_takings(step: StepTaken, calendar: SiteCalendar) -> Iterator[Taking]:
    """The bay for the whole span with its buffers; people and tool only while the site is open."""
    number = step.step_no
    if step.bay:
        spans = [
            ((step.begin - step.before, step.begin), ReservationKind.BUFFER),
            ((step.begin, step.bay_until), ReservationKind.WORK),
            ((step.bay_until, step.bay_until + step.after), ReservationKind.BUFFER),
        ]
        for span, kind in spans:
            if span[0] < span[1]:
                yield Taking(step.bay.id, span, kind, number)
    for unit in (*step.crew, *([step.tool] if step.tool else [])):
        for span in worked(calendar, step.begin, step.end):
            yield Taking(unit.id, span, ReservationKind.WORK, number)


def worked(calendar: SiteCalendar, begin: int, end: int) -> Iterator[Span]:
    """The open pieces of a span."""
    for first, last in calendar.segments:
        if first < end and last > begin:
            yield max(first, begin), min(last, end)
