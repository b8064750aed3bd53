"""Many at once on real threads: one effect, everybody else a kind refusal, never two."""

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.models import Appointment, Arrival, Hold
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import MONDAY_9, TUESDAY_10, booked, confirmed, held
from seibi.contexts.workshop.models import Reservation
from seibi.kernel.errors import DomainError
from seibi.kernel.http import retried
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


@pytest.fixture
def place():
    return factories.place()


def at_once(call, times=AT_ONCE):
    """Run ``call(number)`` on threads that start together; what each of them got."""
    start = Barrier(times)

    def run(number):
        start.wait()
        try:
            retried(call)(number)
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as threads:
        return Counter(threads.map(run, range(times)))


def test_the_last_slot_is_held_once(place):
    outcome = at_once(lambda _n: held(place, actor=world.ada()))

    assert outcome == {"done": 1, "slot_taken": AT_ONCE - 1}
    assert Hold.objects.count() == 1


def test_a_double_click_on_confirm_books_once(place):
    kept = held(place)

    outcome = at_once(lambda _n: confirmed(place, kept.id))

    assert outcome == {"done": AT_ONCE}
    assert Appointment.objects.count() == 1
    assert Entry.objects.filter(name="booking.appointment_booked.v1").count() == 1


def test_web_desk_and_board_race_for_the_same_slot_through_one_door(place):
    actors = [place.grace, world.ada(), world.lena(), world.sora()]

    outcome = at_once(lambda n: booked(place, actor=actors[n % len(actors)]))

    assert outcome == {"done": 1, "slot_taken": AT_ONCE - 1}
    assert Appointment.objects.count() == 1


def test_two_appointments_cannot_move_to_the_same_time(place):
    first = booked(place, TUESDAY_10, actor=world.ada())
    second = booked(place, TUESDAY_10 + dt.timedelta(hours=3), actor=world.ada())
    visits = [first, second]

    outcome = at_once(
        lambda n: booking.move(
            appointment_id=visits[n % 2], starts_at=MONDAY_9, actor=world.ada(), at=NOON
        ),
        times=2,
    )

    assert outcome == {"done": 1, "slot_taken": 1}
    assert Appointment.objects.filter(starts_at=MONDAY_9).count() == 1


def test_cancel_and_move_at_once_leave_a_whole_state(place):
    visit = booked(place, TUESDAY_10, actor=world.ada())

    def change(number):
        if number % 2:
            booking.cancel(appointment_id=visit, actor=world.ada(), at=NOON)
        else:
            booking.move(appointment_id=visit, starts_at=MONDAY_9, actor=world.ada(), at=NOON)

    at_once(change, times=4)

    row = Appointment.objects.get()
    assert row.state == "cancelled"
    assert not Reservation.objects.filter(subject=f"appointment:{visit}").exists()


def test_a_car_arrives_once(place):
    visit = booked(place, actor=world.ada())

    outcome = at_once(
        lambda _n: booking.arrive(appointment_id=visit, actor=world.ada(), at=MONDAY_9), times=4
    )

    assert outcome == {"done": 1, "wrong_state": 3}
    assert Arrival.objects.count() == 1


def test_numbers_and_tickets_are_never_given_twice(place):
    times = [MONDAY_9 + dt.timedelta(hours=h) for h in (0, 1, 2, 4)]

    at_once(lambda n: booked(place, times[n], actor=world.ada()), times=4)

    numbers = list(Appointment.objects.order_by("number").values_list("number", flat=True))
    assert numbers == ["A-1001", "A-1002", "A-1003", "A-1004"]
