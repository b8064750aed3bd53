"""What other contexts may ask of payments."""

import datetime as dt

from seibi.contexts.payments import queries
from seibi.contexts.payments.contracts import Method, PaymentInfo, Purpose
from seibi.contexts.payments.operations import desk, online
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money

capture = online.ask_for_capture
refund = desk.refund
captured_total = queries.captured_total
reconciliation = queries.reconciliation


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
) -> PaymentInfo:
    """Money that a person has in hand, or sees on the terminal or the bank statement.

    Raises NotAllowed, Invalid ("amount_not_positive", "method_not_at_desk").
    """
    return desk.take_at_desk(
        reference=reference,
        amount=amount,
        method=method,
        node=node,
        purpose=purpose,
        note=note,
        actor=actor,
        at=at,
    )


def payments_for(*, reference: str, actor: Actor) -> list[PaymentInfo]:
    """Every payment with this reference, oldest first; of strangers' nothing."""
    return queries.payments_for(actor=actor, references=(reference,)).get(reference, [])
