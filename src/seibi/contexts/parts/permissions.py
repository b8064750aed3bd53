"""Who may change stock, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.parts.contracts import ISSUE, MANAGE
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_manage(actor: Actor, node: str) -> Decision:
    """Stock and prices are changed by the people who answer for them."""
    if not actor.may(MANAGE, at_node=node):
        return Denied(_("Only the parts department of this site may change stock or prices."))
    return Allowed()


def can_issue(actor: Actor, node: str) -> Decision:
    """Parts are handed out by the parts counter of the site, or by who may issue to a job there."""
    if not (actor.may(ISSUE, at_node=node) or actor.may(MANAGE, at_node=node)):
        return Denied(_("Only people of this site who may issue parts can hand them out."))
    return Allowed()
