"""Many at once on real threads: one effect, everybody else a kind refusal, never two."""

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts.waiting import WaitOfferState
from seibi.contexts.booking.models import Appointment, Arrival, Hold
from seibi.contexts.booking.models.waiting import WaitOffer
from seibi.contexts.booking.operations import offering, offers
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import (
    MONDAY_9,
    TUESDAY_10,
    WEDNESDAY_10,
    booked,
    confirmed,
    held,
    wait_earlier,
)
from seibi.contexts.workshop.models import Reservation
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import DomainError, RuleBroken
from seibi.kernel.http import retried
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8
MORNING = MONDAY_9 + dt.timedelta(minutes=5)


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


@pytest.fixture
def offered(place):
    """Grace has Wednesday, waits for Tuesday, and ten o'clock is kept for her."""
    visit = booked(place, WEDNESDAY_10)
    wait_earlier(place, visit, from_time=dt.time(10), until_time=dt.time(10))
    offering.go_on(actor=SYSTEM, machine_at=clock.machine_now(), at=MORNING)
    offer = WaitOffer.objects.get()
    assert offer.starts_at == TUESDAY_10
    return offer


def take(offer, actor, machine_at=None):
    booking.take_offer(
        offer_id=offer.pk, actor=actor, machine_at=machine_at or clock.machine_now(), at=MORNING
    )


def test_an_offer_tapped_many_times_moves_the_visit_once(place, offered):
    outcome = at_once(lambda _n: take(offered, place.grace))

    assert outcome == {"done": AT_ONCE}
    assert Appointment.objects.get().starts_at == TUESDAY_10
    assert Entry.objects.filter(name="booking.appointment_moved.v1").count() == 1
    assert Entry.objects.filter(name="booking.freed_time_taken.v1").count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_an_offer_that_runs_out_while_it_is_taken_is_one_or_the_other(place, offered, _round):
    def act(number):
        if number % 2:
            offers.let_lapse(
                offer_id=offered.pk, actor=SYSTEM, machine_at=offered.expires_at, at=MORNING
            )
        else:
            take(offered, place.grace)

    outcome = at_once(act, times=4)

    offered.refresh_from_db()
    taken = offered.state == WaitOfferState.TAKEN
    visit = Appointment.objects.get()
    assert visit.starts_at == (TUESDAY_10 if taken else WEDNESDAY_10)
    assert outcome == ({"done": 4} if taken else {"done": 2, "offer_over": 2})
    held_still = Reservation.objects.filter(subject=f"appointment:{offered.hold_id}")
    assert not held_still.exists()


def test_a_kept_offer_cannot_be_booked_by_anybody_else(place, offered):
    def act(number):
        if number:
            held(place, TUESDAY_10, actor=world.ada())
        else:
            take(offered, place.grace)

    outcome = at_once(act, times=6)

    assert outcome == {"done": 1, "slot_taken": 5}
    assert Appointment.objects.get().starts_at == TUESDAY_10


def test_many_workers_at_once_offer_one_time_to_one_person(place):
    visit = booked(place, WEDNESDAY_10)
    exact = {"from_time": dt.time(10), "until_time": dt.time(10)}
    first = wait_earlier(place, visit, **exact)
    customer_id, vehicle_id = factories.owner("Lovelace", "al@example.com", "品川 300 さ 11-11")
    other = factories.Place(place.site_id, customer_id, vehicle_id)
    wait_earlier(other, booked(other, WEDNESDAY_10 + dt.timedelta(hours=3)), **exact)

    at_once(
        lambda _n: offering.go_on(actor=SYSTEM, machine_at=clock.machine_now(), at=MORNING),
        times=4,
    )

    offer = WaitOffer.objects.get()
    assert (offer.waiting_id, offer.state) == (first, WaitOfferState.OPEN)


def test_a_visit_cancelled_while_its_offer_is_taken_leaves_a_whole_state(place, offered):
    visit = Appointment.objects.get()

    def act(number):
        if number:
            booking.cancel(appointment_id=visit.pk, actor=world.ada(), at=MORNING)
        else:
            take(offered, place.grace)

    at_once(act, times=2)

    visit.refresh_from_db()
    assert visit.state == "cancelled"
    assert not Reservation.objects.filter(subject=visit.subject).exists()


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


def test_who_has_a_time_may_choose_it_again_however_many_were_sent_away(place):
    kept = held(place)
    for _ in range(2):  # the second is told what the first one found
        with pytest.raises(RuleBroken):
            held(place, actor=world.ada())

    again = held(place, replaces=kept.id)

    assert again.starts_at == kept.starts_at
    assert Hold.objects.get(released_at=None).pk == again.id
