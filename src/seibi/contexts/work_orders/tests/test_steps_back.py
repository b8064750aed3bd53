"""Steps back at the door: the wrong car checked in, a car delivered too early; and the record."""

import datetime as dt

import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.models import Arrival
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineKind, State
from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.contracts.quality import Symbol
from seibi.contexts.work_orders.domain.checklist import items_of
from seibi.contexts.work_orders.models.quality import ChecklistResult
from seibi.contexts.work_orders.operations.checklist import write_checklist
from seibi.contexts.work_orders.queries.checklists import checklists_of
from seibi.contexts.work_orders.queries.expected import expected_cars
from seibi.contexts.work_orders.queries.papers import paper
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world


def _state(appointment_id) -> AppointmentState:
    return booking.appointment(appointment_id=appointment_id, actor=world.ada()).state


@pytest.fixture
def wrong(place):
    """A car that was received, and the appointment of the car that is really here."""
    car = factories.arrived_car(place)
    factories.receive(car)
    right = booking_factories.booked(place, booking_factories.MONDAY_9 + dt.timedelta(hours=4))
    return car, right


def _swap(car, right, **changes):
    values = {"reason": "two white Corollas", "actor": world.ada(), "at": later(5), **changes}
    return work_orders.swap_cars(work_order_id=car.id, right_appointment_id=right, **values)


def test_the_law_of_japan_asks_nobody_elsewhere():
    assert items_of("US", "CHECK-12") == ()
    yearly, both = items_of("JP", "CHECK-12"), items_of("JP", "CHECK-24")
    assert (len(yearly), len(both)) == (27, 57)
    assert both == items_of("JP", "SHAKEN-24")
    assert set(yearly) < set(both)
    assert len({one.item for one in both}) == 57
    assert [one.item for one in yearly if one.only_with] == ["timing", "distributor"]
    assert "exhaust_function" not in {one.item for one in yearly}


def test_an_arrival_that_is_undone_gives_back_ticket_key_and_place(place):
    car = factories.arrived_car(place)
    row = car.row
    told = Entry.objects.count()

    work_orders.undo_arrival(work_order_id=car.id, actor=world.ada(), at=later(3))

    assert _state(row.appointment_id) is AppointmentState.BOOKED
    assert not Arrival.objects.filter(left_at=None).exists()
    assert (car.row.state, car.row.ticket, car.row.key_tag) == (State.BOOKED, "", "")
    assert Entry.objects.count() > told
    again = booking.arrive(appointment_id=row.appointment_id, actor=world.ada(), at=later(30))
    found = work_orders.open_from_arrival(arrival_id=again.id, actor=world.ada(), at=later(30))
    assert found == car.id


@pytest.mark.parametrize(
    ("changes", "refusal", "code"),
    [
        ({"reason": " "}, Invalid, "reason_missing"),
        ({"actor": world.mia()}, NotAllowed, ""),
        ({"actor": world.bob()}, NotFound, "work_order_not_found"),
    ],
)
def test_a_swap_that_is_refused_leaves_everything(wrong, changes, refusal, code):
    car, right = wrong

    with nothing_happens(refusal, code):
        _swap(car, right, **changes)

    assert _state(car.row.appointment_id) is AppointmentState.ARRIVED


def test_a_car_is_not_swapped_with_itself(wrong):
    car, _right = wrong

    with nothing_happens(RuleBroken, "same_car"):
        _swap(car, car.row.appointment_id)


def test_the_desk_offers_the_cars_that_are_still_expected(wrong):
    car, right = wrong

    offered = expected_cars(work_order_id=car.id, actor=world.ada(), at=later(5))

    assert [key for key, _words in offered] == [str(right)]


def test_a_car_that_left_too_early_is_here_again(place):
    car = factories.delivered_car(place)

    work_orders.take_back_car(
        work_order_id=car.id, reason="wrong customer", actor=world.sora(), at=later(95)
    )

    assert car.row.state == State.READY
    assert Arrival.objects.get().left_at is None
    factories.deliver(car, at=later(120))
    assert Arrival.objects.get().left_at == later(120)


def test_on_another_day_it_is_a_new_visit(place):
    car = factories.delivered_car(place)

    with nothing_happens(RuleBroken, "another_day"):
        work_orders.take_back_car(
            work_order_id=car.id, reason="noise", actor=world.sora(), at=later(60 * 24)
        )


@pytest.fixture
def inspected(place):
    """A twelve-month inspection in work."""
    car = factories.working_car(place)
    line = car.line(LineKind.LABOUR)
    line.operation_code = "CHECK-12"
    line.save(update_fields=["operation_code"])
    return car, line


def _write(car, line, results, actor=None):
    return write_checklist(
        work_order_id=car.id,
        line_id=line.pk,
        results=results,
        actor=actor or world.mia(),
        at=later(40),
    )


def test_an_item_says_what_was_found_and_can_be_written_again(inspected):
    car, line = inspected
    _write(car, line, {"pad_wear": (Symbol.GOOD, "4.5 mm")})
    _write(car, line, {"pad_wear": (Symbol.REPLACED, "10 mm")})

    assert [(r.symbol, r.measured) for r in ChecklistResult.objects.all()] == [
        ("replaced", "10 mm")
    ]
    with nothing_happens(Invalid, "unknown_item"):
        _write(car, line, {"sails": (Symbol.GOOD, "")})
    with nothing_happens(NotAllowed):
        _write(car, line, {"pad_wear": (Symbol.GOOD, "")}, actor=world.carl())


def test_the_record_is_printed_in_two_copies_when_it_is_complete(inspected):
    car, line = inspected
    with nothing_happens(RuleBroken, "record_incomplete"):
        _record(car)

    _write(car, line, {one.item: (Symbol.GOOD, "") for one in items_of("JP", "CHECK-12")})

    assert checklists_of(car.id, world.mia())[0].missing == 0
    name, pdf = _record(car)
    assert name.endswith("-record.pdf")
    assert pdf.startswith(b"%PDF")


def _record(car):
    return paper(
        work_order_id=car.id,
        kind=PaperKind.RECORD,
        language="",
        actor=world.ada(),
        at=later(50),
    )
