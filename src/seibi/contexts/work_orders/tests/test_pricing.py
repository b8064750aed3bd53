"""What lines cost and what they add up to: in whole coins, and what is shown is what is asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.work_orders.contracts import TaxRule
from seibi.contexts.work_orders.domain.pricing import (
    UnitPrice,
    add_up,
    price,
    rule_for,
    unit_from_gross,
    unit_from_net,
)
from seibi.kernel.money import Money

money = st.decimals(min_value=0, max_value=1_000_000, places=2)
rates = st.sampled_from([Decimal(0), Decimal("0.08"), Decimal("0.10"), Decimal("0.13")])
units = st.builds(
    lambda amount, rate, with_tax: (
        (unit_from_gross(Money(amount, "JPY").rounded(), rate), rate)
        if with_tax
        else (unit_from_net(Money(amount, "JPY"), rate, TaxRule.PER_RATE_OF_GROSS), rate)
    ),
    money,
    rates,
    st.booleans(),
)
typed = st.lists(st.tuples(st.integers(1, 9), units), max_size=12)


@given(
    quantity=st.decimals(min_value=Decimal("0.1"), max_value=99, places=1), unit=money, rate=rates
)
@pytest.mark.parametrize("currency", ["JPY", "CNY", "USD"])
@pytest.mark.parametrize("with_tax", [True, False])
def test_net_and_tax_make_gross_in_whole_coins(currency, with_tax, quantity, unit, rate):
    amount = Money(unit, currency)
    one = unit_from_gross(amount, rate) if with_tax else UnitPrice(amount)

    priced = price(quantity, one, rate)

    assert priced.net + priced.tax == priced.gross
    assert priced.gross == priced.gross.rounded()
    if with_tax:
        assert priced.gross == (amount * quantity).rounded()


@given(typed)
def test_in_japan_an_estimate_is_the_sum_of_what_its_lines_show(items):
    priced = [price(Decimal(q), unit, rate) for q, (unit, rate) in items]

    total = add_up(priced, currency="JPY", rule=rule_for("JP"))

    by_rate = {
        p.rate: sum((x.gross.amount for x in priced if x.rate == p.rate), Decimal(0))
        for p in priced
    }
    assert total.gross.amount == sum((p.gross.amount for p in priced), Decimal(0))
    assert total.tax.amount == sum(
        (Money(g * r / (1 + r), "JPY").rounded().amount for r, g in by_rate.items()), Decimal(0)
    )
    assert total.net + total.tax == total.gross


@given(money, rates)
def test_in_japan_what_is_typed_without_tax_is_multiplied_as_it_is_shown(net, rate):
    unit = unit_from_net(Money(net, "JPY"), rate, rule_for("JP"))

    assert price(Decimal(7), unit, rate).gross == unit.written * 7


@given(st.lists(st.tuples(st.integers(1, 9), money, rates), max_size=12))
def test_elsewhere_a_sum_is_the_sum_of_its_lines(items):
    priced = [price(Decimal(q), UnitPrice(Money(unit, "CNY")), rate) for q, unit, rate in items]

    total = add_up(priced, currency="CNY", rule=rule_for("CN"))

    assert total.gross.amount == sum((p.gross.amount for p in priced), Decimal(0))
    assert total.tax.amount == sum((p.tax.amount for p in priced), Decimal(0))
