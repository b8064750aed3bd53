"""Settling invoices: online, at the desk, on account; and money that goes back."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import InvoiceAction as Do
from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState
from seibi.contexts.billing.domain.lifecycle import LIFECYCLE
from seibi.contexts.billing.events import InvoicePutOnAccount, PaymentAsked
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.accounts import check_credit
from seibi.contexts.billing.operations.counting import count_money
from seibi.contexts.billing.operations.releasing import release_if_settled
from seibi.contexts.billing.permissions import can_pay_online, can_put_on_account, can_take
from seibi.contexts.billing.queries.links import link_of
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Method, PaymentInfo, Purpose
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money, zero

LONGEST_CREDIT = dt.timedelta(days=90)
LONGEST_BY_TERMS = dt.timedelta(days=245)  # six months after the close of a month


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
    *,
    invoice_id: UUID,
    amount: Money,
    method: Method,
    note: str,
    given: Money | None = None,
    actor: Actor,
    at: dt.datetime,
) -> PaymentInfo:
    """Cash, a card on the terminal, a transfer that is on the statement; the whole or a part.

    Who pays all that is open in cash is not asked for coins that the trade does not ask for.
    Raises NotFound, NotAllowed, RuleBroken ("nothing_to_pay", "more_than_open",
    "attempt_unknown"), Invalid.
    """
    invoice = _get_locked(invoice_id, actor)
    require(can_take(actor, invoice))
    _check_payable(invoice)
    if amount.exceeds(invoice.open):
        raise RuleBroken("more_than_open", _("This is more than is still open on the invoice."))
    forgiven = zero(amount.currency)
    if method is Method.CASH and amount == invoice.open:
        forgiven = payments.forgiven_in_cash(amount)
    taken = payments.take_at_desk(
        reference=invoice.subject,
        amount=amount - forgiven,
        method=method,
        node=invoice.owner_node,
        purpose=Purpose.INVOICE,
        note=note,
        given=given,
        actor=actor,
        at=at,
    )
    if forgiven:
        payments.take_at_desk(
            reference=invoice.subject,
            amount=forgiven,
            method=Method.ROUNDING,
            node=invoice.owner_node,
            purpose=Purpose.INVOICE,
            actor=actor,
            at=at,
        )
    count_money(invoice=invoice, actor=actor, at=at)
    return taken


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
    count_money(invoice=invoice, actor=actor, at=at)


@transaction.atomic
def put_on_account(*, invoice_id: UUID, due_on: dt.date, actor: Actor, at: dt.datetime) -> None:
    """The customer pays later, within the limit of whoever says so; the car may leave.

    Whoever has terms pays by them, within their own limit and while they are not stopped.
    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "credit_stopped", "credit_limit"),
    Invalid ("due_date").
    """
    invoice = _get_locked(invoice_id, actor)
    require(can_put_on_account(actor, invoice, invoice.open))
    _check_payable(invoice)
    by_terms = check_credit(invoice=invoice)
    due_on = by_terms or due_on
    longest = LONGEST_BY_TERMS if by_terms else LONGEST_CREDIT
    if not invoice.issued_on <= due_on <= invoice.issued_on + longest:
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
    count_money(invoice=invoice, actor=actor, at=at)


@transaction.atomic
def take_what_is_set_aside(*, payment_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The work is done and billed: money that was set aside is taken. Only our reader calls.

    Raises NotFound, RuleBroken.
    """
    payments.capture(payment_id=payment_id, actor=actor, at=at)


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
