"""Tax is rounded once per rate and invoice, and then shared out so that the lines add up to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from seibi.kernel.money import Money, total


@dataclass(frozen=True, slots=True)
class Taxable:
    """The net amount of one line and its rate. Fees passed on to the state are outside the tax."""

    net: Money
    rate: Decimal
    outside_tax: bool = False


@dataclass(frozen=True, slots=True)
class RateTotal:
    """Everything at one rate, and the tax on it."""

    rate: Decimal
    outside_tax: bool
    net: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an invoice says about tax: by rate, and each line's share of it."""

    rates: tuple[RateTotal, ...]
    line_taxes: tuple[Money, ...]
    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        return self.net + self.tax


def assess(lines: Sequence[Taxable], currency: str) -> Assessment:
    """The tax of an invoice. One rounding (half up) per rate, whatever the number of lines.

    Rounding every line would make the same work cost more in ten lines than in one; the Japanese
    rule for qualified invoices allows a single rounding per rate and invoice, and EN 16931
    computes the same way.
    """
    keys = sorted({(line.outside_tax, line.rate) for line in lines}, key=lambda k: (k[0], -k[1]))
    rates: list[RateTotal] = []
    shares: dict[int, Money] = {}
    for outside, rate in keys:
        members = [i for i, x in enumerate(lines) if (x.outside_tax, x.rate) == (outside, rate)]
        net = total((lines[i].net for i in members), currency)
        tax = Money(Decimal(0), currency) if outside else (net * rate).rounded()
        rates.append(RateTotal(rate, outside, net, tax))
        shares |= dict(zip(members, _shared(tax, [lines[i].net for i in members]), strict=True))
    return Assessment(
        rates=tuple(rates),
        line_taxes=tuple(shares[i] for i in range(len(lines))),
        net=total((line.net for line in lines), currency),
        tax=total((each.tax for each in rates), currency),
    )


def _shared(tax: Money, nets: Sequence[Money]) -> list[Money]:
    """Split an amount in proportion, to the smallest coin; the largest remainders get the rest."""
    coin = _smallest_coin(tax)
    whole = sum((net.amount for net in nets), Decimal(0))
    if not whole or not tax:
        return [Money(Decimal(0), tax.currency) for _ in nets]
    exact = [tax.amount * net.amount / whole for net in nets]
    parts = [amount.quantize(coin, ROUND_DOWN) for amount in exact]
    left = int((tax.amount - sum(parts, Decimal(0))) / coin)
    step = coin if left >= 0 else -coin
    by_remainder = sorted(
        range(len(nets)), key=lambda i: abs(exact[i] - parts[i]), reverse=True
    )
    for i in by_remainder[: abs(left)]:
        parts[i] += step
    return [Money(amount, tax.currency) for amount in parts]


def _smallest_coin(amount: Money) -> Decimal:
    return Decimal(1).scaleb(Money(Decimal(0), amount.currency).rounded().amount.as_tuple().exponent)  # type: ignore[arg-type]  # a number: amounts are finite
