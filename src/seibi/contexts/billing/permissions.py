"""Who may issue, credit, put on account and release unpaid, and why not."""

from decimal import Decimal

from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import (
    CREDIT,
    GOODWILL_LIMIT,
    ISSUE,
    ON_ACCOUNT_LIMIT,
    PUT_ON_ACCOUNT,
    RELEASE_UNPAID,
    SEE,
    InvoiceAction,
    InvoiceKind,
    InvoiceState,
)
from seibi.contexts.billing.contracts.accounts import SET_TERMS
from seibi.contexts.billing.contracts.discounts import (
    DECIDE_DISCOUNT,
    DISCOUNT,
    DISCOUNT_LIMIT,
)
from seibi.contexts.billing.domain.lifecycle import LIFECYCLE
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.payments.contracts import TAKE
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied
from seibi.kernel.money import Money


def can_see_desk(actor: Actor, node: str) -> Decision:
    if not actor.may(SEE, at_node=node):
        return Denied(_("Only the cash desk and its managers see invoices here."))
    return Allowed()


def can_issue(actor: Actor, node: str) -> Decision:
    if not actor.may(ISSUE, at_node=node):
        return Denied(_("Only a service advisor or the cash desk issues invoices."))
    return Allowed()


def can_credit(actor: Actor, invoice: Invoice) -> Decision:
    if not actor.may(CREDIT, at_node=invoice.owner_node):
        return Denied(_("Only the cash desk takes an invoice back. Ask a cashier."))
    return Allowed()


def can_take(actor: Actor, invoice: Invoice) -> Decision:
    return can_take_at(actor, invoice.owner_node)


def can_take_at(actor: Actor, node: str) -> Decision:
    if not actor.may(TAKE, at_node=node):
        return Denied(_("Only the cash desk takes payments. Ask a cashier."))
    return Allowed()


def can_pay_online(actor: Actor, invoice: Invoice) -> Decision:
    """Whoever pays it, whoever holds its link, and the cash desk for them."""
    links = (invoice.subject, f"work_order:{invoice.work_order_id}")
    if actor.is_person(invoice.customer_id) or any(actor.holds_key(link) for link in links):
        return Allowed()
    return can_take(actor, invoice)


def can_put_on_account(actor: Actor, invoice: Invoice, amount: Money) -> Decision:
    if not actor.may(PUT_ON_ACCOUNT, at_node=invoice.owner_node):
        return Denied(_("Only the cash desk puts an invoice on account. Ask a cashier."))
    limit = actor.limit(ON_ACCOUNT_LIMIT, at_node=invoice.owner_node)
    if limit is not None and amount.amount > limit:
        return Denied(
            _("You may put up to %(limit)s %(currency)s on account. Ask the service manager.")
            % {"limit": limit, "currency": amount.currency}
        )
    return Allowed()


def can_release_unpaid(actor: Actor, node: str) -> Decision:
    if not actor.may(RELEASE_UNPAID, at_node=node):
        return Denied(_("A car leaves unpaid only when the service manager says so."))
    return Allowed()


def offered_actions(actor: Actor, invoice: Invoice) -> tuple[InvoiceAction, ...]:
    """What a screen or program should offer now: possible by state, allowed to this actor."""
    if invoice.kind == InvoiceKind.CREDIT_NOTE:
        return ()
    possible = LIFECYCLE.actions(InvoiceState(invoice.state))
    asked = {
        InvoiceAction.PAY: can_take(actor, invoice),
        InvoiceAction.PUT_ON_ACCOUNT: can_put_on_account(
            actor, invoice, Money(Decimal(0), invoice.currency)
        ),
        InvoiceAction.CREDIT: can_credit(actor, invoice),
    }
    if invoice.payer != Payer.CUSTOMER:
        del asked[InvoiceAction.PUT_ON_ACCOUNT]
    return tuple(action for action in possible if asked.get(action))


def can_discount(actor: Actor, node: str, share: Decimal) -> Decision:
    """Up to the highest limit that reaches the site; above it somebody else decides."""
    if not actor.may(DISCOUNT, at_node=node):
        return Denied(_("Only the cash desk and service advisors give discounts."))
    return _within_limit(actor, node, share)


def can_ask_for_discount(actor: Actor, node: str) -> Decision:
    if not actor.may(DISCOUNT, at_node=node):
        return Denied(_("Only the cash desk and service advisors ask for discounts."))
    return Allowed()


def can_decide_discount(actor: Actor, node: str, share: Decimal) -> Decision:
    if not actor.may(DECIDE_DISCOUNT, at_node=node):
        return Denied(_("Only the service manager or a leader decides about discounts."))
    return _within_limit(actor, node, share)


def _within_limit(actor: Actor, node: str, share: Decimal) -> Decision:
    limit = actor.limit(DISCOUNT_LIMIT, at_node=node)
    if limit is None or share > limit:
        return Denied(
            _("You may give away up to %(limit)s %% of a bill. Ask somebody with a higher limit.")
            % {"limit": f"{(limit or Decimal(0)).normalize():f}"}
        )
    return Allowed()


def can_change_payer(actor: Actor, invoice: Invoice, payer: Payer, amount: Money) -> Decision:
    """Whoever takes invoices back; what the house pays itself within their goodwill limit."""
    allowed = can_credit(actor, invoice)
    if not allowed or payer != Payer.GOODWILL:
        return allowed
    limit = actor.limit(GOODWILL_LIMIT, at_node=invoice.owner_node)
    if limit is None or amount.amount > limit:
        return Denied(_("This is more goodwill than you may decide. Ask the service manager."))
    return Allowed()


def can_set_terms(actor: Actor, node: str) -> Decision:
    if not actor.may(SET_TERMS, at_node=node):
        return Denied(_("Only the service manager agrees terms with customers on account."))
    return Allowed()
