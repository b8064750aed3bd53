"""Money is never made and never lost: deposits, tenders, wrong amounts, wrong payers."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from seibi.contexts.billing import facade
from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine, NumberSeries
from seibi.contexts.billing.operations import deposits, reissuing, righting
from seibi.contexts.billing.tests.test_operations import AT, issued, take
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.booking.tests.factories import owner
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Method, PaymentState
from seibi.contexts.payments.models import Movement, Payment
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Payer, ReleaseKind
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.money import Money
from tests import world

database = pytest.mark.django_db


def yen(amount):
    return Money(Decimal(amount), "JPY")


def deposit(car, amount=5000, actor=None):
    return deposits.take_deposit(
        work_order_id=car.id,
        amount=yen(amount),
        method=Method.CASH,
        note="",
        actor=actor or world.carl(),
        at=AT,
    )


def adds_up(invoice):
    """What came by all tenders, and what is open, is the bill."""
    came = payments.captured_total(reference=invoice.subject, currency=invoice.currency)
    return came + invoice.open == Money(invoice.gross, invoice.currency)


def books():
    return sum(Movement.objects.values_list("amount", flat=True))


@database
def test_a_deposit_is_set_off_and_the_rest_is_paid(ready):
    deposit(ready, 5000)
    invoice = issued(ready)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.paid) == (InvoiceState.PART_PAID, 5000)
    assert adds_up(invoice)
    take(invoice)
    assert (invoice.state, ready.row.release_kind) == (InvoiceState.PAID, ReleaseKind.PAID)
    assert books() == invoice.gross


@database
def test_a_deposit_above_the_bill_stays_to_be_given_back(ready):
    held = deposit(ready, 100_000)
    invoice = issued(ready)
    invoice.refresh_from_db()
    assert invoice.state == InvoiceState.PAID
    left = 100_000 - invoice.gross
    deposits.give_deposit_back(
        work_order_id=ready.id,
        payment_id=held.id,
        amount=yen(left),
        reason="Too much",
        actor=world.sora(),
        at=AT,
    )
    assert books() == invoice.gross


@database
def test_a_deposit_goes_back_when_the_visit_is_cancelled(place):
    car = factories.booked_car(place)
    held = deposit(car, 3000)
    work_orders.cancel(work_order_id=car.id, reason="Ill", actor=world.ada(), at=AT)
    with pytest.raises(RuleBroken, match="ended"):
        deposit(car, 100)
    deposits.give_deposit_back(
        work_order_id=car.id,
        payment_id=held.id,
        amount=yen(3000),
        reason="Cancelled",
        actor=world.carl(),
        at=AT,
    )
    assert Payment.objects.get().status == PaymentState.REFUNDED
    assert books() == 0


@database
@pytest.mark.parametrize("who", [world.mia, world.bob, world.eve])
def test_nobody_else_takes_deposits(ready, who):
    with pytest.raises((NotAllowed, NotFound)):
        deposit(ready, actor=who())
    assert not Movement.objects.exists()


@database
def test_several_tenders_pay_one_bill(ready):
    invoice = issued(ready)
    for method in (Method.CASH, Method.CARD_TERMINAL, Method.TRANSFER):
        take(invoice, yen(1000), method)
        assert adds_up(invoice)
    take(invoice)
    assert invoice.state == InvoiceState.PAID
    assert books() == invoice.gross


@database
def test_a_wrong_amount_is_put_right_and_the_bill_follows(ready):
    """Trap: one nought too many, found after the car has its paper."""
    invoice = issued(ready)
    take(invoice)
    payment = Payment.objects.get()
    righting.correct_payment(
        invoice_id=invoice.pk,
        payment_id=payment.pk,
        right=yen(1000),
        method=Method.CARD_TERMINAL,
        reason="Typed wrong",
        actor=world.carl(),
        at=AT,
    )
    invoice.refresh_from_db()
    assert (invoice.state, invoice.paid) == (InvoiceState.PART_PAID, 1000)
    assert adds_up(invoice)
    assert ready.row.released_at is None
    assert books() == 1000


@database
def test_more_than_the_bill_is_not_put_right(ready):
    invoice = issued(ready)
    take(invoice, yen(1000))
    with pytest.raises(RuleBroken):
        righting.correct_payment(
            invoice_id=invoice.pk,
            payment_id=Payment.objects.get().pk,
            right=yen(10**6),
            method=Method.CASH,
            reason="x",
            actor=world.carl(),
            at=AT,
        )
    assert books() == 1000


@database
def test_a_payment_on_the_wrong_bill_is_moved(ready):
    company, _car = owner("Fleet", "fleet@example.com", "品川 300 さ 20-06")
    papers = change(issued(ready), ready.lines[:1], Payer.CUSTOMER, company)
    one, other = [Invoice.objects.get(pk=key) for key in papers]
    take(one, yen(1000))

    def move(number, reason="Next car"):
        return righting.move_payment(
            invoice_id=one.pk,
            payment_id=Payment.objects.filter(reference=one.subject).get().pk,
            to_number=number,
            reason=reason,
            actor=world.carl(),
            at=AT,
        )

    for number, reason in ((one.number, "x"), ("I-1", "x"), (other.number, " ")):
        with pytest.raises(Invalid):
            move(number, reason)
    assert move(other.number) == other.pk
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.paid, other.paid, books()) == (0, 1000, 1000)


def change(invoice, lines, payer=Payer.WARRANTY, customer=None, actor=None, reason="Warranty"):
    return reissuing.change_payer(
        invoice_id=invoice.pk,
        line_ids=[line.pk for line in lines],
        payer=payer,
        customer_id=customer,
        reason=reason,
        actor=actor or world.carl(),
        at=AT,
    )


@database
def test_lines_on_the_wrong_payer_s_paper_get_two_right_ones(ready):
    """Wrong payer: one credit note, two papers, no gap in any series, and the money goes along."""
    invoice = issued(ready)
    take(invoice, yen(1000))
    labour, *_rest = ready.lines
    mine, theirs = [Invoice.objects.get(pk=key) for key in change(invoice, [labour])]

    assert (mine.payer, theirs.payer) == (Payer.CUSTOMER, Payer.WARRANTY)
    assert mine.gross + theirs.gross == invoice.gross
    assert (mine.paid, adds_up(mine)) == (1000, True)
    billed = InvoiceLine.objects.filter(taken_back=False)
    assert {line.work_order_line_id for line in billed} == {x.pk for x in ready.lines}
    for series in NumberSeries.objects.all():
        used = Invoice.objects.filter(number__startswith=f"{series.prefix}-").count()
        assert series.last == used
    assert books() == 1000


@database
def test_another_customer_pays_everything(ready):
    invoice = issued(ready)
    company, _car = owner("Fleet", "fleet@example.com", "品川 300 さ 20-06")
    (new,) = change(invoice, ready.lines, Payer.CUSTOMER, company, reason="The company pays")
    new = Invoice.objects.get(pk=new)
    assert (new.customer_id, new.gross) == (company, invoice.gross)
    assert new.recipient["name"] != invoice.recipient["name"]


@database
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"payer": Payer.CUSTOMER}, RuleBroken),
        ({"reason": " "}, Invalid),
        ({"lines": []}, Invalid),
        ({"payer": Payer.GOODWILL}, NotAllowed),  # a cashier has no goodwill to give
        ({"actor": world.ada()}, NotAllowed),
        ({"actor": world.mia()}, NotFound),
    ],
)
def test_a_payer_that_is_not_changed_leaves_everything(ready, changed, refusal):
    invoice = issued(ready)
    values = {"lines": ready.lines[:1], **changed}
    with pytest.raises(refusal):
        change(invoice, **values)
    invoice.refresh_from_db()
    assert invoice.state == InvoiceState.ISSUED
    assert Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_desks_that_take_the_same_bill_at_once_take_it_once():
    car = factories.ready_car(booking_factories.place())
    invoice = issued(car)

    def one(_):
        try:
            facade.take_payment(
                invoice_id=invoice.pk,
                amount=Money(invoice.gross, "JPY"),
                method=Method.CASH,
                note="",
                actor=world.carl(),
                at=AT,
            )
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(3) as threads:
        found = sorted(threads.map(one, range(3)))
    assert found == ["nothing_to_pay", "nothing_to_pay", "taken"]
    assert books() == invoice.gross
