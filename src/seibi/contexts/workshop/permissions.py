"""Who may change the plan and the resources of a workshop, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.workshop.contracts import LEND, MANAGE, OVERBOOK, PLAN, SEE
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_see(actor: Actor, node: str) -> Decision:
    """Colleagues of the site and whoever leads it."""
    if not actor.may(SEE, at_node=node):
        return Denied(_("Only colleagues of this workshop see its board."))
    return Allowed()


def can_plan(actor: Actor, node: str) -> Decision:
    """Controllers and managers move cards."""
    if not actor.may(PLAN, at_node=node):
        return Denied(_("Only the workshop controller moves cards. Ask them for another time."))
    return Allowed()


def can_overbook(actor: Actor, node: str) -> Decision:
    """Whoever may promise more than the day holds."""
    if not actor.may(OVERBOOK, at_node=node):
        return Denied(_("The day is full. Only the workshop controller may add a car to it."))
    return Allowed()


def can_lend(actor: Actor, node: str) -> Decision:
    """Reception gives courtesy cars out and takes them back."""
    if not actor.may(LEND, at_node=node):
        return Denied(_("Only reception or the controller takes courtesy cars back."))
    return Allowed()


def can_manage(actor: Actor, node: str) -> Decision:
    """Managers decide about bays, people and hours."""
    if not actor.may(MANAGE, at_node=node):
        return Denied(_("Only the service manager changes bays, people and their hours."))
    return Allowed()
