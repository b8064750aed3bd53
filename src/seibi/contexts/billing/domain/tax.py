"""The tax of an invoice, rounded as the law of its country says, and shared out to its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from seibi.kernel.money import MINOR_UNITS, Money, total

ONCE_PER_RATE = frozenset({"JP"})  # countries whose invoices round tax once per rate


@dataclass(frozen=True, slots=True)
class Taxable:
    """The net amount of one line and its rate. Fees passed on to the state are outside the tax.

    ``agreed`` is the tax the customer said yes to with the line: of a price that includes it, what
    is left beside the net amount, which may be a coin from the rate's own.
    """

    net: Money
    rate: Decimal
    outside_tax: bool = False
    agreed: Money | None = None

    @property
    def tax(self) -> Money:
        """The tax of this line by itself."""
        if self.outside_tax:
            return self.net * Decimal(0)
        return (self.net * self.rate).rounded() if self.agreed is None else self.agreed


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


def assess(lines: Sequence[Taxable], currency: str, *, once_per_rate: bool) -> Assessment:
    """The tax of an invoice, half up. Once per rate where the law says so, else line by line.

    The rule must be the one of the estimate, so that nobody is asked for another total than the
    one they said yes to. Where the law asks for one rounding per rate the result is shared out,
    so that the lines still add up.
    """
    keys = sorted({(line.outside_tax, line.rate) for line in lines}, key=lambda k: (k[0], -k[1]))
    rates: list[RateTotal] = []
    shares: dict[int, Money] = {}
    for outside, rate in keys:
        members = [i for i, x in enumerate(lines) if (x.outside_tax, x.rate) == (outside, rate)]
        net = total((lines[i].net for i in members), currency)
        parts = [lines[i].tax for i in members]
        if once_per_rate and not outside:
            parts = _shared([lines[i].net for i in members], rate, (net * rate).rounded())
        rates.append(RateTotal(rate, outside, net, total(parts, currency)))
        shares |= dict(zip(members, parts, strict=True))
    return Assessment(
        rates=tuple(rates),
        line_taxes=tuple(shares[i] for i in range(len(lines))),
        net=total((line.net for line in lines), currency),
        tax=total((each.tax for each in rates), currency),
    )


def _shared(nets: Sequence[Money], rate: Decimal, tax: Money) -> list[Money]:
    """Each line's own tax, cut to the coin; the coins that are left go to the largest remainders.

    So a line's share is less than a coin from its own tax, whatever stands beside it.
    """
    coin = Decimal(1).scaleb(-MINOR_UNITS.get(tax.currency, 2))
    exact = [net.amount * rate for net in nets]
    parts = [amount.quantize(coin, ROUND_FLOOR) for amount in exact]
    left = int((tax.amount - sum(parts, Decimal(0))) / coin)
    by_remainder = sorted(range(len(nets)), key=lambda i: exact[i] - parts[i], reverse=True)
    for i in by_remainder[:left]:
        parts[i] += coin
    return [Money(amount, tax.currency) for amount in parts]
