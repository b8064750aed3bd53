"""Who sells, who may give sales a hint, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.sales.contracts import HINT, SELL, ProspectAction, ProspectState
from seibi.contexts.sales.domain.lifecycle import LIFECYCLE
from seibi.contexts.sales.models import Prospect
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied
from seibi.kernel.errors import NotFound


def can_sell(actor: Actor, node: str) -> Decision:
    if actor.may(SELL, at_node=node):
        return Allowed()
    return Denied(_("Only those who sell at this place may do this."))


def can_hint(actor: Actor, node: str) -> Decision:
    if actor.may(HINT, at_node=node):
        return Allowed()
    return Denied(_("Only those who look after owners here may tell sales."))


def offered_actions(actor: Actor, row: Prospect) -> tuple[ProspectAction, ...]:
    """What a screen offers now: possible by state, allowed to this actor."""
    if not can_sell(actor, row.owner_node):
        return ()
    return LIFECYCLE.actions(ProspectState(row.state))


def no_prospect() -> NotFound:
    """Nobody learns whether it is somewhere else."""
    return NotFound("prospect_not_found", _("There is no such prospect."))
