"""Who may change what the workshop sells and what it costs."""

from django.utils.translation import gettext as _

from seibi.contexts.catalogue.contracts import EDIT, SEE
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied

WHOLE_CELL = "/"


def can_define(actor: Actor) -> Decision:
    """Operations hold for every site of the cell, so the right must reach all of it."""
    if actor.may(EDIT, at_node=WHOLE_CELL):
        return Allowed()
    return Denied(_("Only somebody in charge of the whole network may change standard operations."))


def can_price(actor: Actor, node: str) -> Decision:
    """Prices are set by whoever leads the place they hold for."""
    if actor.may(EDIT, at_node=node):
        return Allowed()
    return Denied(_("Only a service manager of this place may change its prices."))


def can_see_prices(actor: Actor, node: str) -> Decision:
    """Staff of a place see what its prices were."""
    if actor.may(SEE, at_node=node):
        return Allowed()
    return Denied(_("Only the staff of this place may see its former prices."))
