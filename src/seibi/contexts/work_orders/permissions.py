"""Who may do what with a visit, and why not."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import BOOK
from seibi.contexts.work_orders.contracts import (
    AUTHORISE,
    DELIVER,
    ESTIMATE,
    INSPECT,
    ISSUE_PARTS,
    PLAN,
    RECEIVE,
    RELEASE,
    RELEASE_BY_RIGHT,
    STOP_LINES,
    UNDO,
    WORK,
    Action,
    AuthorityKind,
    Grade,
    ReleaseKind,
    State,
)
from seibi.contexts.work_orders.domain.lifecycle import LIFECYCLE
from seibi.contexts.work_orders.domain.quality import may_look
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_receive(actor: Actor, node: str) -> Decision:
    """Cars are received by the reception of the site."""
    if actor.may(RECEIVE, at_node=node):
        return Allowed()
    return Denied(_("Only the reception of this site can do this."))


def can_estimate(actor: Actor, work_order: WorkOrder) -> Decision:
    """Estimates and their lines are the advisors' to make."""
    if actor.may(ESTIMATE, at_node=work_order.owner_node):
        return Allowed()
    return Denied(_("Only a service advisor of this site can change the estimate."))


def can_record_answer(actor: Actor, work_order: WorkOrder) -> Decision:
    """What a customer said by telephone or on paper is recorded by an advisor."""
    if actor.may(AUTHORISE, at_node=work_order.owner_node):
        return Allowed()
    return Denied(_("Only a service advisor of this site can record what a customer answered."))


def can_answer_on_screen(actor: Actor, work_order: WorkOrder, asked: UUID) -> Decision:
    """On the screen only the person who may say yes answers, or who holds the link sent to them."""
    if actor.is_person(asked) or actor.holds_key(work_order.subject):
        return Allowed()
    return Denied(_("Only the person who may say yes for this car can answer."))


def can_grant(
    actor: Actor, work_order: WorkOrder, kind: AuthorityKind, amount: Decimal
) -> Decision:
    """The house's own money is given by an advisor; goodwill up to a limit of the role."""
    if not actor.may(AUTHORISE, at_node=work_order.owner_node):
        return Denied(_("Only a service advisor of this site can decide who pays."))
    if kind is AuthorityKind.GOODWILL:
        limit = actor.limit("goodwill", at_node=work_order.owner_node) or Decimal(0)
        if amount > limit:
            return Denied(_("This is more goodwill than you may give. Ask the service manager."))
    return Allowed()


def can_work(actor: Actor, node: str) -> Decision:
    """Clocks, steps and findings are for people who work on cars at the site."""
    if actor.may(WORK, at_node=node):
        return Allowed()
    return Denied(_("Only people who work on cars at this site can do this."))


def can_pause(actor: Actor, work_order: WorkOrder) -> Decision:
    """Whoever works on the car or plans the day says what it waits for."""
    if any(actor.may(p, at_node=work_order.owner_node) for p in (WORK, PLAN, ESTIMATE)):
        return Allowed()
    return Denied(_("Only the workshop or an advisor of this site can pause work."))


def can_promise(actor: Actor, work_order: WorkOrder) -> Decision:
    """A promise is given by who answers for it to the customer."""
    if any(actor.may(p, at_node=work_order.owner_node) for p in (RECEIVE, PLAN)):
        return Allowed()
    return Denied(_("Only an advisor or the controller of this site can promise a time."))


def can_issue_parts(actor: Actor, work_order: WorkOrder) -> Decision:
    """Parts for a car are handed out by the parts counter."""
    if actor.may(ISSUE_PARTS, at_node=work_order.owner_node):
        return Allowed()
    return Denied(_("Only the parts counter of this site can hand out parts."))


def can_check(
    actor: Actor, work_order: WorkOrder, grade: Grade, *, by: UUID | None, doers: frozenset[UUID]
) -> Decision:
    """Nobody inspects their own work; an inspector's look needs the right to inspect."""
    if by is None:
        return Denied(_("Only a person can check work."))
    wanted = INSPECT if grade is Grade.INSPECTOR else WORK
    if not (
        actor.may(wanted, at_node=work_order.owner_node)
        or actor.may(INSPECT, at_node=work_order.owner_node)
    ):
        return Denied(_("Only people who may check work at this site can do this."))
    if not may_look(grade, by=by, doers=doers):
        return Denied(_("You did this work yourself. Ask a colleague to look at it."))
    return Allowed()


def can_link_return(actor: Actor, work_order: WorkOrder) -> Decision:
    """Whether it is the same concern again is the advisor's to say."""
    return can_record_answer(actor, work_order)


def can_certify(
    actor: Actor, work_order: WorkOrder, *, by: UUID, doers: frozenset[UUID]
) -> Decision:
    """A certificate of repair is signed by an inspector who did none of the work."""
    if not actor.may(INSPECT, at_node=work_order.owner_node):
        return Denied(_("Only an inspector of this site signs certificates."))
    if by in doers:
        return Denied(_("You did this work yourself. Ask a colleague to look at it."))
    return Allowed()


def can_deliver(actor: Actor, work_order: WorkOrder) -> Decision:
    """Cars are handed back by an advisor."""
    if actor.may(DELIVER, at_node=work_order.owner_node):
        return Allowed()
    return Denied(_("Only a service advisor of this site can hand back a car."))


def can_release(actor: Actor, work_order: WorkOrder, kind: ReleaseKind) -> Decision:
    """A paid car is released by the cash desk; an unpaid one by right, by who holds it."""
    right = RELEASE_BY_RIGHT if kind is ReleaseKind.BY_RIGHT else RELEASE
    node = work_order.owner_node
    if actor.may(right, at_node=node):
        return Allowed()
    if kind is ReleaseKind.BY_RIGHT:
        return Denied(_("Only the service manager can let a car leave unpaid."))
    return Denied(_("Only the cash desk of this site can release a car."))


def can_undo(actor: Actor, work_order: WorkOrder) -> Decision:
    """Finished steps are taken back by the service manager."""
    if actor.may(UNDO, at_node=work_order.owner_node):
        return Allowed()
    return Denied(_("Only the service manager can take back this step."))


def can_correct_clocks(actor: Actor, node: str) -> Decision:
    """Clocked time is put right by who plans the day or leads the workshop."""
    if any(actor.may(p, at_node=node) for p in (PLAN, UNDO)):
        return Allowed()
    return Denied(_("Only the controller or the service manager puts clocked time right."))


def can_cancel(actor: Actor, work_order: WorkOrder) -> Decision:
    """A visit is cancelled by reception."""
    return can_receive(actor, work_order.owner_node)


def can_replace_link(actor: Actor, work_order: WorkOrder) -> Decision:
    """Who books at the site also closes a link that came into the wrong hands."""
    if actor.may(BOOK, at_node=work_order.owner_node):
        return Allowed()
    return Denied(_("Only the reception of this site can send a new link."))


def can_stop_line(actor: Actor, work_order: WorkOrder) -> Decision:
    """Lines are stopped and let go by whoever keeps the dispute, on behalf of owner or leader."""
    if actor.may(STOP_LINES, at_node=work_order.owner_node):
        return Allowed()
    return Denied(_("A line is stopped by a dispute, and goes on when it is decided."))


def can_see_internal(actor: Actor, node: str) -> Decision:
    """Internal notes are for the house."""
    if any(actor.may(p, at_node=node) for p in (RECEIVE, WORK, PLAN, ISSUE_PARTS, DELIVER)):
        return Allowed()
    return Denied(_("Internal notes are for the people of this site."))


NEEDS: Mapping[Action, tuple[str, ...]] = {
    Action.ARRIVE: (RECEIVE, "booking.arrive"),
    Action.CHECK_IN: (RECEIVE,),
    Action.DIAGNOSE: (RECEIVE, WORK, ESTIMATE),
    Action.ESTIMATE: (ESTIMATE,),
    Action.APPROVE: (AUTHORISE,),
    Action.DECLINE_ALL: (AUTHORISE,),
    Action.START: (WORK,),
    Action.PAUSE: (WORK, PLAN, ESTIMATE),
    Action.RESUME: (WORK, PLAN, ESTIMATE),
    Action.FINISH: (WORK, PLAN),
    Action.PASS: (WORK, INSPECT),
    Action.FAIL: (WORK, INSPECT),
    Action.DELIVER: (DELIVER,),
    Action.FOLLOW_UP: (DELIVER,),
    Action.UNDO_ARRIVAL: (RECEIVE,),
    Action.UNDO_CHECK_IN: (RECEIVE,),
    Action.REOPEN: (UNDO,),
    Action.TAKE_BACK: (UNDO,),
    Action.CANCEL: (RECEIVE,),
}


def offered_actions(actor: Actor, work_order: WorkOrder) -> tuple[Action, ...]:
    """What a screen offers now: possible by state, allowed to this actor."""
    return tuple(
        action
        for action in LIFECYCLE.actions(State(work_order.state))
        if any(actor.may(p, at_node=work_order.owner_node) for p in NEEDS[action])
    )
