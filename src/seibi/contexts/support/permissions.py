"""Who may write, see and decide, and why not."""

from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.support.contracts import (
    ANSWER,
    DECIDE,
    REGISTER,
    SET_UP,
    DisputeAction,
    DisputeState,
    Level,
)
from seibi.contexts.support.domain.lifecycle import LIFECYCLE
from seibi.contexts.support.domain.routing import ROLE_OF
from seibi.contexts.support.models.disputes import Dispute
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied

OF_LEADERS = (
    DisputeAction.TAKE,
    DisputeAction.ASK_OWNER,
    DisputeAction.HAND_ON,
    DisputeAction.DECIDE,
)


def can_answer(actor: Actor, node: str) -> Decision:
    """Owners are answered by the advisors of the site."""
    if actor.may(ANSWER, at_node=node):
        return Allowed()
    return Denied(_("Only a service advisor of this site can answer here."))


def can_register(actor: Actor, node: str) -> Decision:
    """Complaints are written down by whoever hears them."""
    if actor.may(REGISTER, at_node=node):
        return Allowed()
    return Denied(_("Only reception, customer relations and leaders of this site can do this."))


def can_speak_for(actor: Actor, customer_id: UUID) -> Decision:
    """Nobody of the house opens a case of their own by the desk: they have the owner's way."""
    if actor.is_person(customer_id):
        return Denied(_("This is your own car. Open the case on your own page, as every owner."))
    return Allowed()


def can_set_up(actor: Actor, node: str) -> Decision:
    """Whom owners may call directly is for leaders to say."""
    if actor.may(SET_UP, at_node=node):
        return Allowed()
    return Denied(_("Only the service manager and the leader of this site can change the card."))


def can_lead(actor: Actor, dispute: Dispute) -> Decision:
    """A case is decided by somebody of its level or above, and never by the visit's advisor."""
    if not actor.may(DECIDE, at_node=dispute.owner_node):
        return Denied(_("Only a leader with the right to decide can do this."))
    if dispute.advisor_id and actor.account_id == str(dispute.advisor_id):
        return Denied(_("This case is about a visit of yours. Somebody else decides it."))
    wanted = list(Level)[list(Level).index(Level(dispute.level)) :]
    if actor.roles_at(dispute.owner_node).isdisjoint({str(ROLE_OF[one]) for one in wanted}):
        return Denied(_("This case is with somebody above the workshop now."))
    return Allowed()


def offered_actions(actor: Actor, dispute: Dispute) -> tuple[DisputeAction, ...]:
    """What a leader can do with a case now: possible by state, allowed to this person."""
    if not can_lead(actor, dispute):
        return ()
    possible = LIFECYCLE.actions(DisputeState(dispute.state))
    return tuple(action for action in OF_LEADERS if action in possible)
