"""Who may see, change, merge and export customer records."""

from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import EDIT, MERGE
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.network import facade as network
from seibi.kernel.actor import EVERYTHING, Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_edit(actor: Actor, customer: Customer) -> Decision:
    """People change what is known about themselves; staff of the group change it for them."""
    if actor.is_person(customer.pk):
        return Allowed()
    return can_register(actor, customer.owner_node)


def can_register(actor: Actor, group_node: str) -> Decision:
    if _holds(actor, EDIT, group_node):
        return Allowed()
    return look_only()


def can_register_somewhere(actor: Actor) -> Decision:
    """Whoever adds customers at one place at least may open the form for a new one."""
    return Allowed() if actor.nodes(EDIT) else look_only()


def look_only() -> Denied:
    return Denied(_("Your role may look at customers, not change them."))


def can_merge(actor: Actor, customer: Customer) -> Decision:
    if _holds(actor, MERGE, customer.owner_node):
        return Allowed()
    return Denied(_("Only a service manager brings two records together."))


def can_claim(actor: Actor) -> Decision:
    if actor.is_anonymous:
        return Denied(_("Sign in first."))
    return Allowed()


def can_act_as(actor: Actor, account_id: UUID) -> Decision:
    """Nobody makes a record for somebody else's account; the system may, to show how it looks."""
    if actor.account_id == str(account_id) or actor.may(EVERYTHING, at_node="/"):
        return Allowed()
    return Denied(_("Only the person who signed in does this."))


def _holds(actor: Actor, permission: str, group_node: str) -> bool:
    """A record belongs to the group: who holds the permission at one of its workshops holds it."""
    return any(
        group_node.startswith(node) or network.group_of(node) == group_node
        for node in actor.nodes(permission)
    )
