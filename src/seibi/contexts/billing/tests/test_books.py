"""What the database refuses, whoever asks, and what happens when several ask at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine, NumberSeries
from seibi.contexts.billing.operations.numbering import next_number
from seibi.contexts.billing.tests.test_operations import AT, credit, issue, issued, take
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.network.models import LegalEntity
from seibi.contexts.payments.models import Payment
from seibi.contexts.work_orders.models.estimate import Authority
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.errors import RuleBroken
from seibi.kernel.ids import new_id

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_line_that_nobody_agreed_to(ready):
    invoice = issued(ready)
    credit(invoice)
    line = ready.lines[0]
    Authority.objects.filter(line=line).update(revoked_at=AT, revoked_reason="test")
    copy = InvoiceLine.objects.filter(invoice=invoice, work_order_line=line).get()
    copy.pk, copy.taken_back, copy._state.adding = new_id(), False, True
    with pytest.raises(IntegrityError, match="nobody has agreed"), transaction.atomic():
        copy.save(force_insert=True)


def test_the_database_refuses_more_than_was_agreed(ready):
    invoice = issued(ready)
    credit(invoice)
    copy = InvoiceLine.objects.filter(invoice=invoice).first()
    copy.pk, copy.taken_back, copy._state.adding = new_id(), False, True
    copy.net, copy.gross = copy.net + 5000, copy.gross + 5000
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda i: Invoice.objects.filter(pk=i.pk).update(number="X"),
        lambda i: Invoice.objects.filter(pk=i.pk).update(recipient={"name": "Eve"}),
        lambda i: InvoiceLine.objects.filter(invoice=i).update(quantity=9),
        lambda i: InvoiceLine.objects.filter(invoice=i).delete(),
        lambda i: i.taxes.update(tax=0),
        lambda i: NumberSeries.objects.update(last=7),
    ],
)
def test_the_database_keeps_what_was_issued(ready, change):
    invoice = issued(ready)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(invoice)


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_under_eight_threads_and_rollbacks():
    booking_factories.place()
    entity = LegalEntity.objects.first()

    def one(turn):
        try:
            with transaction.atomic():
                number = next_number(legal_entity_id=entity.pk, prefix="I", year=2026)
                transaction.set_rollback(turn % 3 == 0)
            return number if turn % 3 else None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        numbers = [number for number in threads.map(one, range(60)) if number]
    assert sorted(numbers) == [f"I-2026-{n:06d}" for n in range(1, 41)]


@pytest.mark.django_db(transaction=True)
def test_two_desks_that_bill_the_same_car_at_once_make_one_invoice():
    car = factories.ready_car(booking_factories.place())

    def one(_):
        try:
            return issue(car)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(one, range(4)))
    assert sorted(map(len, answers)) == [0, 0, 0, 1]
    assert Invoice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_cashiers_who_take_the_same_money_take_it_once():
    car = factories.ready_car(booking_factories.place())
    invoice = issued(car)

    def one(_):
        try:
            take(Invoice.objects.get(pk=invoice.pk))
        except RuleBroken as refusal:
            return refusal.code
        else:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = sorted(threads.map(one, range(4)))
    assert answers == ["nothing_to_pay"] * 3 + ["taken"]
    assert Payment.objects.count() == 1
