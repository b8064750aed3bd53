"""The bill is the sum of the lines that were shown and agreed to, whatever the tax does."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from seibi.contexts.billing import facade
from seibi.contexts.billing.models.invoices import InvoiceLine, TaxLine
from seibi.contexts.billing.tests.test_operations import credit, issue, issued
from seibi.contexts.parts.tests.factories import stocked
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Answer, LineKind, NewLine, TaxRule
from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.ids import new_id
from tests import world

pytestmark = pytest.mark.django_db
SHOWN = [
    {"unit_gross": Decimal(104)},
    {"unit_gross": Decimal(104)},
    {"unit_gross": Decimal(104), "tax_rate": Decimal("0.08")},
    {"unit_net": Decimal(105), "quantity": Decimal(3)},
]


@pytest.fixture
def shown(place):
    """An estimate of pads, and of odd prices with tax and without."""
    car = factories.received_car(place)
    for values in SHOWN:
        new = NewLine(kind=LineKind.LABOUR, title={"en": "Odd"}, **values)
        work_orders.add_line(work_order_id=car.id, new=new, actor=world.ada(), at=later(3))
    factories.make_estimate(car)
    return car


def do_the_work(car):
    work_orders.issue_everything(work_order_id=car.id, actor=world.paul(), at=later(12))
    agreed = [x for x in car.lines if x.state == "approved" and x.kind == LineKind.LABOUR]
    for line in agreed:
        factories.clock_on(car, line=line)
        work_orders.finish_line(
            work_order_id=car.id, line_id=line.pk, actor=world.mia(), at=later(70)
        )
    for line in agreed:
        work_orders.check_work(
            work_order_id=car.id,
            line_id=line.pk,
            passed=True,
            remarks="",
            photo=factories.photo(),
            road_km=None,
            actor=world.mia(),
            at=later(75),
        )


def test_the_invoice_is_the_estimate_when_all_was_agreed(shown):
    factories.answer(shown)
    do_the_work(shown)

    invoice = issued(shown)

    version = EstimateVersion.objects.get()
    assert (invoice.net, invoice.tax, invoice.gross) == (version.net, version.tax, version.gross)
    assert invoice.gross == sum(line.gross for line in shown.lines)
    assert invoice.tax_included


def test_an_invoice_of_a_part_is_the_sum_of_its_lines(shown):
    refused = [shown.lines[2], shown.lines[4]]
    factories.answer(shown, Answer.DECLINE, lines=refused)
    factories.answer(shown, lines=[x for x in shown.lines if x.state == "open"])
    do_the_work(shown)

    invoice = issued(shown)

    whole = EstimateVersion.objects.get()
    assert invoice.gross == whole.gross - sum(line.gross for line in refused)
    charged = InvoiceLine.objects.filter(invoice=invoice)
    assert {x.gross - x.agreed_gross for x in charged} == {0}
    assert sum(x.tax for x in charged) == invoice.tax
    assert sum(x.net for x in charged) == invoice.net


def test_the_books_say_per_rate_what_the_lines_include(shown):
    factories.answer(shown)
    do_the_work(shown)

    invoice = issued(shown)

    gross = {
        rate: sum(x.gross for x in shown.lines if x.tax_rate == rate)
        for rate in (Decimal("0.10"), Decimal("0.08"))
    }
    kept = {x.rate: (x.net + x.tax, x.tax) for x in TaxLine.objects.filter(invoice=invoice)}
    assert kept == {
        rate: (amount, round(amount * rate / (1 + rate))) for rate, amount in gross.items()
    }


def test_a_credit_note_takes_back_the_same_amounts(shown):
    factories.answer(shown)
    do_the_work(shown)
    invoice = issued(shown)

    note = credit(invoice)

    assert (note.net, note.tax, note.gross) == (-invoice.net, -invoice.tax, -invoice.gross)
    assert note.tax_included
    pairs = zip(note.taxes.all(), invoice.taxes.all(), strict=True)
    assert all((n.net, n.tax) == (-i.net, -i.tax) for n, i in pairs)
    (again,) = issue(shown)
    assert facade.invoice(actor=world.carl(), invoice_id=again).gross.amount == invoice.gross


def test_page_paper_and_program_show_the_lines_with_their_tax(shown):
    factories.answer(shown)
    do_the_work(shown)

    info = facade.invoice(actor=world.carl(), invoice_id=issued(shown).pk)

    odd = next(x for x in info.lines if x.quantity == 3)
    assert (odd.unit_price.amount, odd.gross.amount) == (116, 348)
    assert sum(x.gross.amount for x in info.lines) == info.gross.amount
    assert sum(x.gross.amount for x in info.taxes) == info.gross.amount


def test_the_database_refuses_another_gross_than_was_shown(shown):
    factories.answer(shown)
    do_the_work(shown)
    invoice = issued(shown)
    credit(invoice)

    copy = InvoiceLine.objects.filter(invoice=invoice).first()
    copy.pk, copy.taken_back, copy._state.adding = new_id(), False, True
    copy.tax, copy.gross = copy.tax + 1, copy.gross + 1
    with pytest.raises(IntegrityError, match="as it was agreed"), transaction.atomic():
        copy.save(force_insert=True)


def test_a_visit_that_began_before_is_billed_as_it_was_shown(place):
    car = factories.received_car(place)
    WorkOrder.objects.update(tax_rule=TaxRule.PER_RATE_OF_NET)
    for _turn in range(10):
        factories.add_labour(car, net="105")
    factories.make_estimate(car)
    factories.answer(car)
    do_the_work(car)

    invoice = issued(car)

    assert invoice.gross == EstimateVersion.objects.get().gross
    assert not invoice.tax_included


@pytest.fixture
def serviced(place):
    """An oil change at its fixed price, done with the oil of its kit."""
    stocked("OIL-0W20", 10)
    car = factories.received_car(place, menu=True)
    factories.make_estimate(car)
    factories.answer(car, lines=[car.line(LineKind.LABOUR)])
    do_the_work(car)
    return car


def test_the_parts_of_a_fixed_price_are_not_billed_a_second_time(serviced):
    invoice = issued(serviced)

    (line,) = InvoiceLine.objects.filter(invoice=invoice)
    assert (line.work_order_line, int(invoice.gross)) == (serviced.line(LineKind.LABOUR), 5500)
    assert issue(serviced) == []


def test_the_database_refuses_to_bill_an_included_part(serviced):
    invoice = issued(serviced)
    credit(invoice)
    copy = InvoiceLine.objects.filter(invoice=invoice).get()
    copy.pk, copy.taken_back, copy._state.adding = new_id(), False, True
    copy.work_order_line = serviced.line(LineKind.PART)
    copy.net = copy.tax = copy.gross = copy.agreed_gross = Decimal(0)

    with pytest.raises(IntegrityError, match="paid with its job"), transaction.atomic():
        copy.save(force_insert=True)
