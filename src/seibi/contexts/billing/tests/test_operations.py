"""From the finished work to the released car: agreed, numbered, final, settled."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from seibi.contexts.billing import facade
from seibi.contexts.billing.contracts import Form, InvoiceKind, InvoiceState
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine, NumberSeries
from seibi.contexts.billing.operations import crediting, releasing, settling
from seibi.contexts.messaging.models import Message
from seibi.contexts.network.contracts import Role
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Method, PaymentState, ProviderWord
from seibi.contexts.payments.models import Payment
from seibi.contexts.payments.operations.online import note_provider_word
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import AuthorityKind, ReleaseKind
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from tests import world

pytestmark = pytest.mark.django_db
AT = factories.later(80)


def issue(car, actor=None):
    return facade.issue_invoice(work_order_id=car.id, actor=actor or world.carl(), at=AT)


def issued(car):
    (key,) = issue(car)
    return Invoice.objects.get(pk=key)


def take(invoice, amount=None, method=Method.CASH, actor=None):
    settling.take_payment(
        invoice_id=invoice.pk,
        amount=amount or invoice.open,
        method=method,
        note="",
        actor=actor or world.carl(),
        at=AT,
    )
    invoice.refresh_from_db()


def credit(invoice, reason="Wrong recipient", actor=None):
    key = crediting.credit_invoice(
        invoice_id=invoice.pk, reason=reason, actor=actor or world.carl(), at=AT
    )
    invoice.refresh_from_db()
    return Invoice.objects.get(pk=key)


def told():
    return list(Entry.objects.filter(name__startswith="billing.").values_list("name", flat=True))


def test_an_invoice_charges_what_was_agreed_and_done(ready):
    invoice = issued(ready)

    lines = list(InvoiceLine.objects.filter(invoice=invoice))
    agreed = {line.pk: line for line in ready.lines}
    assert {line.work_order_line_id for line in lines} == set(agreed)
    assert sum(line.net for line in lines) == invoice.net
    assert sum(line.gross for line in lines) == invoice.gross == invoice.net + invoice.tax
    assert (invoice.state, invoice.form) == (InvoiceState.ISSUED, Form.QUALIFIED_INVOICE)
    assert invoice.number == "I-2026-000001"
    assert invoice.recipient["name"]
    assert invoice.issuer["registration_number"]
    assert told() == ["billing.invoice_issued.v1"]
    assert not ready.row.released_at


def test_the_customer_is_told_where_to_pay(ready):
    invoice = issued(ready)
    assert Message.objects.get(about=invoice.subject).template == "billing/invoice"


def test_a_visit_is_billed_once(ready):
    issued(ready)
    assert issue(ready) == []
    assert Invoice.objects.count() == 1


def test_cash_settles_and_lets_the_car_go(ready):
    invoice = issued(ready)
    take(invoice)

    assert invoice.state == InvoiceState.PAID
    assert ready.row.release_kind == ReleaseKind.PAID
    assert told()[-1] == "billing.invoice_paid.v1"


def test_a_part_does_not_let_the_car_go(ready, read_all):
    invoice = issued(ready)
    take(invoice, Money(Decimal(1000), "JPY"))
    assert invoice.state == InvoiceState.PART_PAID
    assert ready.row.released_at is None

    take(invoice)
    read_all()
    invoice.refresh_from_db()
    assert invoice.state == InvoiceState.PAID
    assert told().count("billing.invoice_paid.v1") == 1  # at the desk, and not again by the reader


def test_paying_online_settles_through_the_journal(ready, read_all):
    invoice = issued(ready)
    url = settling.pay_online(invoice_id=invoice.pk, actor=ready.grace, at=AT)
    assert url == settling.pay_online(invoice_id=invoice.pk, actor=ready.grace, at=AT)

    payment = Payment.objects.get()
    word = ProviderWord("evt_1", PaymentState.CONFIRMED, payment.amount)
    for _ in range(2):
        note_provider_word(payment_id=payment.pk, word=word, actor=SYSTEM, at=AT)
    read_all()

    invoice.refresh_from_db()
    assert (invoice.state, invoice.paid) == (InvoiceState.PAID, invoice.gross)
    assert ready.row.release_kind == ReleaseKind.PAID


def test_money_that_is_set_aside_is_taken_for_finished_work(ready, read_all):
    invoice = issued(ready)
    settling.pay_online(invoice_id=invoice.pk, actor=ready.grace, at=AT)
    payment = Payment.objects.get()
    word = ProviderWord("evt_1", PaymentState.PREAUTH, None)
    note_provider_word(payment_id=payment.pk, word=word, actor=SYSTEM, at=AT)
    read_all()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%%payments.jobs.capture'"
            " AND args->>'payment_id' = %s",
            [str(payment.pk)],
        )
        assert cursor.fetchone() == (1,)


def test_on_account_lets_the_car_go_and_stays_open(ready):
    invoice = issued(ready)
    due = invoice.issued_on + dt.timedelta(days=30)
    settling.put_on_account(invoice_id=invoice.pk, due_on=due, actor=world.carl(), at=AT)
    invoice.refresh_from_db()
    assert (invoice.state, invoice.due_on) == (InvoiceState.ON_ACCOUNT, due)
    assert ready.row.release_kind == ReleaseKind.CREDIT

    take(invoice)
    assert invoice.state == InvoiceState.PAID


def test_unpaid_by_right_needs_a_reason_and_keeps_the_debt(ready):
    invoice = issued(ready)
    releasing.release_unpaid(
        work_order_id=ready.id, reason="Terminal is down", actor=world.sora(), at=AT
    )
    assert ready.row.release_kind == ReleaseKind.BY_RIGHT
    invoice.refresh_from_db()
    assert invoice.state == InvoiceState.ISSUED
    assert told()[-1] == "billing.car_released_unpaid.v1"


def test_money_that_goes_back_keeps_the_car(ready):
    invoice = issued(ready)
    take(invoice)
    payment = payments.payments_for(reference=invoice.subject, actor=world.carl())[0]
    settling.give_back(
        invoice_id=invoice.pk,
        payment_id=payment.id,
        amount=payment.captured,
        reason="Charged by mistake",
        actor=world.carl(),
        at=AT,
    )
    invoice.refresh_from_db()
    assert (invoice.state, invoice.paid) == (InvoiceState.ISSUED, 0)
    assert ready.row.released_at is None


def test_a_credit_note_takes_everything_back_and_the_work_can_be_billed_anew(ready):
    invoice = issued(ready)
    note = credit(invoice)

    assert (note.kind, note.number) == (InvoiceKind.CREDIT_NOTE, "C-2026-000001")
    assert (note.gross, note.net, note.tax) == (-invoice.gross, -invoice.net, -invoice.tax)
    assert sum(line.gross for line in note.lines.all()) == -invoice.gross
    assert invoice.state == InvoiceState.CREDITED
    assert issued(ready).number == "I-2026-000002"


def test_warranty_work_is_billed_to_the_maker_and_the_owner_pays_nothing(place):
    car = factories.received_car(place)
    for line in car.lines:
        work_orders.remove_line(
            work_order_id=car.id, line_id=line.pk, actor=world.ada(), at=factories.later(4)
        )
    line = factories.add_labour(car, payer="warranty", reference="CLAIM-7")
    factories.make_estimate(car)
    work_orders.grant_by_house(
        work_order_id=car.id,
        line_id=line,
        kind=AuthorityKind.WARRANTY,
        reference="CLAIM-7",
        actor=world.sora(),
        at=factories.later(6),
    )
    factories.clock_on(car)
    factories.finish(car)
    factories.check(car)

    invoice = issued(car)
    assert (invoice.payer, invoice.state) == ("warranty", InvoiceState.ON_ACCOUNT)
    assert invoice.number.startswith("W-2026-")
    assert car.row.release_kind == ReleaseKind.NOTHING_TO_PAY


@pytest.mark.parametrize(
    ("_case", "who", "refusal"),
    [
        ("a technician", world.mia, NotAllowed),
        ("an advisor of another site", world.bob, NotFound),
        ("a stranger", world.eve, NotFound),
    ],
)
def test_issuing_is_refused_and_leaves_no_trace(ready, _case, who, refusal):
    with pytest.raises((refusal, NotFound)):
        issue(ready, actor=who())
    assert not Invoice.objects.exists()
    assert not NumberSeries.objects.exists()
    assert told() == []


def test_work_that_is_not_checked_is_not_billed(place):
    car = factories.finished_car(place)
    with pytest.raises(RuleBroken) as refusal:
        issue(car)
    assert refusal.value.code == "not_ready"
    assert not Invoice.objects.exists()


@pytest.mark.parametrize(
    ("_case", "change", "refusal"),
    [
        ("too much", {"amount": Money(Decimal(10**6), "JPY")}, RuleBroken),
        ("nothing", {"amount": Money(Decimal(0), "JPY")}, Invalid),
        ("a technician", {"actor": world.mia()}, NotFound),
        ("another site", {"actor": world.bob()}, NotFound),
    ],
)
def test_taking_money_is_refused_and_leaves_no_trace(ready, _case, change, refusal):
    invoice = issued(ready)
    before = told()
    given = {"amount": invoice.open, "actor": world.carl()} | change
    with pytest.raises(refusal):
        settling.take_payment(invoice_id=invoice.pk, method=Method.CASH, note="", at=AT, **given)
    invoice.refresh_from_db()
    assert (invoice.paid, invoice.state) == (0, InvoiceState.ISSUED)
    assert not Payment.objects.exists()
    assert told() == before


@pytest.mark.parametrize(
    ("_case", "who", "days", "refusal"),
    [
        ("an advisor", world.ada, 30, NotAllowed),
        (
            "beyond the limit",
            lambda: world.actor("carl", world.Role.CASHIER, on_account=Decimal(10)),
            30,
            NotAllowed,
        ),
        ("too late a day", world.carl, 91, Invalid),
        ("a day gone by", world.carl, -1, Invalid),
    ],
)
def test_putting_on_account_is_refused_and_leaves_no_trace(ready, _case, who, days, refusal):
    invoice = issued(ready)
    before = told()
    due = invoice.issued_on + dt.timedelta(days=days)
    with pytest.raises(refusal):
        settling.put_on_account(invoice_id=invoice.pk, due_on=due, actor=who(), at=AT)
    invoice.refresh_from_db()
    assert invoice.state == InvoiceState.ISSUED
    assert ready.row.released_at is None
    assert told() == before


@pytest.mark.parametrize(
    ("_case", "who", "reason", "refusal"),
    [
        ("a cashier", world.carl, "please", NotAllowed),
        ("no reason", world.sora, " ", Invalid),
    ],
)
def test_leaving_unpaid_is_refused_and_leaves_no_trace(ready, _case, who, reason, refusal):
    issued(ready)
    before = told()
    with pytest.raises(refusal):
        releasing.release_unpaid(work_order_id=ready.id, reason=reason, actor=who(), at=AT)
    assert ready.row.released_at is None
    assert told() == before


@pytest.mark.parametrize(
    ("_case", "who", "reason", "refusal"),
    [("an advisor", world.ada, "x", NotAllowed), ("no reason", world.carl, "", Invalid)],
)
def test_crediting_is_refused_and_leaves_no_trace(ready, _case, who, reason, refusal):
    invoice = issued(ready)
    before = told()
    with pytest.raises(refusal):
        credit(invoice, reason, who())
    assert Invoice.objects.count() == 1
    assert told() == before


def test_a_credited_invoice_is_not_credited_again(ready):
    invoice = issued(ready)
    credit(invoice)
    with pytest.raises(RuleBroken):
        credit(invoice)
    assert Invoice.objects.count() == 2


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LOCAL_LEADER])
def test_who_only_looks_opens_no_page_to_pay(ready, role):
    (key,) = facade.issue_invoice(work_order_id=ready.id, actor=world.carl(), at=AT)

    with pytest.raises(NotAllowed):
        settling.pay_online(invoice_id=key, actor=world.actor("ken", role), at=AT)

    assert not Payment.objects.exists()
