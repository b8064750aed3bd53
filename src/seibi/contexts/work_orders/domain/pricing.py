"""What a line costs and what an estimate adds up to; rounding happens here and nowhere else."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from seibi.contexts.work_orders.contracts import Priced
from seibi.kernel.money import Money, total, zero

ROUND_ONCE_PER_RATE = frozenset({"JP"})  # countries whose invoices round tax once per rate


LARGEST_LINE = Decimal(99_999_999)  # of any currency; more is a slip of the finger


def is_sensible(quantity: Decimal, unit_net: Decimal, rate: Decimal) -> bool:
    """A quantity above zero, a price not below it, a rate under one, and no slip of the finger."""
    return quantity > 0 <= unit_net and 0 <= rate < 1 and quantity * unit_net <= LARGEST_LINE


def price(quantity: Decimal, unit_net: Money, rate: Decimal) -> Priced:
    """Net and tax are each rounded half up to a whole coin; gross is exactly their sum."""
    net = (unit_net * quantity).rounded()
    tax = (net * rate).rounded()
    return Priced(net=net, tax=tax, gross=net + tax, rate=rate)


def add_up(lines: Iterable[Priced], *, currency: str, country: str) -> Priced:
    """The sum of lines; where the law rounds once per rate, tax comes from each rate's net."""
    items = list(lines)
    net = total((item.net for item in items), currency)
    if country in ROUND_ONCE_PER_RATE:
        tax = _tax_per_rate(items, currency)
    else:
        tax = total((item.tax for item in items), currency)
    return Priced(net=net, tax=tax, gross=net + tax, rate=Decimal(0))


def _tax_per_rate(items: list[Priced], currency: str) -> Money:
    by_rate: defaultdict[Decimal, Money] = defaultdict(lambda: zero(currency))
    for item in items:
        by_rate[item.rate] += item.net
    return total(((net * rate).rounded() for rate, net in by_rate.items()), currency)
