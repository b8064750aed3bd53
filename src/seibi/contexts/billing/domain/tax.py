"""The tax of an invoice, rounded as the law of its country says, and shared out to its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from seibi.contexts.work_orders.contracts import TaxRule
from seibi.kernel.money import MINOR_UNITS, Money, total


@dataclass(frozen=True, slots=True)
class Taxable:
    """The amounts of one line as they were agreed, and its rate.

    Fees passed on to the state are outside the tax.
    """

    net: Money
    tax: Money
    rate: Decimal
    outside_tax: bool = False

    @property
    def gross(self) -> Money:
        return self.net + self.tax


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
    line_nets: tuple[Money, ...]
    line_taxes: tuple[Money, ...]
    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        return self.net + self.tax


def assess(lines: Sequence[Taxable], currency: str, *, rule: TaxRule) -> Assessment:
    """The tax of an invoice by the rule of its visit, so that nobody is asked for another total
    than the one they said yes to.

    Where tax is rounded once per rate the result is shared out, so that the lines still add up.
    Prices that include tax stay: the share comes out of the line's gross, else on top of its net.
    """
    keys = sorted({(line.outside_tax, line.rate) for line in lines}, key=lambda k: (k[0], -k[1]))
    rates: list[RateTotal] = []
    nets = [line.net for line in lines]
    taxes = [line.tax for line in lines]
    for outside, rate in keys:
        members = [i for i, x in enumerate(lines) if (x.outside_tax, x.rate) == (outside, rate)]
        if rule is not TaxRule.PER_LINE and not outside:
            for i, share in zip(members, _once([lines[i] for i in members], rule), strict=True):
                taxes[i] = share
                if rule is TaxRule.PER_RATE_OF_GROSS:
                    nets[i] = lines[i].gross - share
        net = total((nets[i] for i in members), currency)
        rates.append(RateTotal(rate, outside, net, total((taxes[i] for i in members), currency)))
    return Assessment(
        rates=tuple(rates),
        line_nets=tuple(nets),
        line_taxes=tuple(taxes),
        net=total(nets, currency),
        tax=total(taxes, currency),
    )


def _once(lines: Sequence[Taxable], rule: TaxRule) -> list[Money]:
    """Each line's share of the tax of one rate, which is rounded half up once."""
    rate, currency = lines[0].rate, lines[0].net.currency
    if rule is TaxRule.PER_RATE_OF_GROSS:
        exact = [line.gross.amount * rate / (1 + rate) for line in lines]
        whole = total((line.gross for line in lines), currency).amount * rate / (1 + rate)
    else:
        exact = [line.net.amount * rate for line in lines]
        whole = total((line.net for line in lines), currency).amount * rate
    return _shared(exact, Money(whole, currency).rounded())


def _shared(exact: Sequence[Decimal], tax: Money) -> list[Money]:
    """Each line's own tax, cut to the coin; the coins that are left go to the largest remainders.

    So a line's share is less than a coin from its own tax, whatever stands beside it.
    """
    coin = Decimal(1).scaleb(-MINOR_UNITS.get(tax.currency, 2))
    parts = [amount.quantize(coin, ROUND_FLOOR) for amount in exact]
    left = int((tax.amount - sum(parts, Decimal(0))) / coin)
    by_remainder = sorted(range(len(exact)), key=lambda i: exact[i] - parts[i], reverse=True)
    for i in by_remainder[:left]:
        parts[i] += coin
    return [Money(amount, tax.currency) for amount in parts]
