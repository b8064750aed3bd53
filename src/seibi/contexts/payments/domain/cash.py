"""Cash as it is handed over: which coins the trade asks for, and what a drawer holds."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from seibi.kernel.money import MINOR_UNITS, Money

# In China the shop does not ask for what is below one jiao (抹零); elsewhere for every coin.
SMALLEST_ASKED = {"CNY": Decimal("0.1")}

NOTES: Mapping[str, tuple[str, ...]] = {
    "JPY": ("10000", "5000", "2000", "1000"),
    "CNY": ("100", "50", "20", "10", "5", "1"),
    "USD": ("100", "50", "20", "10", "5", "1"),
    "EUR": ("200", "100", "50", "20", "10", "5"),
    "GBP": ("50", "20", "10", "5"),
    "NOK": ("1000", "500", "200", "100", "50"),
}
COINS: Mapping[str, tuple[str, ...]] = {
    "JPY": ("500", "100", "50", "10", "5", "1"),
    "CNY": ("1c", "0.5", "0.1"),
    "USD": ("0.25", "0.10", "0.05", "0.01"),
    "EUR": ("2", "1", "0.5", "0.2", "0.1", "0.05", "0.02", "0.01"),
    "GBP": ("2", "1", "0.5", "0.2", "0.1", "0.05", "0.02", "0.01"),
    "NOK": ("20", "10", "5", "1"),
}
ROLLS = "coins"  # what the coin counter says, as one sum


def asked_in_cash(amount: Money) -> Money:
    """What is asked for over the counter: never more than is owed."""
    step = SMALLEST_ASKED.get(amount.currency)
    if step is None:
        return amount.rounded()
    return Money((amount.amount / step).to_integral_value(ROUND_DOWN) * step, amount.currency)


def forgiven_in_cash(amount: Money) -> Money:
    """The coins that the trade does not ask for."""
    return amount - asked_in_cash(amount)


def worth(denomination: str) -> Decimal:
    """The value of one note or coin; China has one yuan as both, so the coin is written "1c"."""
    return Decimal(1) if denomination == ROLLS else Decimal(denomination.rstrip("c"))


def sum_of(counted: Mapping[str, Decimal], currency: str) -> Money:
    """What a counted drawer holds: pieces of each note and coin, and coins as one sum."""
    total = sum((worth(each) * pieces for each, pieces in counted.items()), Decimal(0))
    return Money(total, currency).rounded()


def is_money(denomination: str, currency: str) -> bool:
    """Whether the currency has such a note or coin."""
    known = (*NOTES.get(currency, ()), *COINS.get(currency, ()), ROLLS)
    return denomination in known


def least(currency: str) -> Decimal:
    """The smallest coin."""
    return Decimal(1).scaleb(-MINOR_UNITS.get(currency, 2))
