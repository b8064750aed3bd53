"""What a line costs and what an estimate adds up to; rounding happens here and nowhere else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from seibi.contexts.work_orders.contracts import LineKind, Priced, TaxRule
from seibi.kernel.money import Money, total, zero

ONCE_PER_RATE = frozenset({"JP"})  # countries whose invoices round tax once per rate
LARGEST_LINE = Decimal(99_999_999)  # of any currency; more is a slip of the finger


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What one of something costs, and that amount with its tax where the price includes it."""

    net: Money
    gross: Money | None = None

    @property
    def written(self) -> Money:
        """The amount as it stands in the price list."""
        return self.net if self.gross is None else self.gross

    @property
    def gross_amount(self) -> Decimal | None:
        """As a row keeps it."""
        return None if self.gross is None else self.gross.amount


def rule_for(country: str) -> TaxRule:
    """How a visit that begins now rounds its tax; it keeps the rule it began with."""
    return TaxRule.PER_RATE_OF_GROSS if country in ONCE_PER_RATE else TaxRule.PER_LINE


def is_sensible(quantity: Decimal, unit_price: Decimal, rate: Decimal) -> bool:
    """A quantity above zero, a price not below it, a rate under one, and no slip of the finger."""
    return quantity > 0 <= unit_price and 0 <= rate < 1 and quantity * unit_price <= LARGEST_LINE


def unit_from_net(net: Money, rate: Decimal, rule: TaxRule) -> UnitPrice:
    """A price without tax. Where gross amounts are added up it is shown, and kept, with its tax."""
    if rule is TaxRule.PER_RATE_OF_GROSS:
        return unit_from_gross((net * (1 + rate)).rounded(), rate)
    return UnitPrice(net)


def unit_from_gross(gross: Money, rate: Decimal) -> UnitPrice:
    """A price that includes its tax is kept as it was shown."""
    return UnitPrice(without_tax(gross, rate), gross)


def price(quantity: Decimal, unit: UnitPrice, rate: Decimal) -> Priced:
    """All in whole coins, half up; gross is exactly net and tax. A price with tax is multiplied as
    it was shown, and net is what is left without the tax; else tax comes on top of the net."""
    if unit.gross is not None:
        gross = (unit.gross * quantity).rounded()
        net = without_tax(gross, rate)
        return Priced(net=net, tax=gross - net, gross=gross, rate=rate)
    net = (unit.net * quantity).rounded()
    tax = (net * rate).rounded()
    return Priced(net=net, tax=tax, gross=net + tax, rate=rate)


def without_tax(gross: Money, rate: Decimal) -> Money:
    """What is left of an amount without the tax it includes, in whole coins."""
    return Money(gross.amount / (1 + rate), gross.currency).rounded()


def is_outside_tax(kind: str, rate: Decimal) -> bool:
    """A fee that goes on to the state as it is: no tax of ours, and nobody reduces it."""
    return kind == LineKind.FEE and not rate


def tax_inside(gross: Money, rate: Decimal) -> Money:
    """The tax that an amount includes, half up to a whole coin."""
    return Money(gross.amount * rate / (1 + rate), gross.currency).rounded()


def add_up(lines: Iterable[Priced], *, currency: str, rule: TaxRule) -> Priced:
    """The sum of lines. Where tax is rounded once per rate and prices include it, the total is what
    the lines show, and the tax is what each rate's sum includes."""
    items = list(lines)
    net = total((item.net for item in items), currency)
    gross = total((item.gross for item in items), currency)
    match rule:
        case TaxRule.PER_LINE:
            return Priced(net=net, tax=gross - net, gross=gross, rate=Decimal(0))
        case TaxRule.PER_RATE_OF_GROSS:
            sums = _by_rate(((item.rate, item.gross) for item in items), currency)
            tax = total((tax_inside(amount, rate) for rate, amount in sums.items()), currency)
            return Priced(net=gross - tax, tax=tax, gross=gross, rate=Decimal(0))
        case TaxRule.PER_RATE_OF_NET:
            sums = _by_rate(((item.rate, item.net) for item in items), currency)
            tax = total(((amount * rate).rounded() for rate, amount in sums.items()), currency)
            return Priced(net=net, tax=tax, gross=net + tax, rate=Decimal(0))


def _by_rate(amounts: Iterable[tuple[Decimal, Money]], currency: str) -> dict[Decimal, Money]:
    sums: defaultdict[Decimal, Money] = defaultdict(lambda: zero(currency))
    for rate, amount in amounts:
        sums[rate] += amount
    return sums
