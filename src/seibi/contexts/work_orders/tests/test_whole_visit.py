"""One visit from the appointment to the hand-over."""

from seibi.contexts.parts import facade as parts
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineState, State
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.journal.models import Entry
from tests.world import SITE


def test_a_car_goes_from_booked_to_handed_back(place):
    car = factories.delivered_car(place)

    row = car.row
    assert row.state == State.DELIVERED
    assert {line.state for line in car.lines} == {LineState.DONE}
    assert not ClockEntry.objects.running().exists()
    assert parts.available(numbers=[factories.PADS], node=SITE)[factories.PADS] == 4
    assert [e.to_state for e in row.history.all()] == [
        "arrived",
        "checked_in",
        "estimate",
        "approved",
        "in_work",
        "quality_check",
        "ready",
        "delivered",
    ]
    told = Entry.objects.filter(subject=row.subject, name="work_orders.vehicle_delivered.v1").get()
    assert told.owner_node == SITE
    assert (row.odometer_in_km, row.odometer_out_km) == (41_200, 41_205)
    assert vehicles.readings(row.vehicle_id)[0].km in (41_200, 41_205)


def test_a_work_order_opened_twice_is_one(place):
    car = factories.booked_car(place)

    again = work_orders.open_from_appointment(
        appointment_id=car.row.appointment_id, actor=factories.world.ada(), at=factories.MORNING
    )

    assert again == car.id
