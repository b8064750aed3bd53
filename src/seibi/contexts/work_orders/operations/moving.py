"""Moving a locked visit along its lifecycle: new state, history, the board, the journal."""

import datetime as dt

from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import Action, State
from seibi.contexts.work_orders.domain.lifecycle import LIFECYCLE, NEEDS_REASON
from seibi.contexts.work_orders.events import WorkOrderMoved
from seibi.contexts.work_orders.models.work_order import StateChange, WorkOrder
from seibi.contexts.work_orders.operations.loading import said
from seibi.kernel.actor import Actor
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell


def advance(
    work_order: WorkOrder, action: Action, *, actor: Actor, at: dt.datetime, reason: str = ""
) -> State:
    """Change the state as the table says, keep the step in the history, and tell it.

    Raises RuleBroken ("wrong_state"), Invalid ("reason_missing").
    """
    before = State(work_order.state)
    after = LIFECYCLE.after(before, action)
    if action in NEEDS_REASON:
        reason = said(reason, "reason", _("Say why: whoever looks later will want to know."))
    work_order.state = after
    if after is not State.WAITING:
        work_order.waits_for, work_order.wait_note = "", ""
    work_order.save()
    StateChange.objects.create(
        work_order=work_order,
        action=action,
        from_state=before,
        to_state=after,
        reason=reason[:300],
        by=actor.account_id,
        at=at,
    )
    moved = WorkOrderMoved(work_order.pk, str(action), str(before), str(after))
    tell_about(work_order, moved, actor=actor, at=at)
    return after


def tell_about(work_order: WorkOrder, event: Event, *, actor: Actor, at: dt.datetime) -> None:
    """Write one fact about a visit into the journal, under its subject and its site."""
    tell(event, actor=actor, at=at, subject=work_order.subject, owner_node=work_order.owner_node)
