"""Money over the counter, and money given back."""

import datetime as dt
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from seibi.contexts.payments.contracts import (
    Method,
    MovementKind,
    PaymentInfo,
    PaymentState,
    Purpose,
)
from seibi.contexts.payments.events import PaymentCaptured, PaymentRefunded, RefundRequested
from seibi.contexts.payments.models import Payment, Refund
from seibi.contexts.payments.operations.book import enter
from seibi.contexts.payments.operations.online import check_positive, end_open_requests
from seibi.contexts.payments.permissions import can_refund, can_take
from seibi.contexts.payments.queries.payments import info_of
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money

GIVE_BACK = "seibi.contexts.payments.jobs.give_back"


@transaction.atomic
def take_at_desk(
    *,
    reference: str,
    amount: Money,
    method: Method,
    node: str,
    purpose: Purpose,
    note: str,
    given: Money | None,
    actor: Actor,
    at: dt.datetime,
) -> PaymentInfo:
    """Money that a person has seen counts at once; never while an attempt online is not known.

    Raises NotAllowed, RuleBroken ("attempt_unknown"), Invalid ("amount_not_positive",
    "method_not_at_desk", "given_too_little").
    """
    require(can_take(actor, node))
    check_positive(amount=amount)
    if method == Method.ONLINE:
        raise Invalid("method_not_at_desk", _("An online payment is made on its own page."))
    _check_given(amount, method, given)
    end_open_requests(reference=reference, actor=actor, at=at)

    payment = Payment.objects.create(
        owner_node=node,
        reference=reference,
        purpose=purpose,
        method=method,
        variant="desk",
        status=PaymentState.CONFIRMED,
        total=amount.amount,
        captured_amount=amount.amount,
        currency=amount.currency,
        note=note[:300],
        token=uuid4(),
        created=at,
        modified=at,
        settled_at=at,
        given=given.amount if given and method == Method.CASH else None,
    )
    enter(payment=payment, kind=MovementKind.TAKEN, amount=amount, actor=actor, at=at)

    _tell(
        PaymentCaptured(payment.pk, reference, amount.amount, amount.currency, method),
        payment,
        actor,
        at,
    )
    return info_of(payment, actor)


@transaction.atomic
def refund(
    *, payment_id: UUID, amount: Money, reason: str, actor: Actor, at: dt.datetime
) -> PaymentInfo:
    """Never more goes back than came, and never without a reason.

    Desk money is back at once; for online money the provider is asked after the commit. Raises
    NotFound, NotAllowed, RuleBroken ("wrong_state", "more_than_taken"), Invalid ("reason_missing").
    """
    payment = Payment.objects.visible_to(actor).locked().filter(pk=payment_id).first()
    if payment is None:
        raise NotFound("payment_not_found")
    require(can_refund(actor, payment, amount))
    check_positive(amount=amount)
    _check_refundable(payment, amount, reason)

    online = payment.method == Method.ONLINE
    row = Refund.objects.create(
        payment=payment,
        amount=amount.amount,
        reason=reason[:300],
        decided_by=actor.account_id,
        decided_at=at,
        done_at=None if online else at,
    )
    plain = (payment.pk, payment.reference, amount.amount, amount.currency)
    if online:
        job = app.configure_task(GIVE_BACK, queue="payments", lock=f"payment:{payment_id}")
        job.defer(refund_id=str(row.pk))
        _tell(RefundRequested(*plain), payment, actor, at)
    else:
        _give_back(payment, amount, reason, actor, at)
        _tell(PaymentRefunded(*plain), payment, actor, at)
    return info_of(payment, actor)


@transaction.atomic
def note_given_back(*, refund_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The provider has given the money back; heard twice, it counts once.

    Only the worker calls: nobody to ask. Raises NotFound.
    """
    row = Refund.objects.filter(pk=refund_id).first()
    if row is None:
        raise NotFound("refund_not_found")
    payment = Payment.objects.locked().get(pk=row.payment_id)
    row.refresh_from_db()
    if row.done_at is not None:
        return
    row.done_at = at
    row.save(update_fields=["done_at"])
    amount = Money(row.amount, payment.currency)
    _give_back(payment, amount, row.reason, actor, at)
    _tell(
        PaymentRefunded(payment.pk, payment.reference, amount.amount, amount.currency),
        payment,
        actor,
        at,
    )


def _check_refundable(payment: Payment, amount: Money, reason: str) -> None:
    if payment.status != PaymentState.CONFIRMED:
        raise RuleBroken("wrong_state", _("Only money that was taken can be given back."))
    if not reason.strip():
        sentence = _("Say why the money goes back; the auditor will ask.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    asked_for = payment.refunds.filter(done_at=None).values_list("amount", flat=True)
    if amount.exceeds(payment.captured - Money(sum(asked_for, Decimal(0)), payment.currency)):
        raise RuleBroken(
            "more_than_taken",
            _("This is more than was taken by this payment and not given back yet."),
        )


def _check_given(amount: Money, method: Method, given: Money | None) -> None:
    """Raises Invalid ("given_too_little")."""
    if given and method == Method.CASH and amount.exceeds(given):
        sentence = _("This is less than the amount. Take a part, or ask for the rest.")
        raise Invalid("given_too_little", sentence, errors={"given": sentence})


def _give_back(payment: Payment, amount: Money, reason: str, actor: Actor, at: dt.datetime) -> None:
    payment.refunded_amount += amount.amount
    payment.modified = at
    if not payment.captured:
        payment.status = PaymentState.REFUNDED
    payment.save()
    enter(
        payment=payment,
        kind=MovementKind.GIVEN_BACK,
        amount=-amount,
        note=reason,
        actor=actor,
        at=at,
    )


def _tell(event: Event, payment: Payment, actor: Actor, at: dt.datetime) -> None:
    tell(
        event,
        actor=actor,
        at=at,
        subject=f"payment:{payment.pk}",
        owner_node=payment.owner_node,
    )
