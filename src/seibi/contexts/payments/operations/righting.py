"""Putting right what was typed wrong: by an entry against it, never by changing the first."""

import datetime as dt
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.payments.contracts import (
    Method,
    MovementKind,
    PaymentInfo,
    PaymentState,
    ProviderWord,
    Purpose,
)
from seibi.contexts.payments.events import PaymentCorrected, PaymentMoved
from seibi.contexts.payments.models import Payment
from seibi.contexts.payments.operations.book import enter
from seibi.contexts.payments.operations.desk import take_at_desk
from seibi.contexts.payments.operations.online import note_provider_word
from seibi.contexts.payments.permissions import can_take
from seibi.contexts.payments.queries.payments import info_of
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money


@transaction.atomic
def correct(
    *, payment_id: UUID, right: Money, method: Method, reason: str, actor: Actor, at: dt.datetime
) -> PaymentInfo | None:
    """The wrong entry stands with one against it, and the right one is entered anew.

    None where nothing had been taken at all. Money that came online or was moved here is given
    back instead. Raises NotFound, NotAllowed, RuleBroken ("not_typed_here", "nothing_wrong"),
    Invalid ("reason_missing").
    """
    payment = _locked(payment_id, actor)
    require(can_take(actor, payment.owner_node))
    _check_correctable(payment, right, method, reason)
    wrong = payment.captured
    payment.corrected_amount += wrong.amount
    payment.modified = at
    payment.save(update_fields=["corrected_amount", "modified"])
    enter(
        payment=payment,
        kind=MovementKind.CORRECTED,
        amount=-wrong,
        note=reason,
        actor=actor,
        at=at,
    )
    said = (payment.pk, payment.reference, wrong.amount, wrong.currency)
    _tell(PaymentCorrected(*said), payment, actor, at)
    if not right:
        return None
    return take_at_desk(
        reference=payment.reference,
        amount=right,
        method=method,
        node=payment.owner_node,
        purpose=Purpose(payment.purpose),
        note=reason,
        given=None,
        actor=actor,
        at=at,
    )


@transaction.atomic
def move(
    *,
    payment_id: UUID,
    to_reference: str,
    purpose: Purpose,
    amount: Money,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> PaymentInfo:
    """Money counts for another reference; the till is not touched, since none came or went.

    The caller has asked whether the actor may. Raises NotFound, RuleBroken ("more_than_taken").
    """
    payment = _locked(payment_id, actor)
    if payment.status != PaymentState.CONFIRMED or amount.exceeds(payment.captured) or not amount:
        raise RuleBroken("more_than_taken", _("There is not as much left of this payment."))
    payment.moved_amount += amount.amount
    payment.modified = at
    payment.save(update_fields=["moved_amount", "modified"])
    there = Payment.objects.create(
        owner_node=payment.owner_node,
        reference=to_reference,
        purpose=purpose,
        method=payment.method,
        variant=payment.variant,
        transaction_id=payment.transaction_id,
        status=PaymentState.CONFIRMED,
        total=amount.amount,
        captured_amount=amount.amount,
        currency=amount.currency,
        note=reason[:300],
        token=uuid4(),
        created=at,
        modified=at,
        settled_at=at,
        origin=payment,
    )
    said = (payment.pk, payment.reference, to_reference, amount.amount, amount.currency)
    _tell(PaymentMoved(*said), payment, actor, at)
    return info_of(there, actor)


@transaction.atomic
def note_what_the_provider_shows(
    *, payment_id: UUID, arrived: bool, actor: Actor, at: dt.datetime
) -> PaymentInfo:
    """A person looked at the payment service: the money is there, or none was taken.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    payment = _locked(payment_id, actor)
    require(can_take(actor, payment.owner_node))
    if payment.status not in (PaymentState.UNKNOWN, PaymentState.INPUT):
        raise RuleBroken("wrong_state", _("How this payment ended is known already."))
    state = PaymentState.CONFIRMED if arrived else PaymentState.REJECTED
    word = ProviderWord(
        event_id=f"seen:{payment.pk}:{payment.modified.isoformat()}",
        state=state,
        captured=payment.amount if arrived else None,
        transaction_id=payment.transaction_id,
    )
    note_provider_word(payment_id=payment.pk, word=word, actor=actor, at=at)
    payment.refresh_from_db()
    return info_of(payment, actor)


def _check_correctable(payment: Payment, right: Money, method: Method, reason: str) -> None:
    if payment.method == Method.ONLINE or payment.origin_id or not payment.captured:
        raise RuleBroken(
            "not_typed_here",
            _("Only what was typed here can be put right. Give the money back instead."),
        )
    if method == Method.ONLINE:
        raise Invalid("method_not_at_desk", _("An online payment is made on its own page."))
    if right == payment.captured and method == payment.method:
        raise RuleBroken("nothing_wrong", _("This is what stands there already."))
    if not reason.strip():
        sentence = _("Say what was wrong; it stands in the book of the day.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    if right.amount < 0 or right != right.rounded():
        sentence = _("Enter what was really taken, in whole coins, or nought.")
        raise Invalid("amount_not_positive", sentence, errors={"amount": sentence})


def _locked(payment_id: UUID, actor: Actor) -> Payment:
    payment = Payment.objects.visible_to(actor).locked().filter(pk=payment_id).first()
    if payment is None:
        raise NotFound("payment_not_found")
    return payment


def _tell(event: Event, payment: Payment, actor: Actor, at: dt.datetime) -> None:
    tell(
        event,
        actor=actor,
        at=at,
        subject=f"payment:{payment.pk}",
        owner_node=payment.owner_node,
    )
