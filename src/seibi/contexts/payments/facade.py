"""What other contexts may ask of payments."""

import datetime as dt
from collections.abc import Iterable

from seibi.contexts.payments.contracts import Method, PaymentInfo, Purpose
from seibi.contexts.payments.domain import cash
from seibi.contexts.payments.operations import desk, online, righting, till
from seibi.contexts.payments.queries import payments as queries
from seibi.contexts.payments.queries import till as tills
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money

capture = online.ask_for_capture
refund = desk.refund
captured_total = queries.captured_total
reconciliation = queries.reconciliation
unsettled = queries.unsettled
held = queries.held
correct = righting.correct
move = righting.move
note_what_the_provider_shows = righting.note_what_the_provider_shows
asked_in_cash = cash.asked_in_cash
forgiven_in_cash = cash.forgiven_in_cash
sum_of_cash = cash.sum_of
notes_of = cash.NOTES
coins_of = cash.COINS
change_drawer = till.change_drawer
close_day = till.close_day
reopen_day = till.reopen_day
till_now = tills.till
day_ends = tills.day_ends
day_end = tills.day_end_info


def open_payment(
    *,
    reference: str,
    amount: Money,
    node: str,
    purpose: Purpose,
    actor: Actor,
    at: dt.datetime,
    description: str = "",
    return_url: str = "",
    variant: str = "test",
) -> PaymentInfo:
    """One open request per reference and amount: asking twice gives the same page to pay on.

    ``reference`` ("invoice:<id>") is the caller's word for what is paid; ``return_url`` is where
    the payer goes afterwards. The caller has asked whether the actor may.
    Raises Invalid ("amount_not_positive").
    """
    return online.open_payment(
        reference=reference,
        amount=amount,
        node=node,
        purpose=purpose,
        description=description,
        return_url=return_url,
        variant=variant,
        actor=actor,
        at=at,
    )


def take_at_desk(
    *,
    reference: str,
    amount: Money,
    method: Method,
    node: str,
    purpose: Purpose,
    actor: Actor,
    at: dt.datetime,
    note: str = "",
    given: Money | None = None,
) -> PaymentInfo:
    """Money that a person has in hand, or sees on the terminal or the bank statement.

    ``given`` is what was handed over in notes and coins. Raises NotAllowed, RuleBroken
    ("attempt_unknown"), Invalid ("amount_not_positive", "method_not_at_desk", "given_too_little").
    """
    return desk.take_at_desk(
        reference=reference,
        amount=amount,
        method=method,
        node=node,
        purpose=purpose,
        note=note,
        given=given,
        actor=actor,
        at=at,
    )


def payments_of(*, references: Iterable[str], actor: Actor) -> dict[str, list[PaymentInfo]]:
    """Every payment of several references, oldest first; of strangers' nothing."""
    return queries.payments_for(actor=actor, references=references)


def payments_for(*, reference: str, actor: Actor) -> list[PaymentInfo]:
    """Every payment with this reference, oldest first; of strangers' nothing."""
    return queries.payments_for(actor=actor, references=(reference,)).get(reference, [])
