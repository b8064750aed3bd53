"""A visit begins: the car comes, is received, and a time is promised."""

import pytest

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.messaging.models import Message
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import (
    State,
)
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.reception import Reception
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import STRANGERS, nothing_happens
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.errors import Invalid, NotAllowed, RuleBroken
from seibi.kernel.evidence.models import EvidenceRecord
from tests import world
from tests.world import NOON


def test_a_car_that_came_has_its_visit_by_itself(place, read_all):
    from seibi.contexts.booking import facade as booking

    factories.cast()
    appointment_id = booking_factories.booked(place)
    booking.arrive(appointment_id=appointment_id, actor=world.ada(), at=factories.MORNING)

    read_all()

    found = work_orders.info_of_appointment(appointment_id=appointment_id, actor=world.ada())
    assert found is not None
    assert found.state is State.ARRIVED
    assert [line.operation_code for line in Line.objects.filter(kind="labour")] == ["OIL"]


def test_an_appointment_that_is_cancelled_leaves_no_open_visit(place, read_all):
    from seibi.contexts.booking import facade as booking

    car = factories.booked_car(place)
    booking.cancel(appointment_id=car.row.appointment_id, reason="ill", actor=place.grace, at=NOON)

    read_all()

    assert car.row.state == State.CANCELLED


def test_an_expected_visit_is_cancelled_with_its_appointment_and_a_site_owes_a_remedy(place):
    from seibi.contexts.booking import facade as booking
    from seibi.contexts.booking.contracts import AppointmentState, CancelledBy

    car = factories.booked_car(place)
    appointment_id = car.row.appointment_id
    ends = {"work_order_id": car.id, "reason": "no lift", "actor": world.ada(), "at": NOON}
    with nothing_happens(Invalid, "remedy_missing"):
        work_orders.cancel(by=CancelledBy.SITE, **ends)

    work_orders.cancel(by=CancelledBy.SITE, remedy="A courtesy car", **ends)

    found = booking.appointment(appointment_id=appointment_id, actor=world.ada())
    assert found.state is AppointmentState.CANCELLED
    assert (found.cancelled_by, found.remedy) == (CancelledBy.SITE, "A courtesy car")
    assert car.row.state == State.CANCELLED


def test_reception_is_signed_once_and_its_words_are_the_customers(place):
    car = factories.arrived_car(place)

    sentence = factories.receive(car)

    reception = Reception.objects.get()
    assert sentence == ""
    assert reception.words == "It squeals when it is wet."
    assert reception.evidence.who == "Grace Hopper"
    assert "It squeals when it is wet." in reception.evidence.text
    assert car.row.state == State.CHECKED_IN
    with nothing_happens(RuleBroken, "received_already"):
        factories.receive(car)


def test_an_odometer_that_cannot_be_right_is_kept_and_named(place):
    car = factories.arrived_car(place)

    assert factories.receive(car, odometer=1_999_105) != ""

    assert car.row.state == State.CHECKED_IN


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signed_by": " "}, "signed_by"),
        ({"fuel_percent": 101}, "fuel_percent"),
        ({"pins": (factories.Pin(1200, 5, factories.PinKind.DENT),)}, "pins"),
        ({"odometer": -1}, "odometer"),
    ],
)
def test_a_reception_with_a_hole_is_refused_beside_its_field(place, changes, field):
    car = factories.arrived_car(place)

    with pytest.raises(Invalid) as error:
        factories.receive(car, **changes)
    assert field in error.value.extra["errors"]


def test_only_the_reception_of_the_site_receives(place):
    car = factories.arrived_car(place)

    for _case, actor, refusal in [*STRANGERS, ("a technician", world.mia(), NotAllowed)]:
        with nothing_happens(refusal):
            factories.receive(car, actor=actor)


def test_undoing_a_reception_keeps_what_was_signed(place):
    car = factories.arrived_car(place)
    factories.receive(car)

    work_orders.undo_check_in(
        work_order_id=car.id, reason="wrong car", actor=world.ada(), at=later(2)
    )
    factories.receive(car, odometer=41_300)

    assert Reception.objects.count() == 2
    assert Reception.objects.get(undone_at=None).odometer == 41_300
    assert EvidenceRecord.objects.filter(kind="reception").count() == 2


def test_the_first_promise_stays_and_every_other_one_is_told(place):
    car = factories.received_car(place)

    def promise(minutes, reason=""):
        work_orders.promise(
            work_order_id=car.id,
            promise_at=later(minutes),
            reason=reason,
            actor=world.ada(),
            at=later(6),
        )

    promise(120)
    assert Message.objects.filter(template="work_orders/promise").count() == 0
    with nothing_happens(Invalid, "reason_missing"):
        promise(180)
    promise(180, "a part is late")

    row = car.row
    assert (row.first_promise_at, row.promise_at) == (later(120), later(180))
    assert Message.objects.filter(template="work_orders/promise").count() == 1


def test_a_forecast_moves_no_promise(place):
    car = factories.received_car(place)
    work_orders.promise(
        work_order_id=car.id, promise_at=later(120), reason="", actor=world.ada(), at=later(6)
    )

    work_orders.forecast(
        work_order_id=car.id, forecast_at=later(150), actor=world.mia(), at=later(7)
    )

    assert car.row.promise_at == later(120)
    assert car.row.forecast_at == later(150)
    with nothing_happens(Invalid, "promise_in_the_past"):
        work_orders.promise(
            work_order_id=car.id, promise_at=later(1), reason="x", actor=world.ada(), at=later(9)
        )
