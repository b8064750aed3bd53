"""Who calls, who sets the rules, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.care.contracts import CALL, PLAN, SEE
from seibi.contexts.care.models import Contact
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_see(actor: Actor, node: str) -> Decision:
    if actor.may(SEE, at_node=node):
        return Allowed()
    return Denied(_("Only those who look after owners here may see this list."))


def can_call(actor: Actor, node: str) -> Decision:
    if actor.may(CALL, at_node=node):
        return Allowed()
    return Denied(_("Only those who look after owners here may note a call."))


def can_plan(actor: Actor, node: str) -> Decision:
    if actor.may(PLAN, at_node=node):
        return Allowed()
    return Denied(_("Only the service manager of this place may change its rules."))


def can_answer(actor: Actor, contact: Contact) -> Decision:
    """Whoever holds the link from our message, and the person it is about."""
    if actor.holds_key(contact.subject) or actor.is_person(contact.customer_id):
        return Allowed()
    return Denied(_("Only the person we wrote to may answer."))
