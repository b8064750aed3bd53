"""The till's book: every change of money is one line, written beside what caused it."""

import datetime as dt

from seibi.contexts.payments.contracts import MovementKind
from seibi.contexts.payments.models import Movement, Payment
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money


def enter(
    *,
    payment: Payment,
    kind: MovementKind,
    amount: Money,
    actor: Actor,
    at: dt.datetime,
    note: str = "",
) -> None:
    """Money came or went by a payment; nothing is entered where nothing moved."""
    if not amount:
        return
    Movement.objects.create(
        owner_node=payment.owner_node,
        kind=kind,
        method=payment.method,
        amount=amount.amount,
        currency=amount.currency,
        payment=payment,
        note=note[:300],
        by=actor.account_id,
        at=at,
    )
