"""Discounts: shared out to the last coin, given within a limit or by somebody's yes."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.billing.contracts import InvoiceState
from seibi.contexts.billing.contracts.discounts import DiscountState, NewDiscount
from seibi.contexts.billing.domain import discounts as rules
from seibi.contexts.billing.models.discounts import Discount
from seibi.contexts.billing.models.invoices import Invoice, InvoiceLine
from seibi.contexts.billing.operations import discounts, reissuing
from seibi.contexts.billing.queries import discounts as discount_queries
from seibi.contexts.billing.tests.test_money import adds_up, books, yen
from seibi.contexts.billing.tests.test_operations import AT, credit, issued, take
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.evidence.models import EvidenceRecord
from seibi.kernel.ids import new_id
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import total
from tests import world

database = pytest.mark.django_db


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
