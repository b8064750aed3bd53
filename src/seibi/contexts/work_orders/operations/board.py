"""Pushing a visit to the workshop's board, which reads nothing but what it is told."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.work_orders.contracts import LineKind, PauseReason
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations.loading import house
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import (
    JobInfo,
    JobLabels,
    JobState,
    JobTimes,
    NewStep,
    StepNeed,
    StepState,
    WaitingFor,
)
from seibi.kernel.actor import Actor

WAITS: Mapping[PauseReason, WaitingFor | None] = {
    PauseReason.APPROVAL: WaitingFor.APPROVAL,
    PauseReason.PARTS: WaitingFor.PART,
    PauseReason.SUBLET: WaitingFor.SUBLET,
    PauseReason.TOOL: WaitingFor.LIFT,
    PauseReason.TECHNICIAN: WaitingFor.SKILL,
    PauseReason.TEST_DRIVE: WaitingFor.CHECK,
    PauseReason.INSURER: WaitingFor.APPROVAL,
    PauseReason.KEY: WaitingFor.KEY,
    PauseReason.BREAK: None,
}
ON_THE_FLOOR = (JobState.IN_WORK, JobState.WAITING)


def standing(work_order: WorkOrder) -> JobState | None:
    """Where the card of a visit stands, if it has one."""
    return workshop.state_of(work_order.subject)


def job(work_order: WorkOrder, at: dt.datetime) -> JobInfo | None:
    """The card of a visit, if it has one."""
    return workshop.job_of(work_order.subject, at)


def place(
    work_order: WorkOrder,
    lines: Iterable[Line],
    *,
    title: str,
    plate: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A visit without an appointment gets its card in "to assign"; it is given a bay there."""
    steps = steps_for(lines)
    if steps and standing(work_order) is None:
        workshop.place_job(
            subject=work_order.subject,
            site_id=work_order.site_id,
            steps=steps,
            labels=replace(_labels(work_order), title=title, plate=plate),
            times=JobTimes(promise_at=work_order.promise_at, forecast_at=work_order.forecast_at),
            overbooked_because="walk-in",
            actor=house(actor),
            at=at,
        )


def take_over(work_order: WorkOrder, from_subject: str, *, actor: Actor, at: dt.datetime) -> None:
    """The card of the appointment becomes the card of the visit."""
    if workshop.state_of(from_subject) is not None and standing(work_order) is None:
        workshop.take_over(subject=from_subject, new_subject=work_order.subject, actor=actor, at=at)


def show(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """Key, place, ticket, forecast and promise as they are now."""
    if standing(work_order) is not None:
        workshop.update_job(
            subject=work_order.subject,
            labels=_labels(work_order),
            times=JobTimes(promise_at=work_order.promise_at, forecast_at=work_order.forecast_at),
            actor=actor,
            at=at,
        )


def arrived(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The car is here."""
    if standing(work_order) is JobState.PLANNED:
        workshop.arrive(subject=work_order.subject, actor=actor, at=at)


def waits(
    work_order: WorkOrder, reason: PauseReason | None, note: str, *, actor: Actor, at: dt.datetime
) -> None:
    """What the car waits for, or that it waits no longer."""
    state = standing(work_order)
    if state not in (*ON_THE_FLOOR, JobState.ARRIVED):
        return
    wanted = WAITS[reason] if reason else None
    if wanted is not None or state is JobState.WAITING:
        workshop.set_waiting(
            subject=work_order.subject, reason=wanted, note=note, actor=actor, at=at
        )


def started(work_order: WorkOrder, line: Line, *, actor: Actor, at: dt.datetime) -> None:
    """Somebody works on the step of this line."""
    step = _step(work_order, line, at)
    if step is not None and step is not StepState.DONE and step is not StepState.IN_WORK:
        workshop.start_step(
            subject=work_order.subject, step_no=line.step_no or 0, actor=actor, at=at
        )


def paused(
    work_order: WorkOrder,
    line: Line,
    reason: PauseReason,
    note: str,
    *,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Work on the step of this line stops for a while."""
    if _step(work_order, line, at) is StepState.IN_WORK:
        workshop.pause_step(
            subject=work_order.subject,
            step_no=line.step_no or 0,
            reason=WAITS[reason],
            note=note,
            actor=actor,
            at=at,
        )


def finished(work_order: WorkOrder, line: Line, *, actor: Actor, at: dt.datetime) -> None:
    """The step of this line is done."""
    step = _step(work_order, line, at)
    if step is None or step is StepState.DONE:
        return
    if step is not StepState.IN_WORK:
        workshop.start_step(
            subject=work_order.subject, step_no=line.step_no or 0, actor=actor, at=at
        )
    workshop.finish_step(subject=work_order.subject, step_no=line.step_no or 0, actor=actor, at=at)


def sent_to_check(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """Everything agreed is done; steps of lines that were declined are closed with it."""
    card = job(work_order, at)
    if card is None or card.state not in (*ON_THE_FLOOR, JobState.ARRIVED):
        return
    for step in card.steps:
        if step.state is StepState.DONE:
            continue
        if step.state is not StepState.IN_WORK:
            workshop.start_step(
                subject=work_order.subject, step_no=step.step_no, actor=actor, at=at
            )
        workshop.finish_step(subject=work_order.subject, step_no=step.step_no, actor=actor, at=at)
    if standing(work_order) not in (None, JobState.CHECK):
        workshop.send_to_check(subject=work_order.subject, actor=actor, at=at)


def returned(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The car goes back to work."""
    if standing(work_order) in (JobState.CHECK, JobState.READY):
        workshop.return_to_work(subject=work_order.subject, actor=actor, at=at)


def ready(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The car can be handed over."""
    if standing(work_order) is JobState.CHECK:
        workshop.make_ready(subject=work_order.subject, actor=actor, at=at)


def gone(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The car has left."""
    if standing(work_order) is JobState.READY:
        workshop.hand_over(subject=work_order.subject, actor=actor, at=at)


def not_here(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The wrong car was called arrived: its card waits for the car again."""
    if standing(work_order) in (JobState.ARRIVED, JobState.WAITING):
        workshop.undo_arrival(subject=work_order.subject, actor=actor, at=at)


def here_again(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """A car that was handed back too early stands ready again."""
    if standing(work_order) is JobState.DONE:
        workshop.come_back(subject=work_order.subject, actor=actor, at=at)


def cancelled(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """The card goes, and everything reserved is free; begun work is closed first."""
    card = job(work_order, at)
    if card is None or card.state in (JobState.DONE, JobState.CANCELLED):
        return
    if all(step.state is StepState.PLANNED for step in card.steps):
        workshop.cancel_job(subject=work_order.subject, actor=actor, at=at)
        return
    sent_to_check(work_order, actor=actor, at=at)
    ready(work_order, actor=actor, at=at)
    gone(work_order, actor=actor, at=at)


def add(work_order: WorkOrder, lines: list[Line], *, actor: Actor, at: dt.datetime) -> None:
    """Work that was agreed later becomes steps of the card, to be given a bay."""
    card = job(work_order, at)
    new = [
        line for line in lines if line.step_no is None and line.operation_code and is_labour(line)
    ]
    if card is None or card.state not in (*ON_THE_FLOOR, JobState.ARRIVED, JobState.PLANNED):
        return
    known = {step.operation_code for step in card.steps}
    fresh = [line for line in new if line.operation_code not in known]
    if steps := steps_for(fresh):
        workshop.add_steps(subject=work_order.subject, steps=steps, actor=actor, at=at)
    link_steps(work_order, new, at)


def link_steps(work_order: WorkOrder, lines: Iterable[Line], at: dt.datetime) -> None:
    """Each labour line knows the step of the card that stands for it."""
    card = job(work_order, at)
    if card is None:
        return
    numbers = {step.operation_code: step.step_no for step in card.steps}
    for line in lines:
        if line.step_no is None and is_labour(line) and line.operation_code in numbers:
            line.step_no = numbers[line.operation_code]
            line.save(update_fields=["step_no"])


def is_labour(line: Line) -> bool:
    """Whether somebody works on this line in the workshop."""
    return line.kind in (LineKind.LABOUR, LineKind.DIAGNOSIS)


def steps_for(lines: Iterable[Line]) -> list[NewStep]:
    """What the board needs to know of each operation, once."""
    codes = list(
        dict.fromkeys(
            line.operation_code for line in lines if line.operation_code and is_labour(line)
        )
    )
    known = catalogue.operations(codes)
    return [
        NewStep(
            need=StepNeed(
                operation_code=code,
                minutes=info.minutes,
                bay_kind=str(info.bay_kind) if info.bay_kind else None,
                skill=str(info.skill) if info.skill else None,
                grade=info.grade,
                technicians=info.technicians,
                tool_kind=info.tool_kind or None,
                buffer_before=info.buffer_before,
                buffer_after=info.buffer_after,
            ),
            words=dict(info.names or {"en": info.name}),
        )
        for code, info in known.items()
    ]


def _labels(work_order: WorkOrder) -> JobLabels:
    return JobLabels(
        customer_waits=work_order.customer_waits,
        key_tag=work_order.key_tag,
        place=work_order.parking_place,
        ticket=work_order.ticket,
    )


def _step(work_order: WorkOrder, line: Line, at: dt.datetime) -> StepState | None:
    card = job(work_order, at)
    if card is None or line.step_no is None:
        return None
    if card.state not in (*ON_THE_FLOOR, JobState.ARRIVED, JobState.CHECK):
        return None
    return next((step.state for step in card.steps if step.step_no == line.step_no), None)
