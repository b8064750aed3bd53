"""Who may do what to a message, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.messaging.contracts import RETRY
from seibi.contexts.messaging.models import Message
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied


def can_retry(actor: Actor, message: Message) -> Decision:
    if not actor.may(RETRY, at_node=message.owner_node):
        return Denied(_("Your role may read messages here but not send them again."))
    return Allowed()
