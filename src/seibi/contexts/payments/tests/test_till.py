"""The till: its book sums up, a day is signed once, and wrong entries are put right by others."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.payments import facade
from seibi.contexts.payments.contracts import (
    Counting,
    Method,
    MovementKind,
    OpenItem,
    Purpose,
)
from seibi.contexts.payments.domain import cash, day_end
from seibi.contexts.payments.models import DayEnd, Movement, Payment
from seibi.contexts.payments.queries import till as tills
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.evidence.models import EvidenceRecord
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from tests import world

TODAY = dt.date(2026, 3, 29)
database = pytest.mark.django_db
METHODS = (Method.CASH, Method.CARD_TERMINAL, Method.TRANSFER)


def yen(amount):
    return Money(Decimal(amount), "JPY")


def taken(amount=1000, method=Method.CASH, reference="invoice:1", given=None):
    return facade.take_at_desk(
        reference=reference,
        amount=yen(amount),
        method=method,
        node=world.SITE,
        purpose=Purpose.INVOICE,
        given=given and yen(given),
        actor=world.carl(),
        at=world.NOON,
    )


def now():
    return facade.till_now(actor=world.carl(), node=world.SITE, today=TODAY, currency="JPY")


def close(pieces=None, *, stays=0, day=TODAY, reason="", slips=None, actor=None, at=world.NOON):
    return facade.close_day(
        node=world.SITE,
        day=day,
        currency="JPY",
        counting=Counting(pieces or {}, yen(stays), slips, reason),
        open_items=[OpenItem("unpaid", "Corolla", amount=yen(500))],
        signed_by="Carl",
        actor=actor or world.carl(),
        at=at,
    )


def correct(payment, amount, method=Method.CASH, reason="One nought too many", actor=None):
    return facade.correct(
        payment_id=payment.id,
        right=yen(amount),
        method=method,
        reason=reason,
        actor=actor or world.carl(),
        at=world.NOON,
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(MovementKind)),
            st.sampled_from(METHODS),
            st.integers(-(10**9), 10**9),
        )
    ),
    st.integers(min_value=0, max_value=100_000),
)
def test_the_book_of_a_day_sums_up(entries, opening):
    lines = [day_end.Line(kind, method, yen(amount)) for kind, method, amount in entries]
    tenders = day_end.by_tender(lines, "JPY")
    assert sum(each.due.amount for each in tenders) == sum(amount for _, _, amount in entries)
    cash_lines = sum(amount for _, method, amount in entries if method is Method.CASH)
    assert day_end.expected_cash(yen(opening), tenders) == yen(opening + cash_lines)


@given(st.decimals(0, 10_000, places=2))
def test_cash_asks_for_no_coin_the_trade_has_not_and_never_for_more(amount):
    owed = Money(amount, "CNY")
    asked = cash.asked_in_cash(owed)
    assert asked + cash.forgiven_in_cash(owed) == owed
    assert 0 <= cash.forgiven_in_cash(owed).amount < Decimal("0.1")
    assert asked.amount % Decimal("0.1") == 0


def test_a_drawer_is_worth_its_pieces_and_the_coins_as_one_sum():
    counted = {"100": Decimal(2), "1c": Decimal(3), "0.5": Decimal(1), cash.ROLLS: Decimal("4.2")}
    assert cash.sum_of(counted, "CNY") == Money(Decimal("207.7"), "CNY")


@database
def test_every_payment_is_a_line_of_the_book_and_reaches_the_day():
    taken(1000, given=5000)
    taken(300, Method.CARD_TERMINAL)
    refunded = taken(200)
    facade.refund(
        payment_id=refunded.id, amount=yen(50), reason="x", actor=world.carl(), at=world.NOON
    )
    shown = now()
    assert [(t.method, t.count, t.due.amount) for t in shown.tenders] == [
        (Method.CASH, 2, 1150),
        (Method.CARD_TERMINAL, 1, 300),
    ]
    assert (shown.expected_cash, shown.expected_cards) == (yen(1150), yen(300))


@database
def test_what_was_handed_over_and_the_change_are_kept():
    assert taken(1234, given=2000).change == yen(766)
    with pytest.raises(Invalid, match="less than"):
        taken(1234, given=1000)
    assert Payment.objects.count() == 1


@database
def test_a_wrong_amount_is_put_right_by_an_entry_against_it():
    wrong = taken(10_000)
    right = correct(wrong, 1000, Method.CARD_TERMINAL)
    assert right.amount == yen(1000)
    assert facade.captured_total(reference="invoice:1", currency="JPY") == yen(1000)
    kinds = list(Movement.objects.order_by("pk").values_list("kind", "method", "amount"))
    assert kinds == [
        ("taken", "cash", 10_000),
        ("corrected", "cash", -10_000),
        ("taken", "card_terminal", 1000),
    ]
    assert Payment.objects.get(pk=wrong.id).captured_amount == 10_000


@database
@pytest.mark.parametrize(
    ("right", "reason", "actor", "refusal"),
    [
        (1000, "x", world.carl, RuleBroken),  # it says so already
        (900, " ", world.carl, Invalid),
        (-1, "x", world.carl, Invalid),
        (900, "x", world.mia, NotFound),
    ],
)
def test_what_may_not_be_put_right_stays(right, reason, actor, refusal):
    entry = taken(1000)
    with pytest.raises(refusal):
        correct(entry, right, reason=reason, actor=actor())
    assert facade.captured_total(reference="invoice:1", currency="JPY") == yen(1000)
    assert Movement.objects.count() == 1


@database
def test_money_on_the_wrong_bill_is_moved_and_the_till_does_not_notice():
    first = taken(1000)
    before = now()
    facade.move(
        payment_id=first.id,
        to_reference="invoice:2",
        purpose=Purpose.INVOICE,
        amount=yen(400),
        reason="Next car",
        actor=world.carl(),
        at=world.NOON,
    )
    assert now() == before
    sums = [facade.captured_total(reference=f"invoice:{n}", currency="JPY") for n in (1, 2)]
    assert sums == [yen(600), yen(400)]
    with pytest.raises(RuleBroken):
        facade.move(
            payment_id=first.id,
            to_reference="invoice:2",
            purpose=Purpose.INVOICE,
            amount=yen(601),
            reason="x",
            actor=world.carl(),
            at=world.NOON,
        )


@database
def test_a_day_is_counted_signed_and_sealed():
    taken(12_300)
    done = close({"10000": Decimal(1), "coins": Decimal(2300)}, stays=2300)

    assert (done.expected_cash, done.counted_cash, done.difference) == (
        yen(12_300),
        yen(12_300),
        yen(0),
    )
    assert done.banked == yen(10_000)
    assert done.open_items[0].amount == yen(500)
    assert tills.holds(list(DayEnd.objects.order_by("number")))
    proof = EvidenceRecord.objects.get(subject=f"day_end:{done.id}")
    assert (proof.who, done.sha256 in proof.text) == ("Carl", True)
    assert Entry.objects.filter(name="payments.day_ended.v1").count() == 1


@database
def test_what_comes_after_the_close_belongs_to_the_next_day():
    taken(1000)
    close({"1000": Decimal(1)}, stays=1000)
    taken(500)
    shown = now()
    assert (shown.is_closed, shown.opening_float, shown.expected_cash) == (
        True,
        yen(1000),
        yen(1500),
    )
    with pytest.raises(RuleBroken, match="closed"):
        close({"1000": Decimal(1), "500": Decimal(1)})
    tomorrow = close({"1000": Decimal(1), "500": Decimal(1)}, day=TODAY + dt.timedelta(days=1))
    assert (tomorrow.number, tomorrow.expected_cash) == (2, yen(1500))
    assert tills.holds(list(DayEnd.objects.order_by("number")))


@database
@pytest.mark.parametrize(
    ("counting", "refusal"),
    [
        ({"pieces": {"1000": Decimal(2)}}, Invalid),  # one too many, and nobody says why
        ({"pieces": {"1000": Decimal("1.5")}}, Invalid),
        ({"pieces": {"3000": Decimal(1)}}, Invalid),
        ({"pieces": {"1000": Decimal(1)}, "stays": 1001}, Invalid),
        ({"pieces": {"1000": Decimal(1)}, "slips": yen(7)}, Invalid),
        ({"pieces": {"1000": Decimal(1)}, "actor": world.ada()}, NotAllowed),
    ],
)
def test_a_day_that_does_not_add_up_is_not_closed(counting, refusal):
    taken(1000)
    with pytest.raises(refusal):
        close(**counting)
    assert not DayEnd.objects.exists()
    assert Movement.objects.filter(day_end=None).count() == 1


@database
def test_a_difference_is_said_as_it_is():
    taken(1000)
    with pytest.raises(Invalid, match=r"¥500 is there, ¥1,000 should be \(-¥500\)"):
        close({"500": Decimal(1)})
    taken(300, Method.CARD_TERMINAL)
    with pytest.raises(Invalid, match=r"Card terminal: ¥0 is there, ¥300 should be"):
        close({"1000": Decimal(1)}, slips=yen(0))


@database
def test_a_difference_is_closed_with_its_reason():
    taken(1000)
    done = close({"500": Decimal(1)}, reason="Wrong change was given")
    assert (done.difference, done.reason) == (yen(-500), "Wrong change was given")


@database
def test_a_day_is_opened_again_by_right_and_its_record_stays():
    taken(1000)
    done = close({"1000": Decimal(1)})
    with pytest.raises(NotAllowed):
        facade.reopen_day(day_end_id=done.id, reason="x", actor=world.carl(), at=world.NOON)
    with pytest.raises(Invalid):
        facade.reopen_day(day_end_id=done.id, reason=" ", actor=world.sora(), at=world.NOON)
    facade.reopen_day(day_end_id=done.id, reason="Forgot one", actor=world.sora(), at=world.NOON)
    with pytest.raises(RuleBroken):
        facade.reopen_day(day_end_id=done.id, reason="x", actor=world.sora(), at=world.NOON)
    again = close({"1000": Decimal(1)})
    assert (again.number, again.day, again.expected_cash) == (2, TODAY, yen(1000))
    assert [row.reopened_reason for row in DayEnd.objects.order_by("number")] == ["Forgot one", ""]
    assert tills.holds(list(DayEnd.objects.order_by("number")))


@database
def test_cash_goes_to_the_safe_and_change_money_comes():
    taken(5000)

    def drawer(kind, amount, actor=None):
        facade.change_drawer(
            node=world.SITE,
            kind=kind,
            amount=yen(amount),
            note="",
            actor=actor or world.carl(),
            at=world.NOON,
        )

    drawer(MovementKind.DROP, 3000)
    drawer(MovementKind.CHANGE_MONEY, 500)
    assert now().expected_cash == yen(2500)
    with pytest.raises(RuleBroken):
        drawer(MovementKind.DROP, 2501)
    with pytest.raises(NotAllowed):
        drawer(MovementKind.DROP, 1, world.ada())
    assert now().expected_cash == yen(2500)


@database
@pytest.mark.parametrize(
    "change",
    [
        lambda: Movement.objects.update(amount=7),
        lambda: Movement.objects.all().delete(),
        lambda: DayEnd.objects.update(counted_cash=7),
        lambda: DayEnd.objects.update(sha256="x"),
    ],
)
def test_the_database_keeps_the_book(change):
    taken(1000)
    close({"1000": Decimal(1)})
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


@database
def test_the_seal_shows_a_record_that_was_changed():
    taken(1000)
    close({"1000": Decimal(1)})
    (row,) = DayEnd.objects.all()
    row.counted_cash = Decimal(999)
    assert not tills.holds([row])


@pytest.mark.django_db(transaction=True)
def test_two_who_close_the_same_day_at_once_sign_one_record():
    taken(1000)

    def one(_):
        try:
            close({"1000": Decimal(1)})
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connection.close()
        return "closed"

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(one, range(4))) == ["closed", *["day_closed"] * 3]
    assert DayEnd.objects.count() == 1


@database
@pytest.mark.parametrize("entries", [1, 3])
def test_the_till_asks_two_questions_however_much_came(django_assert_num_queries, entries):
    for _ in range(entries):
        taken(100)
    with django_assert_num_queries(2):
        now()
