"""Money is never made and never lost: deposits, tenders, discounts, wrong amounts, wrong payers."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.billing import facade
from seibi.contexts.billing.contracts import InvoiceKind, InvoiceState
from seibi.contexts.billing.contracts.discounts import DiscountState, NewDiscount
from seibi.contexts.billing.domain import discounts as rules
from seibi.contexts.billing.models.discounts import Discount
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine, NumberSeries
from seibi.contexts.billing.operations import deposits, discounts, reissuing, righting
from seibi.contexts.billing.queries import discounts as discount_queries
from seibi.contexts.billing.tests.test_operations import AT, credit, issued, take
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.booking.tests.factories import owner
from seibi.contexts.payments import facade as payments
from seibi.contexts.payments.contracts import Method, PaymentState
from seibi.contexts.payments.models import Movement, Payment
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Payer, ReleaseKind
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.evidence.models import EvidenceRecord
from seibi.kernel.ids import new_id
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money, total
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


def ask(car, percent=None, amount=None, actor=None, reason="Waited too long", line=None):
    new = NewDiscount(
        reason, percent and Decimal(percent), amount and yen(amount), line and line.pk
    )
    return discounts.ask_for_discount(
        work_order_id=car.id, new=new, actor=actor or world.carl(), at=AT
    )


def decide(discount, *, approve=True, actor=None, at=AT):
    discounts.decide_discount(
        discount_id=discount, approve=approve, reason="", actor=actor or world.sora(), at=at
    )


def adds_up(invoice):
    """What came by all tenders, and what is open, is the bill."""
    came = payments.captured_total(reference=invoice.subject, currency=invoice.currency)
    return came + invoice.open == Money(invoice.gross, invoice.currency)


def books():
    return sum(Movement.objects.values_list("amount", flat=True))


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=12),
    st.integers(0, 100),
)
def test_a_discount_is_shared_out_to_the_last_coin(amounts, percent):
    lines = [yen(each) for each in amounts]
    off = rules.worth(total(lines, "JPY"), percent=Decimal(percent), amount=None)
    parts = rules.shared(lines, off)
    assert total(parts, "JPY") == off
    assert all(0 <= part.amount <= line.amount for part, line in zip(parts, lines, strict=True))


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_a_limit_is_not_passed_by_a_hair(off, base):
    off = min(off, base)
    share = rules.share_of(yen(off), yen(base))
    assert Decimal(off) / Decimal(base) * 100 <= share <= 100


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


@database
def test_a_discount_within_the_limit_is_given_and_stands_on_the_invoice(ready):
    _key, state = ask(ready, percent=5, actor=world.ada())
    assert state == DiscountState.APPROVED
    before = sum(line.gross for line in ready.lines)
    invoice = issued(ready)
    off = sum(invoice.lines.values_list("discount", flat=True))
    assert off == (before * 5 / 100).quantize(Decimal(1), "ROUND_HALF_UP")
    assert invoice.gross == before - off
    assert sum(line.gross for line in invoice.lines.all()) == invoice.gross
    assert Discount.objects.get().state == DiscountState.USED


@database
def test_above_the_limit_somebody_else_says_yes(ready):
    """The cashier may give nothing away; the manager's one tap counts."""
    key, state = ask(ready, percent=10)
    assert state == DiscountState.ASKED
    assert [each.may_decide for each in discount_queries.approvals(actor=world.sora(), at=AT)] == [
        True
    ]
    assert discount_queries.approvals(actor=world.carl(), at=AT) == []
    with pytest.raises(NotAllowed):
        decide(key, actor=world.carl())
    decide(key)
    with pytest.raises(RuleBroken):
        decide(key, approve=False)
    assert Discount.objects.get().decided_by == world.sora().account_id
    kinds = EvidenceRecord.objects.filter(subject=f"discount:{key}").values_list("kind", flat=True)
    assert sorted(kinds) == ["discount_approved", "discount_asked"]
    assert issued(ready).lines.filter(discount__gt=0).exists()


@database
def test_no_answer_in_time_is_none_and_the_desk_asks_again(ready):
    key, _state = ask(ready, percent=10)
    late = AT + discounts.ANSWER_WITHIN
    with pytest.raises(RuleBroken, match="in time"):
        decide(key, at=late)
    shown = discount_queries.discounts_of(actor=world.carl(), work_order_id=ready.id, at=late)
    assert [each.state for each in shown] == [DiscountState.EXPIRED]
    invoice = issued(ready)
    assert not invoice.lines.filter(discount__gt=0).exists()


@database
@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"percent": 10, "reason": " "}, Invalid),
        ({"percent": 101}, Invalid),
        ({"amount": 10**7}, Invalid),
        ({"amount": Decimal("0.5")}, Invalid),
        ({"percent": 10, "actor": world.mia()}, NotFound),
        ({"percent": 10, "actor": world.bob()}, NotFound),
    ],
)
def test_a_discount_that_cannot_be_asked_for_leaves_no_trace(ready, asked, refusal):
    with pytest.raises(refusal):
        ask(ready, **asked)
    assert not Discount.objects.exists()
    assert not Entry.objects.filter(name__startswith="billing.discount").exists()


@database
def test_a_manager_does_not_pass_their_limit_in_slices(ready):
    ask(ready, percent=15, actor=world.sora(), line=ready.lines[0])
    with pytest.raises(RuleBroken):
        ask(ready, percent=5, actor=world.sora(), line=ready.lines[0])
    _key, state = ask(ready, percent=20, actor=world.sora())
    assert state == DiscountState.ASKED


@database
def test_a_discount_after_the_invoice_is_a_new_paper(ready):
    invoice = issued(ready)
    take(invoice, yen(1000))
    ask(ready, percent=5, actor=world.ada())
    new = reissuing.reissue_invoice(
        invoice_id=invoice.pk, reason="Discount", actor=world.carl(), at=AT
    )
    new = Invoice.objects.get(pk=new)
    invoice.refresh_from_db()
    assert invoice.state == InvoiceState.CREDITED
    assert (new.paid, new.state) == (1000, InvoiceState.PART_PAID)
    assert new.gross < invoice.gross
    assert adds_up(new)
    assert books() == 1000
    credit(new)
    assert Discount.objects.get().state == DiscountState.APPROVED


@database
def test_the_database_refuses_a_discount_that_nobody_gave(ready):
    invoice = issued(ready)
    credit(invoice)
    line = InvoiceLine.objects.filter(invoice=invoice).first()
    line._state.adding, line.taken_back = True, False
    line.discount = 100
    line.gross -= 100
    line.net -= 100
    line.pk = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


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
def test_two_who_decide_at_once_settle_it_once():
    car = factories.ready_car(booking_factories.place())
    key, _state = ask(car, percent=10)

    def one(yes):
        try:
            decide(key, approve=yes)
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(one, [True, False])) == ["decided", "wrong_state"]
    assert Entry.objects.filter(name="billing.discount_settled.v1").count() == 1


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
