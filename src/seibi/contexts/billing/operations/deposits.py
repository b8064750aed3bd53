"""Deposits: money before the bill, set off on it, or given back when there will be none."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.billing.contracts import SEE, InvoiceState
from seibi.contexts.billing.events import DepositSetOff
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations.counting import count_money
from seibi.contexts.billing.permissions import can_take_at
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Method, PaymentInfo, Purpose
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Payer, State, WorkOrderInfo
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money, zero

ENDED = (State.CANCELLED, State.DELIVERED, State.FOLLOWED_UP)


def reference_of(work_order_id: UUID) -> str:
    """What a deposit is paid for: the visit."""
    return f"work_order:{work_order_id}"


@transaction.atomic
def take_deposit(
    *,
    work_order_id: UUID,
    amount: Money,
    method: Method,
    note: str,
    given: Money | None = None,
    actor: Actor,
    at: dt.datetime,
) -> PaymentInfo:
    """Money that is taken before there is a bill: for an appointment as for a car in the house.

    Raises NotFound, NotAllowed, RuleBroken ("visit_ended", "billed_already"), Invalid.
    """
    visit = _visit(work_order_id, actor)
    require(can_take_at(actor, visit.owner_node))
    if visit.state in ENDED:
        raise RuleBroken("visit_ended", _("This visit has ended; nothing more is taken for it."))
    bills = Invoice.objects.filter(
        work_order_id=work_order_id,
        payer=Payer.CUSTOMER,
        state__in=(InvoiceState.ISSUED, InvoiceState.PART_PAID),
    )
    if bills.exists():
        raise RuleBroken("billed_already", _("There is an invoice. Take the payment for that."))
    return payments.take_at_desk(
        reference=reference_of(work_order_id),
        amount=amount,
        method=method,
        node=visit.owner_node,
        purpose=Purpose.DEPOSIT,
        note=note,
        given=given,
        actor=actor,
        at=at,
    )


@transaction.atomic
def give_deposit_back(
    *,
    work_order_id: UUID,
    payment_id: UUID,
    amount: Money,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A deposit goes back the way it came; payments asks for the right and the limit.

    Raises NotFound, NotAllowed, RuleBroken, Invalid.
    """
    _visit(work_order_id, actor)
    held = payments.payments_for(reference=reference_of(work_order_id), actor=actor)
    if payment_id not in {each.id for each in held}:
        raise NotFound("payment_not_found")
    payments.refund(payment_id=payment_id, amount=amount, reason=reason, actor=actor, at=at)


def set_off(*, invoice: Invoice, actor: Actor, at: dt.datetime) -> None:
    """What was deposited for the visit counts for its invoice, up to what is open. The caller has
    asked and holds the invoice."""
    if invoice.payer != Payer.CUSTOMER:
        return
    carry_over(
        from_reference=reference_of(invoice.work_order_id),
        invoice=invoice,
        reason=_("Set off: deposit"),
        actor=actor,
        at=at,
    )


def carry_over(
    *, from_reference: str, invoice: Invoice, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """Move money from a reference to an invoice, oldest first, never more than is open on it."""
    moved = zero(invoice.currency)
    for each in payments.payments_for(reference=from_reference, actor=actor):
        if not each.captured or each.captured.currency != invoice.currency:
            continue
        left = invoice.open - moved
        amount = left if each.captured.exceeds(left) else each.captured
        if amount.amount <= 0:
            break
        payments.move(
            payment_id=each.id,
            to_reference=invoice.subject,
            purpose=Purpose.INVOICE,
            amount=amount,
            reason=reason,
            actor=actor,
            at=at,
        )
        moved = moved + amount
    if not moved:
        return
    tell(
        DepositSetOff(invoice.pk, invoice.work_order_id, moved.amount, moved.currency),
        actor=actor,
        at=at,
        subject=invoice.subject,
        owner_node=invoice.owner_node,
    )
    count_money(invoice=invoice, actor=actor, at=at)


def _visit(work_order_id: UUID, actor: Actor) -> WorkOrderInfo:
    visit = work_orders.info(work_order_id=work_order_id, actor=actor)
    if not actor.may(SEE, at_node=visit.owner_node):
        raise NotFound("work_order_not_found")
    return visit
