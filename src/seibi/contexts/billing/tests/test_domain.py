"""Rules of billing that need no database."""

from decimal import Decimal

import pytest

from seibi.contexts.billing.contracts import Cost, Form, InvoiceKind
from seibi.contexts.billing.contracts import InvoiceAction as Do
from seibi.contexts.billing.contracts import InvoiceState as Is
from seibi.contexts.billing.domain import lines, numbering
from seibi.contexts.billing.domain.lifecycle import LIFECYCLE, what_happened
from seibi.contexts.work_orders.contracts import LineKind
from seibi.kernel.errors import RuleBroken
from seibi.kernel.money import Money


def yen(amount):
    return Money(Decimal(amount), "JPY")


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
