"""Discounts: how much of a bill is given away, and how it is shared out to its lines."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from seibi.contexts.billing.contracts.discounts import DiscountAction as Do
from seibi.contexts.billing.contracts.discounts import DiscountState as Is
from seibi.kernel.lifecycle import Lifecycle
from seibi.kernel.money import MINOR_UNITS, Money, total

LIFECYCLE = Lifecycle(
    {
        (Is.ASKED, Do.APPROVE): Is.APPROVED,
        (Is.ASKED, Do.DECLINE): Is.DECLINED,
        (Is.ASKED, Do.EXPIRE): Is.EXPIRED,
        (Is.ASKED, Do.WITHDRAW): Is.WITHDRAWN,
        (Is.APPROVED, Do.WITHDRAW): Is.WITHDRAWN,
        (Is.APPROVED, Do.USE): Is.USED,
        (Is.USED, Do.FREE): Is.APPROVED,
    }
)
STANDING = (Is.ASKED, Is.APPROVED, Is.USED)


def worth(base: Money, *, percent: Decimal | None, amount: Money | None) -> Money:
    """What a discount is in money; of per cent the customer gets the broken coin."""
    if percent is not None:
        exact = Money(base.amount * percent / 100, base.currency)
        return exact.rounded()
    return amount or Money(Decimal(0), base.currency)


def share_of(given: Money, base: Money) -> Decimal:
    """How many per cent of the bill are given away, rounded up: a limit is not passed by a hair."""
    if not base:
        return Decimal(0)
    exact = given.amount / base.amount * 100
    return exact.quantize(Decimal("0.001"), "ROUND_UP")


def shared(amounts: Sequence[Money], discount: Money) -> list[Money]:
    """A discount shared out by the amounts: no line below zero, and not one coin lost."""
    whole = total(amounts, discount.currency)
    if not whole or not discount:
        return [Money(Decimal(0), discount.currency) for _ in amounts]
    coin = Decimal(1).scaleb(-MINOR_UNITS.get(discount.currency, 2))
    exact = [each.amount * discount.amount / whole.amount for each in amounts]
    parts = [each.quantize(coin, ROUND_FLOOR) for each in exact]
    left = int((discount.amount - sum(parts, Decimal(0))) / coin)
    by_remainder = sorted(
        (i for i, part in enumerate(parts) if part + coin <= amounts[i].amount),
        key=lambda i: exact[i] - parts[i],
        reverse=True,
    )
    for i in by_remainder[:left]:
        parts[i] += coin
    return [Money(part, discount.currency) for part in parts]
