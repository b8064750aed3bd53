"""A dispute stops the line it is about; all others go on."""

import pytest

from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
NUMBER = "D-000001"


def stop(car, kind=LineKind.LABOUR, actor=SYSTEM):
    work_orders.stop_lines(
        work_order_id=car.id,
        line_ids=[car.line(kind).pk],
        number=NUMBER,
        actor=actor,
        at=factories.later(11),
    )


def let_go(car):
    work_orders.let_lines_go(
        work_order_id=car.id, number=NUMBER, actor=SYSTEM, at=factories.later(40)
    )


def test_no_clock_starts_on_a_stopped_line_and_goes_on_after_the_decision(place):
    car = factories.approved_car(place)
    stop(car)
    with nothing_happens(RuleBroken, "line_in_dispute"):
        factories.clock_on(car)
    let_go(car)
    assert factories.clock_on(car).line_id == car.line(LineKind.LABOUR).pk


def test_no_part_leaves_for_a_stopped_line_and_the_others_are_handed_out(place):
    car = factories.received_car(place)
    factories.stocked("90915-YZZE1", 5)
    factories.add_part(car, "90915-YZZE1")
    factories.make_estimate(car)
    factories.answer(car)
    stop(car, LineKind.PART)
    with nothing_happens(RuleBroken, "line_in_dispute"):
        work_orders.issue_parts(
            work_order_id=car.id,
            line_id=car.line(LineKind.PART).pk,
            part_number="",
            quantity=None,
            actor=world.paul(),
            at=factories.later(12),
        )
    handed_out = work_orders.issue_everything(
        work_order_id=car.id, actor=world.paul(), at=factories.later(13)
    )
    assert handed_out == 1


def test_a_running_clock_ends_and_others_run_on(place):
    car = factories.working_car(place)
    assert ClockEntry.objects.running().count() == 1
    stop(car)
    assert ClockEntry.objects.running().count() == 0
    with nothing_happens(RuleBroken, "line_in_dispute"):
        factories.finish(car)


def test_a_stopped_line_is_not_charged_until_it_is_decided(place):
    car = factories.ready_car(place)
    before = work_orders.billable_lines(work_order_id=car.id, actor=world.carl())
    stop(car)
    now = work_orders.billable_lines(work_order_id=car.id, actor=world.carl())
    assert [x.line_id for x in now] == [x.line_id for x in before if x.kind != LineKind.LABOUR]
    let_go(car)
    assert work_orders.billable_lines(work_order_id=car.id, actor=world.carl()) == before


def test_owner_and_site_see_that_it_is_stopped_and_by_which_case(place):
    car = factories.approved_car(place)
    stop(car)
    seen = work_orders.visit(work_order_id=car.id, actor=car.grace, at=factories.later(12))
    assert {line.kind: line.stopped_for for line in seen.lines}[LineKind.LABOUR] == NUMBER
    told = Entry.objects.filter(name="work_orders.line_stopped.v1").get()
    assert told.payload["stopped"] is True


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [(world.eve(), NotFound), (world.bob(), NotFound), (world.mia(), NotAllowed)],
)
def test_only_who_keeps_the_dispute_stops_a_line(place, actor, refusal):
    car = factories.approved_car(place)
    with nothing_happens(refusal):
        stop(car, actor=actor)


def test_the_case_file_holds_what_was_shown_agreed_and_promised(
    place, django_assert_max_num_queries
):
    car = factories.approved_car(place)
    work_orders.promise(
        work_order_id=car.id,
        promise_at=factories.later(300),
        reason="",
        actor=world.ada(),
        at=factories.later(11),
    )
    with django_assert_max_num_queries(9):
        file = work_orders.case_file(work_order_id=car.id)
    assert [v.number for v in file.versions] == [1]
    assert {a.answer for a in file.answers} == {"approve"}
    assert file.promises[-1].promise_at == factories.later(300)
    assert file.words == "It squeals when it is wet."


def test_whose_visit_it_is(place):
    car = factories.approved_car(place)
    assert work_orders.is_customers_side(work_order_id=car.id, actor=car.grace)
    assert not work_orders.is_customers_side(work_order_id=car.id, actor=world.ada())
