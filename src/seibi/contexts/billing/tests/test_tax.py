"""How tax is rounded: what is shown adds up, to the coin, on the estimate and on the invoice."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seibi.contexts.billing.domain import tax
from seibi.contexts.work_orders.contracts import Priced, TaxRule
from seibi.contexts.work_orders.domain.pricing import add_up, price, unit_from_gross, unit_from_net
from seibi.kernel.money import Money, total

OF_GROSS, OF_NET = TaxRule.PER_RATE_OF_GROSS, TaxRule.PER_RATE_OF_NET
ONE = Decimal(1)


def yen(amount):
    return Money(Decimal(amount), "JPY")


def yuan(amount):
    return Money(Decimal(amount), "CNY")


def plus_tax(net, rate="0.10", *, outside=False):
    """A line whose price was written without tax."""
    tax_of = (yen(net) * Decimal(rate)).rounded()
    return tax.Taxable(yen(net), tax_of, Decimal(rate), outside)


def included(gross, rate="0.10"):
    """A line whose price was written with its tax."""
    found = price(ONE, unit_from_gross(yen(gross), Decimal(rate)), Decimal(rate))
    return tax.Taxable(found.net, found.tax, Decimal(rate))


def estimated(items, rule, currency="JPY"):
    """What an estimate of the same lines says."""
    lines = [Priced(x.net, x.tax, x.gross, x.rate) for x in items]
    return add_up(lines, currency=currency, rule=rule)


def test_a_hundred_and_four_yen_are_a_hundred_and_four_yen():
    found = tax.assess([included(104)], "JPY", rule=OF_GROSS)

    assert (found.net, found.tax, found.gross) == (yen(95), yen(9), yen(104))


def test_ten_lines_with_tax_are_taxed_like_one_large_line():
    small = tax.assess([included(104)] * 10, "JPY", rule=OF_GROSS)
    large = tax.assess([included(1040)], "JPY", rule=OF_GROSS)

    assert small.tax == large.tax == yen(95)  # line by line it would be 90
    assert small.gross == large.gross == yen(1040)


def test_in_visits_begun_before_ten_small_lines_are_taxed_like_one_large_line():
    small = tax.assess([plus_tax(105)] * 10, "JPY", rule=OF_NET)
    large = tax.assess([plus_tax(1050)], "JPY", rule=OF_NET)

    assert small.tax == large.tax == yen(105)


def test_a_line_typed_without_tax_is_kept_with_it_beside_the_others():
    rate = Decimal("0.10")
    typed = price(Decimal(10), unit_from_net(yen(105), rate, OF_GROSS), rate)
    listed = price(ONE, unit_from_gross(yen(104), rate), rate)

    found = estimated([typed, listed], OF_GROSS)

    assert (typed.gross, listed.gross) == (yen(1160), yen(104))  # ten of 116 yen
    assert (found.gross, found.tax) == (yen(1264), yen(115))


def test_elsewhere_each_line_is_rounded_as_it_was_agreed():
    line = tax.Taxable(
        Money(Decimal("1.05"), "USD"), Money(Decimal("0.11"), "USD"), Decimal("0.10")
    )

    found = tax.assess([line] * 10, "USD", rule=TaxRule.PER_LINE)

    assert found.tax == Money(Decimal("1.10"), "USD")


def test_a_price_with_its_tax_is_billed_as_it_was_shown():
    line = tax.Taxable(yuan("106.19"), yuan("13.81"), Decimal("0.13"))

    found = tax.assess([line, line], "CNY", rule=TaxRule.PER_LINE)

    assert found.gross == yuan("240.00")
    assert found.line_taxes == (yuan("13.81"), yuan("13.81"))


@pytest.mark.parametrize("rule", [OF_NET, OF_GROSS])
def test_rates_are_kept_apart_and_statutory_fees_outside(rule):
    found = tax.assess(
        [plus_tax(1001), plus_tax(1001, "0.08"), plus_tax(24600, "0", outside=True)],
        "JPY",
        rule=rule,
    )

    assert [(str(r.rate), r.outside_tax, r.net.amount, r.tax.amount) for r in found.rates] == [
        ("0.10", False, 1001, 100),
        ("0.08", False, 1001, 80),
        ("0", True, 24600, 0),
    ]
    assert found.net + found.tax == yen(26782)


RATES = st.sampled_from(["0.10", "0.08", "0.13", "0.06"])
AMOUNTS = st.integers(-100_000, 1_000_000)
LINES = st.lists(
    st.builds(plus_tax, AMOUNTS, RATES) | st.builds(included, AMOUNTS, RATES), max_size=30
)


@given(LINES, st.sampled_from(TaxRule))
def test_the_lines_always_add_up_to_the_invoice(items, rule):
    found = tax.assess(items, "JPY", rule=rule)

    assert total(found.line_taxes, "JPY") == found.tax
    assert total(found.line_nets, "JPY") == found.net
    assert total((r.net for r in found.rates), "JPY") == found.net
    assert total((r.tax for r in found.rates), "JPY") == found.tax


@given(LINES)
def test_the_total_is_exactly_what_the_lines_show(items):
    found = tax.assess(items, "JPY", rule=OF_GROSS)

    shown = [net + share for net, share in zip(found.line_nets, found.line_taxes, strict=True)]
    assert shown == [line.gross for line in items]
    assert found.gross == total((line.gross for line in items), "JPY")


@given(LINES, st.sampled_from(TaxRule))
def test_the_invoice_says_what_the_estimate_said(items, rule):
    invoice, estimate = tax.assess(items, "JPY", rule=rule), estimated(items, rule)

    assert (invoice.net, invoice.tax, invoice.gross) == (estimate.net, estimate.tax, estimate.gross)


@given(st.lists(st.tuples(st.builds(included, AMOUNTS, RATES), st.booleans()), max_size=30))
def test_a_part_of_the_estimate_costs_what_its_lines_show(items):
    agreed = [line for line, yes in items if yes]
    refused = [line for line, yes in items if not yes]

    bill = tax.assess(agreed, "JPY", rule=OF_GROSS)

    whole = estimated([line for line, _yes in items], OF_GROSS)
    assert bill.gross == whole.gross - total((line.gross for line in refused), "JPY")
    assert bill.tax == estimated(agreed, OF_GROSS).tax


@given(LINES)
@example([plus_tax(421, "0.08"), plus_tax(123_513, "0.08")])
def test_a_line_s_share_of_the_tax_is_less_than_a_coin_from_its_own_tax(items):
    of_net = tax.assess(items, "JPY", rule=OF_NET).line_taxes
    of_gross = tax.assess(items, "JPY", rule=OF_GROSS).line_taxes

    for item, on_top, inside in zip(items, of_net, of_gross, strict=True):
        assert abs(on_top.amount - item.net.amount * item.rate) < 1
        assert abs(inside.amount - item.gross.amount * item.rate / (1 + item.rate)) < 1


@given(LINES)
def test_one_rounding_per_rate_is_never_more_than_half_a_coin_off(items):
    for each in tax.assess(items, "JPY", rule=OF_GROSS).rates:
        gross = each.net.amount + each.tax.amount
        assert abs(each.tax.amount - gross * each.rate / (1 + each.rate)) <= Decimal("0.5")
    for each in tax.assess(items, "JPY", rule=OF_NET).rates:
        assert abs(each.tax.amount - each.net.amount * each.rate) <= Decimal("0.5")
