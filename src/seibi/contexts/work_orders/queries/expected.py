"""Which cars are still expected today: one of them may be the one that was mistaken for another."""

import datetime as dt
from uuid import UUID

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.queries.work_orders import work_order_row
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day

SWAPPED_IN = (State.ARRIVED, State.CHECKED_IN)


def expected_cars(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> list[tuple[str, str]]:
    """Appointments of the day and their cars, while this visit may still be the wrong car."""
    row = work_order_row(work_order_id, actor)
    if row.state not in SWAPPED_IN or row.appointment_id is None:
        return []
    day = local_day(at, network.site(row.site_id).tz)
    cars = booking.day_list(site_id=row.site_id, day=day, actor=actor, at=at)
    return [
        (str(car.appointment_id), " · ".join(filter(None, (car.vehicle_title, car.plate))))
        for car in cars
        if car.appointment_id and car.state is AppointmentState.BOOKED
    ]
