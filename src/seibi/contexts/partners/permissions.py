"""Who may bring files of another system in, and take lists out."""

from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.partners.contracts import EXPORT, IMPORT
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_import(actor: Actor, node: str) -> Decision:
    """Whoever leads a workshop decides what comes into its books."""
    if actor.may(IMPORT, at_node=node):
        return Allowed()
    return Denied(_("Only a service manager brings in lists of customers and cars."))


def can_import_somewhere(actor: Actor) -> Decision:
    """Whoever may at one workshop at least may see the page."""
    return can_import(actor, next(iter(actor.nodes(IMPORT)), "/"))


def can_export(actor: Actor, node: str) -> Decision:
    """Lists of customers leave the house by few hands; a record belongs to the whole group."""
    if any(
        network.group_of(own) == network.group_of(node) for own in actor.nodes(EXPORT)
    ) or actor.may(EXPORT, at_node=node):
        return Allowed()
    return Denied(_("Only a service manager takes lists of customers out of the house."))
