"""Stock that cannot be promised twice, and a ledger that cannot be rewritten."""

import threading
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import MoveKind, ReservationState, Wanted
from seibi.contexts.parts.models import BackOrder, Balance, Move, PartReservation
from seibi.contexts.parts.operations import moving
from seibi.contexts.parts.tests.factories import stocked
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, SITE

FOR_A = "appointment:00000000-0000-7000-8000-00000000000a"
FOR_B = "appointment:00000000-0000-7000-8000-00000000000b"


def reserve(subject, quantity, *, number, whole=True, line_id=None):
    return parts.reserve(
        subject=subject,
        node=SITE,
        wanted=[Wanted(number, Decimal(quantity), line_id)],
        needed_at=None,
        whole=whole,
        actor=SYSTEM,
        at=NOON,
    )


def issue(subject, quantity, *, number, actor=SYSTEM):
    return parts.issue(
        subject=subject,
        node=SITE,
        part_number=number,
        quantity=Decimal(quantity),
        line_id=None,
        actor=actor,
        at=NOON,
    )


@pytest.fixture
def number(db):
    return stocked(quantity=5)


def free(number):
    return parts.available(numbers=[number], node=SITE)[number]


def test_what_is_kept_for_one_job_cannot_be_kept_for_another(number):
    reserve(FOR_A, 5, number=number)
    told = Entry.objects.count()

    with pytest.raises(RuleBroken) as refusal:
        reserve(FOR_B, 1, number=number)

    assert refusal.value.code == "parts_short"
    assert not PartReservation.objects.filter(subject=FOR_B).exists()
    assert Entry.objects.count() == told


@pytest.mark.django_db(transaction=True)
def test_two_requests_of_five_on_a_stock_of_five_give_one():
    number = stocked(quantity=5)
    answers, start = [], threading.Barrier(2)

    def ask(subject):
        start.wait()
        try:
            reserve(subject, 5, number=number)
            answers.append("kept")
        except RuleBroken as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(s,)) for s in (FOR_A, FOR_B)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["kept", "parts_short"]
    assert Balance.objects.get().reserved == 5


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_keep_exactly_what_there_is():
    number = stocked(quantity=10)
    answers, start = [], threading.Barrier(20)

    def ask(index):
        start.wait()
        try:
            reserve(f"appointment:{index}", 1, number=number)
            answers.append("kept")
        except RuleBroken as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers.count("kept") == 10
    assert answers.count("parts_short") == 10


def test_the_database_never_promises_more_than_there_is(number):
    with pytest.raises(IntegrityError), transaction.atomic():
        Balance.objects.update(reserved=6)

    assert Balance.objects.get().reserved == 0


def test_the_ledger_cannot_be_rewritten(number):
    for change in (lambda: Move.objects.update(quantity=1), lambda: Move.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()

    assert Move.objects.get().quantity == 5


def test_a_job_that_ends_frees_what_it_kept_and_waited_for(number):
    reserve(FOR_A, 7, number=number, whole=False)

    assert parts.release(subject=FOR_A, actor=SYSTEM, at=NOON) == 2

    assert free(number) == 5
    assert BackOrder.objects.get().state == "cancelled"


def test_releasing_nothing_is_no_mistake_and_is_not_told(number):
    told = Entry.objects.count()

    assert parts.release(subject=FOR_B, actor=SYSTEM, at=NOON) == 0

    assert Entry.objects.count() == told


def test_what_is_missing_goes_on_order_and_what_comes_in_goes_to_who_waits_longest(number):
    reserve(FOR_A, 8, number=number, whole=False)
    reserve(FOR_B, 2, number=number, whole=False)

    parts.receive(
        part_number=number, node=SITE, place_code="MAIN", quantity=Decimal(4), actor=SYSTEM, at=NOON
    )

    kept = {k.subject: Decimal(0) for k in parts.kept_for(subjects=[FOR_A, FOR_B])}
    for row in parts.kept_for(subjects=[FOR_A, FOR_B]):
        kept[row.subject] += row.quantity
    assert kept == {FOR_A: 8, FOR_B: 1}
    assert [o.quantity for o in parts.back_orders_for(subjects=[FOR_B])] == [1]
    assert free(number) == 0


def test_a_job_gets_what_was_kept_for_it_first(number):
    reserve(FOR_A, 3, number=number)
    reserve(FOR_B, 2, number=number)

    issue(FOR_A, 3, number=number)

    balance = Balance.objects.get()
    assert (balance.on_hand, balance.reserved) == (2, 2)
    assert parts.kept_for(subjects=[FOR_A])[0].state is ReservationState.ISSUED


def test_a_job_never_gets_what_is_kept_for_another(number):
    reserve(FOR_A, 4, number=number)

    with pytest.raises(RuleBroken) as refusal:
        issue(FOR_B, 2, number=number)

    assert refusal.value.code == "parts_short"
    assert Move.objects.filter(kind=MoveKind.ISSUE).count() == 0


def test_no_more_comes_back_than_was_issued(number):
    issue(FOR_A, 2, number=number)

    def take_back(quantity):
        return parts.take_back(
            subject=FOR_A,
            node=SITE,
            part_number=number,
            quantity=Decimal(quantity),
            line_id=None,
            actor=SYSTEM,
            at=NOON,
        )

    with pytest.raises(RuleBroken):
        take_back(3)
    take_back(2)

    assert free(number) == 5


def test_what_was_kept_for_an_appointment_is_kept_for_its_visit(number):
    visit = f"work_order:{uuid4()}"
    reserve(FOR_A, 2, number=number)

    assert parts.hand_over(from_subject=FOR_A, to_subject=visit, actor=SYSTEM, at=NOON) == 1

    assert parts.kept_for(subjects=[FOR_A]) == []
    assert parts.kept_for(subjects=[visit])[0].quantity == 2


def test_a_count_corrects_the_ledger_but_not_below_what_is_kept(number):
    reserve(FOR_A, 4, number=number)

    def count(counted):
        return moving.count(
            part_number=number,
            node=SITE,
            place_code="MAIN",
            counted=Decimal(counted),
            reason="stock-taking",
            actor=SYSTEM,
            at=NOON,
        )

    with pytest.raises(RuleBroken):
        count(3)

    assert count(4) == -1
    assert Balance.objects.get().on_hand == 4


@pytest.mark.parametrize(
    ("_case", "actor"),
    [
        ("a technician", world.mia()),
        ("somebody of another site", world.bob()),
        ("a stranger", world.eve()),
    ],
)
def test_only_the_parts_counter_hands_out_parts(number, _case, actor):
    told = Entry.objects.count()

    with pytest.raises(NotAllowed):
        issue(FOR_A, 1, number=number, actor=actor)

    assert Balance.objects.get().on_hand == 5
    assert Entry.objects.count() == told


def test_unknown_parts_and_quantities_below_one_are_refused(number):
    with pytest.raises(NotFound):
        reserve(FOR_A, 1, number="NO-SUCH-PART")
    with pytest.raises(Invalid):
        reserve(FOR_A, -1, number=number)

    assert not PartReservation.objects.exists()


def test_a_site_price_beats_the_price_of_its_group(number):
    parts.set_price(
        part_number=number, node=SITE, net=Decimal(7500), currency="JPY", actor=SYSTEM, at=NOON
    )

    assert parts.prices(numbers=[number], node=SITE, currency="JPY")[number].net == 7500
    assert (
        parts.prices(numbers=[number], node="/jp/kanto/aoba/x/", currency="JPY")[number].net == 8000
    )
    assert parts.prices(numbers=[number], node=SITE, currency="CNY") == {}
