"""Rules of billing that need no database."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seibi.contexts.billing.contracts import Cost, Form, InvoiceKind
from seibi.contexts.billing.contracts import InvoiceAction as Do
from seibi.contexts.billing.contracts import InvoiceState as Is
from seibi.contexts.billing.domain import lines, numbering, tax
from seibi.contexts.billing.domain.lifecycle import LIFECYCLE, what_happened
from seibi.contexts.work_orders.contracts import LineKind
from seibi.kernel.errors import RuleBroken
from seibi.kernel.money import Money, total


def yen(amount):
    return Money(Decimal(amount), "JPY")


def taxable(net, rate="0.10", outside=False):
    return tax.Taxable(yen(net), Decimal(rate), outside)


def test_ten_small_lines_are_taxed_like_one_large_line_in_japan():
    small = tax.assess([taxable(105)] * 10, "JPY", once_per_rate=True)
    large = tax.assess([taxable(1050)], "JPY", once_per_rate=True)
    assert small.tax == large.tax == yen(105)


def test_elsewhere_each_line_is_rounded_as_it_was_agreed():
    lines_ = [tax.Taxable(Money(Decimal("1.05"), "USD"), Decimal("0.10"))] * 10
    assert tax.assess(lines_, "USD", once_per_rate=False).tax == Money(Decimal("1.10"), "USD")


def test_a_price_with_its_tax_is_billed_as_it_was_shown():
    def yuan(amount):
        return Money(Decimal(amount), "CNY")

    line = tax.Taxable(yuan("106.19"), Decimal("0.13"), agreed=yuan("13.81"))

    found = tax.assess([line, line], "CNY", once_per_rate=False)

    assert found.gross == yuan("240.00")
    assert found.line_taxes == (yuan("13.81"), yuan("13.81"))


def test_rates_are_kept_apart_and_statutory_fees_outside():
    found = tax.assess(
        [taxable(1001), taxable(1001, "0.08"), taxable(24600, "0", outside=True)],
        "JPY",
        once_per_rate=True,
    )
    assert [(str(r.rate), r.outside_tax, r.net.amount, r.tax.amount) for r in found.rates] == [
        ("0.10", False, 1001, 100),
        ("0.08", False, 1001, 80),
        ("0", True, 24600, 0),
    ]
    assert found.net + found.tax == yen(26782)


LINES = st.lists(
    st.builds(
        taxable,
        st.integers(-100_000, 1_000_000),
        st.sampled_from(["0.10", "0.08", "0.13", "0.06"]),
    ),
    max_size=30,
)


@given(LINES, st.booleans())
def test_the_lines_always_add_up_to_the_invoice(items, once):
    found = tax.assess(items, "JPY", once_per_rate=once)
    assert total(found.line_taxes, "JPY") == found.tax
    assert total((r.net for r in found.rates), "JPY") == found.net


@given(LINES)
@example([taxable(421, "0.08"), taxable(123_513, "0.08")])
def test_a_line_s_share_of_the_tax_is_less_than_a_coin_from_its_own_tax(items):
    found = tax.assess(items, "JPY", once_per_rate=True)
    for item, share in zip(items, found.line_taxes, strict=True):
        assert abs(share.amount - item.net.amount * item.rate) < 1


@given(LINES)
def test_one_rounding_per_rate_is_never_more_than_half_a_coin_off(items):
    found = tax.assess(items, "JPY", once_per_rate=True)
    for each in found.rates:
        assert abs(each.tax.amount - each.net.amount * each.rate) <= Decimal("0.5")


@pytest.mark.parametrize("state", list(Is))
@pytest.mark.parametrize("action", list(Do))
def test_only_the_table_moves_an_invoice(state, action):
    if (state, action) in LIFECYCLE.table:
        assert LIFECYCLE.after(state, action) in Is
    else:
        with pytest.raises(RuleBroken):
            LIFECYCLE.after(state, action)


@pytest.mark.parametrize("action", list(Do))
def test_nothing_brings_a_credited_invoice_back(action):
    assert LIFECYCLE.table.get((Is.CREDITED, action), Is.CREDITED) == Is.CREDITED


@pytest.mark.parametrize(
    ("before", "paid", "means"),
    [
        (0, 0, None),
        (0, 40, Do.PAY_PART),
        (40, 100, Do.PAY),
        (0, 120, Do.PAY),
        (100, 60, Do.GIVE_BACK),
        (100, 0, Do.GIVE_ALL_BACK),
        (120, 100, Do.PAY),
    ],
)
def test_a_new_sum_of_payments_means_one_thing(before, paid, means):
    assert what_happened(before=yen(before), paid=yen(paid), gross=yen(100)) == means


@pytest.mark.parametrize(
    ("country", "form"),
    [
        ("JP", Form.QUALIFIED_INVOICE),
        ("CN", Form.SETTLEMENT_LIST),
        ("US", Form.SALES_TAX_INVOICE),
        ("NO", Form.TAX_INVOICE),
    ],
)
def test_the_country_of_the_company_decides_the_form(country, form):
    assert numbering.form_for(country) == form


def test_numbers_are_written_with_their_series_and_year():
    assert numbering.written("I", 2026, 12) == "I-2026-000012"
    assert numbering.prefix_of(InvoiceKind.INVOICE, Form.SETTLEMENT_LIST) == "S"
    assert numbering.prefix_of(InvoiceKind.CREDIT_NOTE, Form.SETTLEMENT_LIST) == "C"


@pytest.mark.parametrize(
    ("kind", "code", "rate", "cost"),
    [
        (LineKind.PART, "", "0.10", Cost.MATERIAL),
        (LineKind.LABOUR, "BRAKE-PADS-F", "0.10", Cost.LABOUR),
        (LineKind.LABOUR, "SHAKEN-24", "0.10", Cost.TEST),
        (LineKind.DIAGNOSIS, "DIAG", "0.10", Cost.DIAGNOSIS),
        (LineKind.SUBLET, "", "0.10", Cost.OUTSIDE),
        (LineKind.FEE, "", "0.10", Cost.OTHER),
        (LineKind.FEE, "", "0", Cost.STATUTORY),
    ],
)
def test_every_line_has_its_place_in_the_totals(kind, code, rate, cost):
    assert lines.cost_of(kind, code, Decimal(rate)) == cost


def test_a_reduced_rate_is_marked_in_japan_only():
    assert lines.is_reduced("JP", Decimal("0.08"))
    assert not lines.is_reduced("JP", Decimal("0.10"))
    assert not lines.is_reduced("JP", Decimal(0))
    assert not lines.is_reduced("CN", Decimal("0.06"))
