"""The parts of a job at a fixed price: agreed with it, off the shelf for it, and paid with it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import Origin
from seibi.contexts.parts.models import Balance, Part
from seibi.contexts.parts.tests.factories import stocked
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    Answer,
    AuthorityKind,
    Channel,
    LineAnswer,
    LineKind,
    LineState,
    NewLine,
    Payer,
    State,
)
from seibi.contexts.work_orders.models.estimate import Authority, Line
from seibi.contexts.work_orders.models.floor import PartIssue
from seibi.contexts.work_orders.queries import estimates
from seibi.contexts.work_orders.queries import lines as line_queries
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.errors import RuleBroken
from tests import world

pytestmark = pytest.mark.django_db
OIL, GASKET = "OIL-0W20", "GSK-DRAIN"  # four and one of them make the kit of an oil change


@pytest.fixture
def shelf(place):
    """Ten of each part of the kit."""
    stocked(OIL, 10, net="1500")
    stocked(GASKET, 10, net="150")
    return place


@pytest.fixture
def received(shelf):
    """A car for an oil change at its fixed price; nothing shown yet."""
    return factories.received_car(shelf, menu=True)


@pytest.fixture
def shown(received):
    """Its estimate waits for an answer."""
    factories.make_estimate(received)
    return received


@pytest.fixture
def agreed(shown):
    """Grace has said yes to the oil change."""
    factories.answer(shown, lines=[job(shown)])
    return shown


def job(car):
    return car.line(LineKind.LABOUR)


def kit(car):
    return [line for line in car.lines if line.included_in_id]


def part(car, number=OIL):
    wanted = Part.objects.get(number=number).pk
    return next(line for line in kit(car) if line.part_id == wanted)


def on_shelf(number=OIL):
    balance = Balance.objects.get(part__number=number)
    return int(balance.on_hand), int(balance.reserved)


def hand_out(car, at=12):
    return work_orders.issue_everything(work_order_id=car.id, actor=world.paul(), at=later(at))


def hand_back(car, line, quantity=None, at=14):
    work_orders.take_back_parts(
        work_order_id=car.id,
        line_id=line.pk,
        part_number="",
        quantity=quantity,
        actor=world.paul(),
        at=later(at),
    )


def change(car, line, **changes):
    work_orders.change_line(
        work_order_id=car.id, line_id=line.pk, changes=changes, actor=world.ada(), at=later(11)
    )


def remove(car, line):
    work_orders.remove_line(work_order_id=car.id, line_id=line.pk, actor=world.ada(), at=later(11))


def states(car):
    return {line.state for line in kit(car)}


def test_the_kit_of_a_job_at_a_fixed_price_is_lines_without_a_price(received):
    lines = {str(line.part.number): line for line in kit(received)}

    assert {number: int(line.quantity) for number, line in lines.items()} == {OIL: 4, GASKET: 1}
    assert {line.included_in_id for line in lines.values()} == {job(received).pk}
    assert {(line.unit_net, line.net, line.tax, line.gross) for line in lines.values()} == {
        (0, 0, 0, 0)
    }
    assert estimates.sum_of(received.row, received.lines).gross.amount == job(received).gross


def test_a_job_typed_by_its_code_brings_its_kit_at_the_fixed_price_only(shelf):
    car = factories.received_car(shelf)
    for price in (None, Decimal(3000)):
        new = NewLine(kind=LineKind.LABOUR, title={}, operation_code="OIL", unit_net=price)
        work_orders.add_line(work_order_id=car.id, new=new, actor=world.ada(), at=later(3))

    (at_fixed_price,) = [x for x in car.lines if x.operation_code == "OIL" and x.gross == 5500]
    assert {line.included_in_id for line in kit(car)} == {at_fixed_price.pk}


def test_nothing_leaves_the_shelf_before_somebody_agrees(shown):
    assert on_shelf() == (10, 0)
    assert hand_out(shown) == 0
    with nothing_happens(RuleBroken, "not_authorised"):
        work_orders.issue_parts(
            work_order_id=shown.id,
            line_id=part(shown).pk,
            part_number="",
            quantity=None,
            actor=world.paul(),
            at=later(12),
        )
    assert on_shelf() == (10, 0)


def test_a_yes_to_the_job_keeps_its_parts_and_stock_moves_when_they_are_handed_out(agreed):
    assert states(agreed) == {LineState.APPROVED}
    assert on_shelf() == (10, 4)
    assert on_shelf(GASKET) == (10, 1)

    assert hand_out(agreed) == 2

    assert on_shelf() == (6, 0)
    assert on_shelf(GASKET) == (9, 0)
    assert {(x.part.number, int(x.quantity)) for x in PartIssue.objects.all()} == {
        (OIL, 4),
        (GASKET, 1),
    }


def test_no_more_is_handed_out_than_the_kit_has(agreed):
    hand_out(agreed)

    with nothing_happens(RuleBroken, "more_than_agreed"):
        work_orders.issue_parts(
            work_order_id=agreed.id,
            line_id=part(agreed).pk,
            part_number="",
            quantity=Decimal(1),
            actor=world.paul(),
            at=later(13),
        )


@pytest.mark.parametrize(
    ("reply", "state"),
    [(Answer.DECLINE, LineState.DECLINED), (Answer.DEFER, LineState.DEFERRED)],
)
def test_a_no_to_the_job_is_a_no_to_its_parts(shown, reply, state):
    factories.answer(shown, reply, lines=[job(shown)])

    assert states(shown) == {state}
    assert hand_out(shown) == 0
    assert on_shelf() == (10, 0)
    assert shown.row.state == State.QUALITY_CHECK  # no part waits for an answer of its own


def test_a_job_that_is_refused_later_frees_its_parts_and_wants_them_back(agreed):
    hand_out(agreed)
    factories.add_labour(agreed, title="Wheels")
    factories.make_estimate(agreed, 15)
    wheels = next(line for line in agreed.lines if not line.operation_code)
    factories.answer(agreed, lines=[wheels], at=later(16))
    factories.answer(agreed, Answer.DECLINE, lines=[job(agreed)], at=later(17))
    factories.clock_on(agreed, line=wheels, at=later(18))

    with nothing_happens(RuleBroken, "work_unfinished"):
        work_orders.finish_work(work_order_id=agreed.id, actor=world.mia(), at=later(19))
    work_orders.finish_line(
        work_order_id=agreed.id, line_id=wheels.pk, actor=world.mia(), at=later(20)
    )
    assert agreed.row.state == State.IN_WORK

    for line in kit(agreed):
        hand_back(agreed, line, at=21)
    assert agreed.row.state == State.QUALITY_CHECK
    assert on_shelf() == (10, 0)


def test_a_job_that_is_taken_off_takes_its_parts_along(agreed):
    remove(agreed, job(agreed))

    assert kit(agreed) == []
    assert on_shelf() == (10, 0)


def test_a_job_stays_while_its_parts_are_out(agreed):
    hand_out(agreed)

    with nothing_happens(RuleBroken, "parts_are_out"):
        remove(agreed, job(agreed))
    with nothing_happens(RuleBroken, "parts_are_out"):
        change(agreed, job(agreed), unit_net=Decimal(9000))


def test_a_job_that_changes_is_asked_again_and_so_are_its_parts(agreed):
    change(agreed, job(agreed), unit_gross=Decimal(6000))

    assert states(agreed) == {LineState.OPEN}
    assert hand_out(agreed) == 0


def test_a_visit_that_is_cancelled_keeps_no_part(agreed):
    work_orders.cancel(
        work_order_id=agreed.id, reason="Sold the car", actor=world.ada(), at=later(20)
    )

    assert on_shelf() == (10, 0)
    assert parts.kept_for(subjects=[agreed.row.subject]) == []


def test_the_work_is_not_over_before_the_parts_were_handed_out(agreed):
    factories.clock_on(agreed)
    factories.finish(agreed)
    assert agreed.row.state == State.IN_WORK

    hand_out(agreed, 71)

    assert agreed.row.state == State.QUALITY_CHECK
    assert states(agreed) == {LineState.DONE}


def test_the_parts_are_paid_with_the_job_and_not_again(agreed):
    hand_out(agreed)
    factories.clock_on(agreed)
    factories.finish(agreed)

    (charged,) = line_queries.billable_lines(agreed.row)

    assert (charged.line_id, charged.gross.amount) == (job(agreed).pk, 5500)


def test_nobody_answers_or_pays_for_an_included_part_by_itself(shown):
    line = part(shown)

    with nothing_happens(RuleBroken, "included_in_job"):
        factories.answer(shown, lines=[line])
    with nothing_happens(RuleBroken, "included_in_job"):
        work_orders.grant_by_house(
            work_order_id=shown.id,
            line_id=line.pk,
            kind=AuthorityKind.GOODWILL,
            reference="Regular",
            actor=world.sora(),
            at=later(6),
        )
    for changes in ({"unit_net": Decimal(5)}, {"payer": Payer.INTERNAL}):
        with nothing_happens(RuleBroken, "included_in_job"):
            change(shown, line, **changes)


def test_a_ceiling_and_the_house_give_the_job_its_parts(received):
    work_orders.agree_ceiling(
        work_order_id=received.id,
        amount=Decimal(5500),
        who="Grace",
        channel=Channel.IN_PERSON,
        actor=world.ada(),
        at=later(5),
    )
    work_orders.use_ceiling(
        work_order_id=received.id, line_ids=[job(received).pk], actor=world.ada(), at=later(6)
    )

    assert on_shelf() == (10, 4)
    assert {str(x.authority) for x in line_queries.line_infos(received.row, later(7))} == {
        "ceiling"
    }

    work_orders.grant_by_house(
        work_order_id=received.id,
        line_id=job(received).pk,
        kind=AuthorityKind.GOODWILL,
        reference="Regular",
        actor=world.sora(),
        at=later(8),
    )

    assert {line.payer for line in kit(received)} == {Payer.GOODWILL}
    assert hand_out(received) == 2


def test_another_quantity_is_kept_without_another_question(agreed):
    change(agreed, part(agreed), quantity=Decimal("5"))

    assert on_shelf() == (10, 5)
    assert job(agreed).state == LineState.APPROVED
    factories.make_estimate(agreed, 12)
    assert hand_out(agreed, 13) == 2
    assert on_shelf() == (5, 0)


def test_a_part_that_changed_since_makes_the_estimate_old(shown):
    change(shown, part(shown), quantity=Decimal("5"))

    with nothing_happens(RuleBroken, "estimate_outdated"):
        factories.answer(shown, lines=[job(shown)])


def test_a_used_part_in_the_kit_needs_the_yes_in_writing(place):
    stocked(OIL, 10, origin=Origin.USED)
    car = factories.received_car(place, menu=True)
    factories.make_estimate(car)

    with nothing_happens(RuleBroken, "written_consent_needed"):
        work_orders.record_by_telephone(
            work_order_id=car.id,
            version=1,
            answers=[LineAnswer(job(car).pk, Answer.APPROVE)],
            who="Grace",
            phone="090",
            read_back=True,
            actor=world.ada(),
            at=later(10),
        )


def test_the_owner_reads_the_parts_under_their_job(shown):
    visit = work_orders.visit(work_order_id=shown.id, actor=shown.grace, at=later(6))

    (line,) = visit.lines
    assert {part.quantity for part in line.included} == {"4", "1"}
    assert visit.estimate.gross.amount == 5500


def test_the_proof_of_a_yes_names_the_parts(agreed):
    visit = work_orders.visit(work_order_id=agreed.id, actor=agreed.grace, at=later(11))

    text = next(proof.text for proof in visit.evidence if proof.kind == "approval")
    assert "Included: Brake pads, front × 1, Brake pads, front × 4" in text


def test_the_desk_counts_only_lines_that_ask_something(shown):
    card = work_orders.work_order_page(work_order_id=shown.id, actor=world.ada(), at=later(6)).card

    assert card.open_lines == 1


def test_what_is_not_in_the_part_master_makes_no_line(place):
    car = factories.received_car(place, menu=True)

    assert [line.kind for line in car.lines] == [LineKind.LABOUR]


def test_the_database_keeps_included_parts_free_and_without_a_word(agreed):
    line, word = part(agreed), Authority.objects.get()

    with pytest.raises(IntegrityError, match="without_a_price"), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(net=5, gross=5)
    with pytest.raises(IntegrityError, match="word of its job"), transaction.atomic():
        Authority.objects.create(
            work_order=agreed.row,
            line=line,
            kind=AuthorityKind.GOODWILL,
            reference="psql",
            max_amount=0,
            granted_by="psql",
            granted_at=word.granted_at,
        )
