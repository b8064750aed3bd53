"""Clocks, pauses, parts and findings on the floor."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.messaging.models import Message
from seibi.contexts.parts import facade as parts
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    Answer,
    ClockEnd,
    LineKind,
    LineState,
    NewLine,
    PauseReason,
    Severity,
    State,
)
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import PADS, later
from seibi.kernel.errors import NotAllowed, RuleBroken
from tests import world
from tests.world import SITE


def test_one_clock_per_technician_unless_two_cars(place):
    car = factories.working_car(place)
    labour = car.line(LineKind.LABOUR)

    with nothing_happens(RuleBroken, "clock_running"):
        factories.clock_on(car, line=labour, at=later(16))

    factories.clock_on(car, line=labour, actor=world.ken(), at=later(17))
    assert ClockEntry.objects.running().count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_start_one_clock():
    place = booking_factories.place()
    car = factories.approved_car(place)
    line, answers, start = car.line(LineKind.LABOUR), [], threading.Barrier(2)

    def press():
        start.wait()
        try:
            factories.clock_on(car, line=line)
            answers.append("started")
        except RuleBroken as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["clock_running", "started"]


def test_a_pause_has_a_reason_and_the_board_says_it(place):
    from seibi.contexts.workshop import facade as workshop

    car = factories.working_car(place)

    work_orders.pause(
        work_order_id=car.id,
        reason=PauseReason.PARTS,
        note="discs",
        actor=world.mia(),
        at=later(30),
    )

    row = car.row
    assert (row.state, row.waits_for) == (State.WAITING, PauseReason.PARTS)
    assert ClockEntry.objects.get().end == ClockEnd.PAUSED
    assert workshop.job_of(row.subject, later(30)).waiting_for == "part"
    assert Message.objects.filter(template="work_orders/waiting").count() == 1
    work_orders.resume(work_order_id=car.id, actor=world.mia(), at=later(31))
    assert (car.row.state, car.row.waits_for) == (State.IN_WORK, "")


def test_a_car_that_waits_for_parts_goes_on_when_the_last_one_comes(place, read_all):
    car = factories.received_car(place)
    for line in car.lines:
        if line.kind == LineKind.PART:
            work_orders.remove_line(
                work_order_id=car.id, line_id=line.pk, actor=world.ada(), at=later(4)
            )
    factories.add_part(car, quantity=7)
    factories.make_estimate(car)
    factories.answer(car)
    assert [o.quantity for o in parts.back_orders_for(subjects=[car.row.subject])] == [2]
    work_orders.pause(
        work_order_id=car.id, reason=PauseReason.PARTS, note="", actor=world.ada(), at=later(12)
    )

    parts.receive(
        part_number=PADS,
        node=SITE,
        place_code="MAIN",
        quantity=Decimal(2),
        actor=world.paul(),
        at=later(13),
    )
    read_all()

    assert car.row.state == State.IN_WORK


def test_parts_are_handed_out_for_agreed_lines_only(place):
    car = factories.estimated_car(place)
    line = car.line(LineKind.PART)

    def issue(quantity=None, actor=None):
        return work_orders.issue_parts(
            work_order_id=car.id,
            line_id=line.pk,
            part_number="",
            quantity=quantity,
            actor=actor or world.paul(),
            at=later(11),
        )

    with nothing_happens(RuleBroken, "not_authorised"):
        issue()
    factories.answer(car)
    with nothing_happens(NotAllowed):
        issue(actor=world.mia())
    with nothing_happens(RuleBroken, "more_than_agreed"):
        issue(Decimal(2))
    assert issue() == 1
    with nothing_happens(RuleBroken, "more_than_agreed"):
        issue()

    work_orders.take_back_parts(
        work_order_id=car.id,
        line_id=line.pk,
        part_number="",
        quantity=Decimal(1),
        actor=world.paul(),
        at=later(12),
    )
    assert parts.available(numbers=[PADS], node=SITE)[PADS] == 5


def test_work_nobody_agreed_to_is_not_done(place):
    car = factories.estimated_car(place)
    factories.clock_on(car)

    with nothing_happens(RuleBroken, "line_not_agreed"):
        factories.finish(car)


def test_the_last_line_sends_the_car_to_its_check(place):
    car = factories.working_car(place)

    assert factories.finish(car) is State.QUALITY_CHECK

    assert {line.state for line in car.lines} == {LineState.DONE}
    assert not ClockEntry.objects.running().exists()


def test_work_is_not_over_while_something_is_open(place):
    car = factories.working_car(place)
    factories.add_labour(car, title="Replace the sensor", net="5000")
    factories.make_estimate(car, 20)

    assert factories.finish(car) is State.IN_WORK
    with nothing_happens(RuleBroken, "work_unfinished"):
        work_orders.finish_work(work_order_id=car.id, actor=world.mia(), at=later(71))

    factories.answer(car, Answer.DECLINE, at=later(72))
    work_orders.finish_work(work_order_id=car.id, actor=world.mia(), at=later(73))
    assert car.row.state == State.QUALITY_CHECK


def test_a_finding_becomes_a_line_with_its_reason(place):
    car = factories.working_car(place)
    finding = work_orders.report_finding(
        work_order_id=car.id,
        words="Oil at the gearbox",
        severity=Severity.RED,
        actor=world.mia(),
        at=later(20),
    )

    line_id = work_orders.propose_line(
        work_order_id=car.id,
        finding_id=finding,
        new=NewLine(kind=LineKind.LABOUR, title={"en": "Seal the gearbox"}, unit_net=Decimal(9000)),
        actor=world.ada(),
        at=later(21),
    )

    line = Line.objects.get(pk=line_id)
    assert (line.why, line.severity) == ("Oil at the gearbox", Severity.RED)
