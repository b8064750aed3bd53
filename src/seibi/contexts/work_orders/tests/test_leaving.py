"""The look at the work, handing the car back, and visits that end otherwise."""

from decimal import Decimal

import pytest

from seibi.contexts.parts import facade as parts
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    Grade,
    LineKind,
    LineState,
    PauseReason,
    ReleaseKind,
    State,
)
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.quality import Comeback, QualityCheck
from seibi.contexts.work_orders.models.work_order import StateChange
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import STRANGERS, nothing_happens
from seibi.contexts.work_orders.tests.factories import PADS, later
from seibi.kernel.errors import Invalid, NotAllowed, RuleBroken
from tests import world
from tests.world import IDS, SITE


def test_a_failed_look_is_a_comeback_and_the_work_is_open_again(place):
    car = factories.finished_car(place)

    with nothing_happens(Invalid, "remarks_missing"):
        factories.check(car, passed=False)
    factories.check(car, passed=False, remarks="a clip is missing")

    assert car.row.state == State.IN_WORK
    assert car.row.quality_round == 2
    assert Comeback.objects.get().reason == "a clip is missing"
    assert car.line(LineKind.LABOUR).state == LineState.APPROVED
    factories.finish(car, at=later(80))
    assert factories.check(car, at=later(81)) is State.READY


def test_nobody_inspects_their_own_work(place):
    car = factories.working_car(place)
    Line.objects.filter(kind="labour").update(grade=Grade.INSPECTOR)
    factories.finish(car)

    with nothing_happens(NotAllowed):
        factories.check(car, actor=world.mia())
    assert factories.check(car, actor=world.ken()) is State.READY
    assert QualityCheck.objects.get().checked_by_id == IDS["ken"]


def test_each_grade_asks_for_its_proof(place):
    car = factories.finished_car(place)

    with nothing_happens(Invalid, "photo_missing"):
        factories.check(car, photo=None)
    Line.objects.filter(kind="labour").update(grade=Grade.ROAD_TEST)
    with nothing_happens(Invalid, "distance_missing"):
        factories.check(car, photo=None)
    assert factories.check(car, photo=None, road_km=Decimal("4.2")) is State.READY


def test_the_gate_is_closed_while_a_look_is_missing(place):
    car = factories.finished_car(place)

    with nothing_happens(RuleBroken, "unchecked_work"):
        work_orders.pass_gate(work_order_id=car.id, actor=world.mia(), at=later(72))


def test_a_car_leaves_only_released(place):
    car = factories.ready_car(place)

    with nothing_happens(RuleBroken, "not_released"):
        factories.deliver(car)
    with nothing_happens(NotAllowed):
        factories.release(car, ReleaseKind.BY_RIGHT, actor=world.ada(), reason="a friend")
    with nothing_happens(Invalid, "reason_missing"):
        factories.release(car, ReleaseKind.BY_RIGHT, actor=world.sora())
    factories.release(car, ReleaseKind.BY_RIGHT, actor=world.sora(), reason="pays tomorrow")
    factories.deliver(car)

    assert car.row.state == State.DELIVERED


def test_a_hand_over_needs_words_and_a_name(place):
    car = factories.ready_car(place)
    factories.release(car)

    for missing in ({"explanation": ""}, {"delivered_to": " "}):
        with nothing_happens(Invalid):
            factories.deliver(car, **missing)
    with nothing_happens(NotAllowed):
        factories.deliver(car, actor=world.mia())


def test_a_delivered_car_can_come_back_and_be_opened_again(place):
    car = factories.delivered_car(place)

    with nothing_happens(NotAllowed):
        work_orders.take_back_car(
            work_order_id=car.id, reason="noise", actor=world.ada(), at=later(95)
        )
    work_orders.take_back_car(
        work_order_id=car.id, reason="noise", actor=world.sora(), at=later(95)
    )
    work_orders.reopen_work(work_order_id=car.id, reason="noise", actor=world.sora(), at=later(96))

    assert car.row.state == State.IN_WORK
    assert [c.to_state for c in StateChange.objects.all()][-3:] == ["delivered", "ready", "in_work"]


def test_a_cancelled_visit_keeps_nothing(place):
    car = factories.approved_car(place)
    work_orders.issue_everything(work_order_id=car.id, actor=world.paul(), at=later(12))

    with nothing_happens(RuleBroken, "parts_are_out"):
        work_orders.cancel(work_order_id=car.id, reason="sold", actor=world.ada(), at=later(13))
    work_orders.take_back_parts(
        work_order_id=car.id,
        line_id=car.line(LineKind.PART).pk,
        part_number="",
        quantity=Decimal(1),
        actor=world.paul(),
        at=later(14),
    )
    work_orders.cancel(work_order_id=car.id, reason="sold", actor=world.ada(), at=later(15))

    assert car.row.state == State.CANCELLED
    assert parts.available(numbers=[PADS], node=SITE)[PADS] == 5
    assert parts.kept_for(subjects=[car.row.subject]) == [] or all(
        k.state == "issued" for k in parts.kept_for(subjects=[car.row.subject])
    )


def test_a_visit_whose_work_has_begun_can_still_end_and_leaves_the_board(place):
    from seibi.contexts.workshop import facade as workshop

    car = factories.approved_car(place)
    oil = factories.add_labour(car, title="Oil change", net="3000", operation_code="OIL")
    factories.make_estimate(car, 11)
    factories.answer(car, at=later(12))
    factories.clock_on(car, line=Line.objects.get(pk=oil))
    work_orders.pause(
        work_order_id=car.id, reason=PauseReason.KEY, note="", actor=world.mia(), at=later(20)
    )

    work_orders.cancel(work_order_id=car.id, reason="sold", actor=world.ada(), at=later(21))

    assert car.row.state == State.CANCELLED
    assert str(workshop.job_of(car.row.subject, later(22)).state) == "done"


def test_a_price_that_is_a_slip_of_the_finger_is_refused(place):
    car = factories.received_car(place)

    with nothing_happens(Invalid, "line_not_priced"):
        factories.add_labour(car, net="9999999999")


def test_a_follow_up_ends_the_visit(place):
    car = factories.delivered_car(place)

    work_orders.follow_up(work_order_id=car.id, actor=world.ada(), at=later(4000))

    assert car.row.state == State.FOLLOWED_UP


@pytest.mark.parametrize(("_case", "actor", "refusal"), STRANGERS)
def test_strangers_do_not_even_learn_that_a_visit_exists(place, _case, actor, refusal):
    car = factories.received_car(place)
    key = {"work_order_id": car.id, "actor": actor, "at": later(9)}

    for step in (
        lambda: work_orders.make_estimate(reason="", tell_customer=False, **key),
        lambda: work_orders.pause(reason=PauseReason.KEY, note="", **key),
        lambda: work_orders.issue_everything(**key),
        lambda: work_orders.write_note(text="x", **key),
        lambda: work_orders.cancel(reason="x", **key),
        lambda: work_orders.work_order_page(**key),
        lambda: work_orders.visit(**key),
    ):
        with nothing_happens(refusal):
            step()
