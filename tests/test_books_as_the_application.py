"""As the application's database role: no invoice line without a valid word, no change of the books.

Plain SQL, as a programming mistake or a person at a console would send it.
"""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from seibi.config.database.roles import APPLICATION, apply
from seibi.contexts.billing import facade
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations import crediting
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.work_orders.models.estimate import Authority
from seibi.contexts.work_orders.tests import factories
from tests import world

AT = factories.later(80)
LINE_AGAIN = """
    INSERT INTO billing_invoiceline
    SELECT gen_random_uuid() AS id, l.position, l.cost, l.names, l.part_number, l.part_origin,
           l.quantity, l.minutes, l.unit_net, l.net, l.tax, l.gross, l.tax_rate, l.outside_tax,
           l.agreed_gross, false AS taken_back, l.invoice_id, l.work_order_line_id,
           l.unit_gross, l.discount
    FROM billing_invoiceline l WHERE l.invoice_id = %s
"""


@contextmanager
def as_the_application():
    """The role that the running application wears."""
    with connection.cursor() as cursor:
        apply(cursor)
        cursor.execute(f"SET ROLE {APPLICATION}")
        try:
            yield cursor
        finally:
            cursor.execute("RESET ROLE")


def refused(statement, values):
    """The message with which the database says no."""
    with (
        as_the_application() as cursor,
        pytest.raises(IntegrityError) as no,
        transaction.atomic(),
    ):
        cursor.execute(statement, values)
    return str(no.value)


@pytest.fixture
def invoice(db):
    """An invoice that was taken back, so that its lines could be billed again."""
    car = factories.ready_car(booking_factories.place())
    (key,) = facade.issue_invoice(work_order_id=car.id, actor=world.carl(), at=AT)
    crediting.credit_invoice(invoice_id=key, reason="Again", actor=world.carl(), at=AT)
    return Invoice.objects.get(pk=key)


def test_an_invoice_line_needs_somebody_s_valid_word(invoice):
    Authority.objects.update(revoked_at=AT, revoked_reason="Thought again")
    assert "nobody has agreed to this line" in refused(LINE_AGAIN, [invoice.pk])


def test_with_a_valid_word_the_line_is_taken(invoice):
    with as_the_application() as cursor:
        cursor.execute(LINE_AGAIN, [invoice.pk])
        assert cursor.rowcount == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE billing_invoice SET gross = 1, net = 1, tax = 0 WHERE id = %s",
        "UPDATE billing_invoice SET number = 'I-1' WHERE id = %s",
        "DELETE FROM billing_taxline WHERE invoice_id = %s",
        "UPDATE billing_invoiceline SET work_order_line_id = work_order_line_id, minutes = 9"
        " WHERE invoice_id = %s",
        "UPDATE billing_numberseries SET last = last + 2 WHERE %s IS NOT NULL",
    ],
)
def test_what_was_issued_stays(invoice, statement):
    refused(statement, [invoice.pk])
