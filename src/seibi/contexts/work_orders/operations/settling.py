"""After an answer or a word of the house: does the visit move on by itself?"""

import datetime as dt

from seibi.contexts.work_orders.contracts import Action, LineState, PauseReason, State
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import board
from seibi.contexts.work_orders.operations.moving import advance
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.actor import Actor


def settle(work_order: WorkOrder, *, actor: Actor, at: dt.datetime) -> None:
    """When no line is open any more: agreed work can begin or go on; with none agreed the car is
    checked and goes home."""
    lines = estimates.current_lines(work_order)
    fresh = [line for line in lines if line.state == LineState.APPROVED]
    board.add(work_order, fresh, actor=actor, at=at)
    if any(line.state == LineState.OPEN for line in lines):
        return
    state = State(work_order.state)
    if state is State.ESTIMATE:
        _leave_estimate(work_order, lines, actor, at)
    elif state is State.WAITING and work_order.waits_for == PauseReason.APPROVAL:
        advance(work_order, Action.RESUME, actor=actor, at=at)
        board.waits(work_order, None, "", actor=actor, at=at)


def _leave_estimate(
    work_order: WorkOrder, lines: list[Line], actor: Actor, at: dt.datetime
) -> None:
    if any(line.state == LineState.APPROVED for line in lines):
        advance(work_order, Action.APPROVE, actor=actor, at=at)
        board.waits(work_order, None, "", actor=actor, at=at)
        return
    advance(work_order, Action.DECLINE_ALL, actor=actor, at=at)
    board.sent_to_check(work_order, actor=actor, at=at)
