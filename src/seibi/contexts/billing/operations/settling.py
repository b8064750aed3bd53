"""Settling invoices: online, at the desk, on account; and money that goes back."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import InvoiceAction as Do
from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState
from seibi.contexts.billing.domain.lifecycle import LIFECYCLE, what_happened
from seibi.contexts.billing.events import (
    InvoicePaid,
    InvoicePartPaid,
    InvoicePutOnAccount,
    PaymentAsked,
)
from seibi.contexts.billing.models import Invoice
from seibi.contexts.billing.operations.releasing import hold_if_owed, release_if_settled
from seibi.contexts.billing.permissions import can_pay_online, can_put_on_account, can_take
from seibi.contexts.billing.queries.links import link_of
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Method, Purpose
from seibi.contexts.work_orders.contracts import Payer
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money

GOING_BACK = (Do.GIVE_BACK, Do.GIVE_ALL_BACK)
LONGEST_CREDIT = dt.timedelta(days=90)


@transaction.atomic
def pay_online(*, invoice_id: UUID, actor: Actor, at: dt.datetime) -> str:
    """The page for what is still open, for whoever pays the invoice and for the cash desk.

    Raises NotFound, NotAllowed, RuleBroken ("nothing_to_pay").
    """
    invoice = _get_locked(invoice_id, actor)
    require(can_pay_online(actor, invoice))
    _check_payable(invoice)
    asked = payments.open_payment(
        reference=invoice.subject,
        amount=invoice.open,
        node=invoice.owner_node,
        purpose=Purpose.INVOICE,
        description=invoice.number,
        return_url=link_of(invoice.pk),
        actor=actor,
        at=at,
    )
    _tell(PaymentAsked(invoice.pk, asked.id), invoice, actor, at)
    return asked.pay_url


@transaction.atomic
def take_payment(
    *, invoice_id: UUID, amount: Money, method: Method, note: str, actor: Actor, at: dt.datetime
) -> None:
    """Cash, a card on the terminal, a transfer that is on the statement; the whole or a part.

    Raises NotFound, NotAllowed, RuleBroken ("nothing_to_pay", "more_than_open"), Invalid.
    """
    invoice = _get_locked(invoice_id, actor)
    require(can_take(actor, invoice))
    _check_payable(invoice)
    if amount.exceeds(invoice.open):
        raise RuleBroken("more_than_open", _("This is more than is still open on the invoice."))
    payments.take_at_desk(
        reference=invoice.subject,
        amount=amount,
        method=method,
        node=invoice.owner_node,
        purpose=Purpose.INVOICE,
        note=note,
        actor=actor,
        at=at,
    )
    _count(invoice, actor, at)


@transaction.atomic
def give_back(
    *,
    invoice_id: UUID,
    payment_id: UUID,
    amount: Money,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Money goes back the way it came; payments asks for the right and the limit.

    Raises NotFound, NotAllowed, RuleBroken, Invalid.
    """
    invoice = _get_locked(invoice_id, actor)
    paid = payments.payments_for(reference=invoice.subject, actor=actor)
    if payment_id not in {each.id for each in paid}:
        raise NotFound("payment_not_found")
    payments.refund(payment_id=payment_id, amount=amount, reason=reason, actor=actor, at=at)
    _count(invoice, actor, at)


@transaction.atomic
def put_on_account(*, invoice_id: UUID, due_on: dt.date, actor: Actor, at: dt.datetime) -> None:
    """The customer pays later, within the limit of whoever says so; the car may leave.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state"), Invalid ("due_date").
    """
    invoice = _get_locked(invoice_id, actor)
    require(can_put_on_account(actor, invoice, invoice.open))
    _check_payable(invoice)
    if not invoice.issued_on <= due_on <= invoice.issued_on + LONGEST_CREDIT:
        sentence = _("Choose a day within 90 days after the invoice.")
        raise Invalid("due_date", sentence, errors={"due_on": sentence})
    invoice.state = LIFECYCLE.after(InvoiceState(invoice.state), Do.PUT_ON_ACCOUNT)
    invoice.due_on = due_on
    invoice.save(update_fields=["state", "due_on"])
    _tell(
        InvoicePutOnAccount(invoice.pk, invoice.work_order_id, invoice.customer_id, due_on),
        invoice,
        actor,
        at,
    )
    release_if_settled(work_order_id=invoice.work_order_id, actor=actor, at=at)


@transaction.atomic
def note_money(*, reference: str, actor: Actor, at: dt.datetime) -> None:
    """What payments say counts, however often they say it. Only our reader calls.

    Raises NotFound.
    """
    invoice = Invoice.objects.locked().filter(pk=UUID(reference.partition(":")[2])).first()
    if invoice is None:
        raise NotFound("invoice_not_found")
    _count(invoice, actor, at)


@transaction.atomic
def take_what_is_set_aside(*, payment_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The work is done and billed: money that was set aside is taken. Only our reader calls.

    Raises NotFound, RuleBroken.
    """
    payments.capture(payment_id=payment_id, actor=actor, at=at)


def _count(invoice: Invoice, actor: Actor, at: dt.datetime) -> None:
    """Take over the sum of all payments; say what it means; let the car go, or keep it."""
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
    _tell(event, invoice, actor, at)

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


def _check_payable(invoice: Invoice) -> None:
    """Raises RuleBroken ("nothing_to_pay")."""
    settled = invoice.state in (InvoiceState.PAID, InvoiceState.CREDITED)
    if invoice.kind == InvoiceKind.CREDIT_NOTE or settled or invoice.open.amount <= 0:
        raise RuleBroken("nothing_to_pay", _("Nothing is open on this invoice."))


def _get_locked(invoice_id: UUID, actor: Actor) -> Invoice:
    invoice = Invoice.objects.visible_to(actor).locked().filter(pk=invoice_id).first()
    if invoice is None:
        raise NotFound("invoice_not_found")
    return invoice


def _tell(event: Event, invoice: Invoice, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=invoice.subject, owner_node=invoice.owner_node)
