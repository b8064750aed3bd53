"""What the payments of an invoice add up to, and what that means for the bill and the car."""

import datetime as dt

from seibi.contexts.billing.contracts import InvoiceAction as Do
from seibi.contexts.billing.contracts import InvoiceState
from seibi.contexts.billing.domain.lifecycle import LIFECYCLE, what_happened
from seibi.contexts.billing.events import InvoicePaid, InvoicePartPaid
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.releasing import hold_if_owed, release_if_settled
from seibi.contexts.payments import facade as payments
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel.actor import Actor
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money

GOING_BACK = (Do.GIVE_BACK, Do.GIVE_ALL_BACK)


def count_money(*, invoice: Invoice, actor: Actor, at: dt.datetime) -> None:
    """Take over the sum of all payments; say what it means; let the car go, or keep it.

    The caller has asked, and holds the invoice.
    """
    before = Money(invoice.paid, invoice.currency)
    gross = Money(invoice.gross, invoice.currency)
    paid = payments.captured_total(reference=invoice.subject, currency=invoice.currency)
    action = what_happened(before=before, paid=paid, gross=gross)
    if action is None:
        return
    invoice.state = LIFECYCLE.after(InvoiceState(invoice.state), action)
    invoice.paid = paid.amount
    invoice.save(update_fields=["state", "paid"])

    about = (invoice.pk, invoice.work_order_id)
    if invoice.state == InvoiceState.PAID:
        event: Event = InvoicePaid(*about, invoice.customer_id, gross.amount, gross.currency)
    else:
        event = InvoicePartPaid(*about, paid.amount, invoice.open.amount, paid.currency)
    tell(event, actor=actor, at=at, subject=invoice.subject, owner_node=invoice.owner_node)

    if invoice.payer != Payer.CUSTOMER or invoice.state == InvoiceState.CREDITED:
        return
    if action in GOING_BACK:
        hold_if_owed(
            work_order_id=invoice.work_order_id,
            actor=actor,
            at=at,
        )
    else:
        release_if_settled(work_order_id=invoice.work_order_id, actor=actor, at=at)
