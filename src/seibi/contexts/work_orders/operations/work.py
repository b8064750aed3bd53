"""What technicians do with a line: its steps, being done, being redone; the end of the work."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import Origin
from seibi.contexts.work_orders.contracts import (
    Action,
    ClockEnd,
    LineAction,
    LineKind,
    LineState,
    State,
)
from seibi.contexts.work_orders.domain.lifecycle import LINE_LIFECYCLE, WORK_IS_POSSIBLE
from seibi.contexts.work_orders.events.floor import LineFinished, StepTicked
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry, PartIssue, WorkStep
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import board, clocks
from seibi.contexts.work_orders.operations.loading import (
    account_of,
    line_of,
    locked_work_order,
    said,
)
from seibi.contexts.work_orders.operations.moving import advance, tell_about
from seibi.contexts.work_orders.operations.stopping import check_not_stopped
from seibi.contexts.work_orders.operations.voiding import void_certificates
from seibi.contexts.work_orders.permissions import can_pause, can_undo, can_work
from seibi.contexts.work_orders.queries import estimates
from seibi.contexts.work_orders.queries.lines import issued_by_line
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.text import translated

HANDS_ON = (LineKind.LABOUR, LineKind.DIAGNOSIS)
NOT_WANTED = (LineState.DECLINED, LineState.DEFERRED)


@transaction.atomic
def add_step(
    *,
    work_order_id: UUID,
    line_id: UUID,
    words: str,
    torque_nm: Decimal | None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A line's list of things to do grows by one. Raises NotFound, NotAllowed, Invalid."""
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    line = line_of(work_order, line_id)
    last = WorkStep.objects.filter(line=line).aggregate(last=Max("position"))["last"] or 0
    step = WorkStep.objects.create(
        line=line,
        position=last + 1,
        words=said(words, "words", _("Say what is to be done."))[:200],
        torque_nm=torque_nm,
    )
    tell_about(work_order, StepTicked(work_order.pk, step.pk, done=False), actor=actor, at=at)
    return step.pk


@transaction.atomic
def tick_step(
    *, work_order_id: UUID, step_id: UUID, done: bool, actor: Actor, at: dt.datetime
) -> None:
    """A step is done, or not done after all. Raises NotFound, NotAllowed."""
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    step = WorkStep.objects.filter(pk=step_id, line__work_order=work_order).first()
    if step is None:
        raise NotFound("step_not_found", _("This visit has no such step."))
    step.done_at, step.done_by = (at, actor.account_id) if done else (None, "")
    step.save(update_fields=["done_at", "done_by"])
    tell_about(work_order, StepTicked(work_order.pk, step.pk, done), actor=actor, at=at)


@transaction.atomic
def finish_line(*, work_order_id: UUID, line_id: UUID, actor: Actor, at: dt.datetime) -> State:
    """Only agreed work can be done; when it was the last, the car goes to its check by itself.

    Raises NotFound, NotAllowed, RuleBroken ("line_not_agreed", "line_in_dispute", "steps_open",
    "wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    line = line_of(work_order, line_id)
    if State(work_order.state) not in WORK_IS_POSSIBLE:
        raise RuleBroken("wrong_state", _("Nobody works on this car now."), state=work_order.state)
    if line.state == LineState.OPEN or line.pk not in estimates.authorities([line.pk]):
        sentence = _("Nobody has agreed to this line. Your time is kept; the line cannot be done.")
        raise RuleBroken("line_not_agreed", sentence)
    check_not_stopped(line)
    _close_steps(line, actor, at)
    line.state = LINE_LIFECYCLE.after(LineState(line.state), LineAction.FINISH)
    line.finished_at, line.finished_by_id = at, account_of(actor)
    line.save(update_fields=["state", "finished_at", "finished_by"])
    for entry in ClockEntry.objects.running().filter(line=line).locked():
        clocks.stop_clock(work_order, entry, ClockEnd.DONE, None, actor=actor, at=at)
    board.finished(work_order, line, actor=actor, at=at)
    tell_about(work_order, LineFinished(work_order.pk, line.pk, done=True), actor=actor, at=at)
    go_on_when_over(work_order, actor, at)
    return State(work_order.state)


@transaction.atomic
def undo_finish_line(*, work_order_id: UUID, line_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A line that was called done is open for work again; looks at it count no longer.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    line = line_of(work_order, line_id)
    if State(work_order.state) not in WORK_IS_POSSIBLE:
        sentence = _("Open the work of this visit again first.")
        raise RuleBroken("wrong_state", sentence, state=work_order.state)
    take_back_line(line)
    tell_about(work_order, LineFinished(work_order.pk, line.pk, done=False), actor=actor, at=at)


@transaction.atomic
def finish_work(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The work is over when everything agreed is done, issued and answered.

    Raises NotFound, NotAllowed, RuleBroken ("work_unfinished", "wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    if missing := unfinished(work_order):
        sentence = _("Not everything is done yet: %(what)s.")
        raise RuleBroken(
            "work_unfinished", sentence % {"what": ", ".join(missing)}, missing=missing
        )
    _send_to_check(work_order, actor, at)


@transaction.atomic
def reopen_work(*, work_order_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """A car that was called ready goes back to work, with a reason and without losing its history.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state"), Invalid ("reason_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_undo(actor, work_order))
    work_order.ready_at = None
    advance(work_order, Action.REOPEN, actor=actor, at=at, reason=reason)
    void_certificates(work_order, actor=actor, at=at)
    board.returned(work_order, actor=actor, at=at)


@transaction.atomic
def start_diagnosis(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Somebody looks for the cause. Raises NotFound, NotAllowed, RuleBroken ("wrong_state")."""
    work_order = locked_work_order(work_order_id, actor)
    require(can_pause(actor, work_order))
    advance(work_order, Action.DIAGNOSE, actor=actor, at=at)


def go_on_when_over(work_order: WorkOrder, actor: Actor, at: dt.datetime) -> None:
    """When nothing is left to do, hand out or take back, the car goes to its check by itself."""
    if State(work_order.state) is State.IN_WORK and not unfinished(work_order):
        _send_to_check(work_order, actor, at)


def unfinished(work_order: WorkOrder) -> list[str]:
    """What still has to happen before the work is over, as words for people."""
    lines = estimates.current_lines(work_order)
    issued = issued_by_line(line.pk for line in lines if line.state in NOT_WANTED)
    missing = []
    for line in lines:
        title = line.title.get("en") or next(iter(line.title.values()), "")
        if line.state == LineState.OPEN and line.included_in_id is None:
            missing.append(_("%(line)s has no answer") % {"line": title})
        elif line.state == LineState.APPROVED and line.kind in HANDS_ON:
            missing.append(_("%(line)s is not done") % {"line": title})
        elif (
            line.state == LineState.APPROVED
            and line.kind == LineKind.PART
            and _still_to_issue(line) > 0
        ):
            missing.append(_("%(line)s was not handed out") % {"line": title})
        elif line.state in NOT_WANTED and issued.get(line.pk):
            missing.append(_("%(line)s must come back to the shelf") % {"line": title})
    return missing


def take_back_line(line: Line) -> None:
    """A done line is an approved one again."""
    line.state = LINE_LIFECYCLE.after(LineState(line.state), LineAction.UNDO_FINISH)
    line.finished_at, line.finished_by = None, None
    line.save(update_fields=["state", "finished_at", "finished_by"])


def _send_to_check(work_order: WorkOrder, actor: Actor, at: dt.datetime) -> None:
    """Parts, fees and sublets that were agreed are done with the work they belong to."""
    for line in estimates.current_lines(work_order):
        if line.state == LineState.APPROVED and line.kind not in HANDS_ON:
            line.state = LINE_LIFECYCLE.after(LineState(line.state), LineAction.FINISH)
            line.finished_at = at
            line.save(update_fields=["state", "finished_at"])
    clocks.stop_all(work_order, actor=actor, at=at)
    advance(work_order, Action.FINISH, actor=actor, at=at)
    board.sent_to_check(work_order, actor=actor, at=at)


def _still_to_issue(line: Line) -> Decimal:
    part = parts.summaries_by_id(ids=[line.part_id]).get(line.part_id) if line.part_id else None
    if part is None or part.origin is Origin.CUSTOMER_SUPPLIED:
        return Decimal(0)
    out = sum((i.quantity for i in PartIssue.objects.filter(line=line)), Decimal(0))
    return line.quantity - out


def _close_steps(line: Line, actor: Actor, at: dt.datetime) -> None:
    steps = list(WorkStep.objects.filter(line=line))
    open_steps = [step for step in steps if step.done_at is None]
    if len(steps) > 1 and open_steps:
        sentence = _("Some steps of this line are not ticked: %(steps)s.")
        words = ", ".join(step.words or translated(line.title) for step in open_steps)
        raise RuleBroken("steps_open", sentence % {"steps": words})
    for step in open_steps:
        step.done_at, step.done_by = at, actor.account_id
        step.save(update_fields=["done_at", "done_by"])
