"""Asking providers to take or give back money: after the commit, never inside an operation."""

from decimal import Decimal
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from seibi.contexts.payments.contracts import PaymentState, ProviderWord
from seibi.contexts.payments.models import AtProvider, Refund
from seibi.contexts.payments.operations import desk, online
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.money import Money

AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="seibi.contexts.payments.jobs.capture", queue="payments", retry=AGAIN)
def capture(payment_id: str) -> None:
    """Take the money that was set aside. Asked again, providers answer with the first result."""
    copy = AtProvider.objects.get(pk=UUID(payment_id))
    if copy.status != PaymentState.PREAUTH:
        return
    copy.capture(copy.total)
    word = ProviderWord(
        event_id=f"capture:{payment_id}",
        state=PaymentState.CONFIRMED,
        captured=Money(Decimal(copy.captured_amount or copy.total), copy.currency),
        transaction_id=copy.transaction_id,
    )
    online.note_provider_word(payment_id=copy.pk, word=word, actor=SYSTEM, at=clock.now())


@app.task(name="seibi.contexts.payments.jobs.give_back", queue="payments", retry=AGAIN)
def give_back(refund_id: str) -> None:
    """Have the provider return the money, then write down that it did."""
    row = Refund.objects.get(pk=UUID(refund_id))
    if row.done_at is not None:
        return
    copy = AtProvider.objects.get(pk=row.payment_id)
    copy.refund(row.amount)
    desk.note_given_back(refund_id=row.pk, actor=SYSTEM, at=clock.now())
