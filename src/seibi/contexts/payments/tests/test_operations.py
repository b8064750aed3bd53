"""Money comes once and goes back once, whatever providers say and however often."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from seibi.contexts.payments import facade, jobs
from seibi.contexts.payments.contracts import (
    Effect,
    Method,
    PaymentState,
    ProviderWord,
    Purpose,
)
from seibi.contexts.payments.models import Payment, ProviderEvent, Refund
from seibi.contexts.payments.operations import online
from seibi.contexts.payments.queries import payments as queries
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from tests import world

pytestmark = pytest.mark.django_db
AMOUNT = Money(Decimal(32400), "JPY")


def opened(amount=AMOUNT, reference="invoice:1"):
    return facade.open_payment(
        reference=reference,
        amount=amount,
        node=world.SITE,
        purpose=Purpose.INVOICE,
        actor=SYSTEM,
        at=world.NOON,
    )


def word(state=PaymentState.CONFIRMED, event_id="evt_1", captured=AMOUNT):
    return ProviderWord(event_id, state, captured if state == PaymentState.CONFIRMED else None)


def hear(info, **said):
    return online.note_provider_word(
        payment_id=info.id, word=word(**said), actor=SYSTEM, at=world.NOON
    )


def taken(method=Method.CASH, actor=None, **more):
    return facade.take_at_desk(
        reference="invoice:1",
        amount=AMOUNT,
        method=method,
        node=world.SITE,
        purpose=Purpose.INVOICE,
        actor=actor or world.carl(),
        at=world.NOON,
        **more,
    )


def told():
    return list(Entry.objects.order_by("recorded_at", "pk").values_list("name", flat=True))


def test_asking_twice_gives_the_same_page():
    assert opened().pay_url == opened().pay_url
    assert Payment.objects.count() == 1


def test_a_new_amount_replaces_the_open_request():
    first, second = opened(), opened(Money(Decimal(100), "JPY"))
    states = dict(Payment.objects.values_list("pk", "status"))
    assert states == {first.id: PaymentState.CANCELLED, second.id: PaymentState.WAITING}


@pytest.mark.parametrize("amount", ["0", "-5", "10.5"])
def test_nobody_pays_nothing_or_half_a_yen(amount):
    with pytest.raises(Invalid):
        opened(Money(Decimal(amount), "JPY"))
    assert not Payment.objects.exists()
    assert not Entry.objects.exists()


def test_a_word_delivered_twice_has_one_effect():
    info = opened()
    assert [hear(info), hear(info)] == [Effect.APPLIED, Effect.REPEATED]
    assert told().count("payments.payment_captured.v1") == 1
    assert facade.captured_total(reference="invoice:1", currency="JPY") == AMOUNT


def test_words_out_of_turn_are_harmless():
    info = opened()
    hear(info, event_id="evt_2")
    assert hear(info, state=PaymentState.PREAUTH, event_id="evt_1") == Effect.TOO_LATE
    assert hear(info, state=PaymentState.REJECTED, event_id="evt_3") == Effect.TOO_LATE
    assert Payment.objects.get().status == PaymentState.CONFIRMED


def test_money_set_aside_is_captured_once(settings):
    info = opened()
    hear(info, state=PaymentState.PREAUTH)
    facade.capture(payment_id=info.id, actor=SYSTEM, at=world.NOON)
    for _ in range(2):
        jobs.capture(str(info.id))
    payment = Payment.objects.get()
    assert (payment.status, payment.captured) == (PaymentState.CONFIRMED, AMOUNT)
    assert told().count("payments.payment_captured.v1") == 1


def test_nothing_can_be_captured_that_was_not_set_aside():
    info = opened()
    with pytest.raises(RuleBroken):
        facade.capture(payment_id=info.id, actor=SYSTEM, at=world.NOON)


def test_cash_counts_at_once():
    info = taken()
    assert (info.state, info.captured) == (PaymentState.CONFIRMED, AMOUNT)
    assert told() == ["payments.payment_captured.v1"]


@pytest.mark.parametrize(
    ("_case", "who"),
    [("technician", world.mia), ("stranger", world.eve), ("advisor of another site", world.bob)],
)
def test_taking_money_is_refused_and_leaves_no_trace(_case, who):
    with pytest.raises(NotAllowed):
        taken(actor=who())
    assert not Payment.objects.exists()
    assert not Entry.objects.exists()


def test_an_online_payment_cannot_be_taken_at_a_desk():
    with pytest.raises(Invalid):
        taken(Method.ONLINE)


def refund(info, amount=AMOUNT, reason="Paid twice", actor=None):
    return facade.refund(
        payment_id=info.id,
        amount=amount,
        reason=reason,
        actor=actor or world.sora(),
        at=world.NOON + dt.timedelta(hours=1),
    )


def test_cash_goes_back_at_once_in_parts():
    info = taken()
    assert refund(info, Money(Decimal(400), "JPY")).captured == Money(Decimal(32000), "JPY")
    assert refund(info, Money(Decimal(32000), "JPY")).state == PaymentState.REFUNDED
    assert told().count("payments.payment_refunded.v1") == 2


def test_online_money_goes_back_when_the_provider_has_done_it():
    info = opened()
    hear(info)
    assert refund(info).captured == AMOUNT
    with pytest.raises(RuleBroken):
        refund(info)  # all of it has been asked for already

    for _ in range(2):
        jobs.give_back(str(Refund.objects.get().pk))
    assert facade.captured_total(reference="invoice:1", currency="JPY").amount == 0
    assert told().count("payments.payment_refunded.v1") == 1


@pytest.mark.parametrize(
    ("_case", "change", "refusal"),
    [
        ("more than was taken", {"amount": Money(Decimal(32401), "JPY")}, RuleBroken),
        ("no reason", {"reason": " "}, Invalid),
        ("nothing", {"amount": Money(Decimal(0), "JPY")}, Invalid),
        ("another site", {"actor": world.bob()}, NotFound),
        ("an advisor", {"actor": world.ada()}, NotAllowed),
        (
            "beyond the limit",
            {"actor": world.actor("carl", world.Role.CASHIER, refund=Decimal(1000))},
            NotAllowed,
        ),
    ],
)
def test_a_refund_is_refused_and_leaves_no_trace(_case, change, refusal):
    info = taken()
    before = told()
    with pytest.raises(refusal):
        refund(info, **change)
    assert Payment.objects.get().captured == AMOUNT
    assert not Refund.objects.exists()
    assert told() == before


def test_the_database_refuses_to_give_back_more_than_came():
    info = taken()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=info.id).update(refunded_amount=40000)


def test_the_day_adds_up_by_method():
    taken()
    taken(Method.CARD_TERMINAL)
    refund(taken(Method.CARD_TERMINAL), Money(Decimal(400), "JPY"))
    day = queries.reconciliation(
        actor=world.sora(),
        node=world.SITE,
        from_at=world.NOON - dt.timedelta(hours=12),
        to_at=world.NOON + dt.timedelta(hours=12),
    )
    assert [(r.method, r.count, r.taken.amount, r.given_back.amount) for r in day] == [
        (Method.CARD_TERMINAL, 2, 64800, 400),
        (Method.CASH, 1, 32400, 0),
    ]


def test_what_never_ended_is_on_the_list():
    info = opened()
    hear(info, state=PaymentState.INPUT)
    later = world.NOON + dt.timedelta(hours=2)
    shown = queries.unsettled(actor=world.sora(), node=world.SITE, older_than=later)
    assert [each.id for each in shown] == [info.id]
    assert queries.unsettled(actor=world.eve(), node=world.SITE, older_than=later) == []


def test_strangers_see_no_payments(eve):
    taken()
    assert facade.payments_for(reference="invoice:1", actor=eve) == []


@pytest.mark.django_db(transaction=True)
def test_eight_deliveries_of_one_word_at_once_have_one_effect():
    info = opened()

    def deliver(_):
        try:
            return hear(info)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        effects = sorted(threads.map(deliver, range(8)))
    assert effects == [Effect.APPLIED] + [Effect.REPEATED] * 7
    assert ProviderEvent.objects.count() == 1
    assert told().count("payments.payment_captured.v1") == 1


def test_a_payment_that_does_not_exist_is_not_found():
    with pytest.raises(NotFound):
        facade.capture(payment_id=uuid4(), actor=SYSTEM, at=world.NOON)
