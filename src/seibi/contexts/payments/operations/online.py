"""Online payments: asked for by us, settled by what the provider says, whatever the order."""

import datetime as dt
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from seibi.contexts.payments.contracts import (
    Effect,
    Method,
    MovementKind,
    PaymentInfo,
    PaymentState,
    ProviderWord,
    Purpose,
)
from seibi.contexts.payments.domain.lifecycle import HEARD, LIFECYCLE, heard_possible
from seibi.contexts.payments.events import (
    PaymentAuthorised,
    PaymentCaptured,
    PaymentFailed,
    PaymentFellSilent,
    PaymentOpened,
    PaymentRefunded,
    ProviderWordIgnored,
)
from seibi.contexts.payments.models import Payment, ProviderEvent, Refund
from seibi.contexts.payments.operations.book import enter
from seibi.contexts.payments.queries.payments import info_of
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money

CAPTURE = "seibi.contexts.payments.jobs.capture"
STILL_OPEN = (PaymentState.WAITING, PaymentState.INPUT)


@transaction.atomic
def open_payment(
    *,
    reference: str,
    amount: Money,
    node: str,
    purpose: Purpose,
    description: str,
    return_url: str,
    variant: str,
    actor: Actor,
    at: dt.datetime,
) -> PaymentInfo:
    """One open request per reference and amount; an open one over another amount is cancelled.

    While the end of an attempt is not known there is no second one: the page says so.

    The caller has asked whether the actor may. Raises Invalid ("amount_not_positive").
    """
    check_positive(amount=amount)
    rows = Payment.objects.filter(
        reference=reference,
        method=Method.ONLINE,
        status__in=(*STILL_OPEN, PaymentState.UNKNOWN),
    )
    for other in rows.locked():
        if other.amount == amount or other.status == PaymentState.UNKNOWN:
            other.return_url = return_url or other.return_url
            other.save(update_fields=["return_url"])
            return info_of(other, actor)
        if other.status == PaymentState.WAITING:  # nobody is typing a card number into it
            other.status, other.modified = PaymentState.CANCELLED, at
            other.save()

    payment = Payment.objects.create(
        owner_node=node,
        reference=reference,
        purpose=purpose,
        method=Method.ONLINE,
        variant=variant,
        status=PaymentState.WAITING,
        total=amount.amount,
        currency=amount.currency,
        description=description,
        return_url=return_url,
        token=uuid4(),
        created=at,
        modified=at,
    )

    _tell(PaymentOpened(payment.pk, reference, amount.amount, amount.currency), payment, actor, at)
    return info_of(payment, actor)


@transaction.atomic
def note_provider_word(
    *, payment_id: UUID, word: ProviderWord, actor: Actor, at: dt.datetime
) -> Effect:
    """A provider's word counts once; repeated, late or out of turn it changes nothing.

    Whoever calls has made sure that the word is the provider's: nobody to ask. Raises NotFound.
    """
    payment = _locked(payment_id)
    heard, first_time = ProviderEvent.objects.get_or_create(
        variant=payment.variant,
        event_id=word.event_id,
        defaults={"payment": payment, "said": word.state, "heard_at": at},
    )
    if not first_time:
        return _ignored(payment, word, Effect.REPEATED, actor, at)
    if not heard_possible(PaymentState(payment.status), word.state):
        heard.effect = Effect.TOO_LATE
        heard.save(update_fields=["effect"])
        return _ignored(payment, word, Effect.TOO_LATE, actor, at)

    event = _apply(payment, word, actor, at)
    if event:
        _tell(event, payment, actor, at)
    return Effect.APPLIED


@transaction.atomic
def ask_for_capture(*, payment_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Money that was set aside is taken by a worker, after this transaction is kept.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    payment = _locked(payment_id)
    LIFECYCLE.after(PaymentState(payment.status), HEARD[PaymentState.CONFIRMED])
    if payment.status != PaymentState.PREAUTH:
        raise RuleBroken("wrong_state", _("No money has been set aside for this payment."))
    job = app.configure_task(CAPTURE, queue="payments", lock=f"payment:{payment_id}")
    job.defer(payment_id=str(payment_id))


@transaction.atomic
def end_open_requests(*, reference: str, actor: Actor, at: dt.datetime) -> None:
    """Who pays at the desk does not pay a second time online: open pages are closed.

    Only operations call that have asked. Raises RuleBroken ("attempt_unknown").
    """
    rows = Payment.objects.filter(
        reference=reference,
        method=Method.ONLINE,
        status__in=(*STILL_OPEN, PaymentState.UNKNOWN),
    )
    for row in rows.locked():
        if row.status == PaymentState.UNKNOWN:
            raise RuleBroken(
                "attempt_unknown",
                _(
                    "An online payment was begun and the payment service has not said how it "
                    "ended. Look there first and write down the answer, so that nobody pays twice."
                ),
            )
        if row.status == PaymentState.WAITING:
            row.status, row.modified = PaymentState.CANCELLED, at
            row.save(update_fields=["status", "modified"])
            _tell(PaymentFailed(row.pk, reference, row.status), row, actor, at)


def check_positive(*, amount: Money) -> None:
    """Nobody pays nothing. Raises Invalid ("amount_not_positive")."""
    if amount.amount <= 0 or amount != amount.rounded():
        raise Invalid(
            "amount_not_positive",
            _("Enter an amount above zero, in whole coins."),
            errors={"amount": _("Enter an amount above zero, in whole coins.")},
        )


def _apply(payment: Payment, word: ProviderWord, actor: Actor, at: dt.datetime) -> Event | None:
    """Move the payment by what was heard, and say what that means."""
    payment.status = LIFECYCLE.after(PaymentState(payment.status), HEARD[word.state])
    payment.transaction_id = word.transaction_id or payment.transaction_id
    payment.message, payment.modified = word.message, at
    event: Event | None = None
    before = payment.captured
    plain = (payment.pk, payment.reference)
    match word.state:
        case PaymentState.PREAUTH:
            event = PaymentAuthorised(*plain, payment.total, payment.currency)
        case PaymentState.CONFIRMED:
            captured = word.captured.amount if word.captured else payment.total
            payment.captured_amount, payment.settled_at = captured, at
            event = PaymentCaptured(*plain, captured, payment.currency, payment.method)
        case PaymentState.REFUNDED:
            back = before.amount
            payment.refunded_amount += back
            Refund.objects.filter(payment=payment, done_at=None).update(done_at=at)
            event = PaymentRefunded(*plain, back, payment.currency) if back else None
        case PaymentState.REJECTED | PaymentState.ERROR | PaymentState.CANCELLED:
            event = PaymentFailed(*plain, word.state)
        case PaymentState.UNKNOWN:
            event = PaymentFellSilent(*plain)
    payment.save()
    gone = payment.status == PaymentState.REFUNDED
    enter(
        payment=payment,
        kind=MovementKind.GIVEN_BACK if gone else MovementKind.TAKEN,
        amount=payment.captured - before,
        actor=actor,
        at=at,
    )
    return event


def _ignored(
    payment: Payment, word: ProviderWord, effect: Effect, actor: Actor, at: dt.datetime
) -> Effect:
    _tell(ProviderWordIgnored(payment.pk, word.event_id, word.state, effect), payment, actor, at)
    return effect


def _locked(payment_id: UUID) -> Payment:
    try:
        return Payment.objects.locked().get(pk=payment_id)
    except Payment.DoesNotExist:
        raise NotFound("payment_not_found") from None


def _tell(event: Event, payment: Payment, actor: Actor, at: dt.datetime) -> None:
    tell(
        event,
        actor=actor,
        at=at,
        subject=f"payment:{payment.pk}",
        owner_node=payment.owner_node,
    )
