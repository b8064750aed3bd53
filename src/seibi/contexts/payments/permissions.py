"""Who may take money, and who may give it back, and why not."""

from django.utils.translation import gettext as _

from seibi.contexts.payments.contracts import CLOSE, REFUND, REFUND_LIMIT, REOPEN, SEE, TAKE
from seibi.contexts.payments.models import Payment
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied
from seibi.kernel.money import Money


def can_take(actor: Actor, node: str) -> Decision:
    if not actor.may(TAKE, at_node=node):
        return Denied(_("Only the cash desk takes payments. Ask a cashier or the service manager."))
    return Allowed()


def can_refund(actor: Actor, payment: Payment, amount: Money) -> Decision:
    if not actor.may(REFUND, at_node=payment.owner_node):
        return Denied(_("Only the service manager gives money back. Ask for their decision."))
    limit = actor.limit(REFUND_LIMIT, at_node=payment.owner_node)
    if limit is not None and amount.amount > limit:
        return Denied(
            _("You may give back up to %(limit)s %(currency)s. Ask somebody with a higher limit.")
            % {"limit": limit, "currency": amount.currency}
        )
    return Allowed()


def can_see_till(actor: Actor, node: str) -> Decision:
    if not actor.may(SEE, at_node=node):
        return Denied(_("Only the cash desk and its managers see the till."))
    return Allowed()


def can_close(actor: Actor, node: str) -> Decision:
    if not actor.may(CLOSE, at_node=node):
        return Denied(_("Only the cash desk closes the day. Ask a cashier."))
    return Allowed()


def can_reopen(actor: Actor, node: str) -> Decision:
    if not actor.may(REOPEN, at_node=node):
        return Denied(_("Only the service manager opens a closed day again."))
    return Allowed()
