"""The wait-list: who is asked, what is kept, what an answer does, and that nothing is lost."""

import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts.waiting import (
    WaitOfferState,
    WaitState,
)
from seibi.contexts.booking.models import Appointment, Hold
from seibi.contexts.booking.models.waiting import FreedTime, Waiting
from seibi.contexts.booking.tests.factories import (
    WEDNESDAY_10,
    held,
    wait_earlier,
)
from seibi.contexts.booking.tests.waiting import MORNING, free_times, line_of_two, take, told, work
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.workshop.models import Reservation
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Expired, RuleBroken
from tests import world
from tests.world import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]


def test_a_cancelled_time_is_kept_for_whoever_waits_and_they_are_told(full, free, read_all):
    wait_earlier(full.place, full.visit)
    assert work() is None

    offer = free()

    assert offer.starts_at == full.last.starts_at
    assert Reservation.objects.filter(subject=f"appointment:{offer.hold_id}").exists()
    assert Waiting.objects.get().state == WaitState.OFFERED
    assert told("booking.freed_time_offered.v1") == 1
    mails = messaging.messages_about(subject=f"wait_offer:{offer.pk}", actor=SYSTEM)
    assert [mail.address for mail in mails] == ["grace@example.com"]


def test_one_tap_moves_the_old_visit_and_frees_its_time(full, free, read_all):
    wait_earlier(full.place, full.visit)
    offer = free()

    assert take(offer, full.place.grace) == full.visit
    assert take(offer, full.place.grace) == full.visit

    visit = Appointment.objects.get(pk=full.visit)
    assert (visit.starts_at, visit.sequence, visit.state) == (offer.starts_at, 1, "booked")
    assert not Reservation.objects.filter(subject=f"appointment:{offer.hold_id}").exists()
    assert Waiting.objects.get().state == WaitState.SERVED
    assert told("booking.freed_time_taken.v1") == 1
    assert WEDNESDAY_10 in free_times(full.place)


def test_who_had_no_visit_gets_one(full, free):
    _first, second_id, second = line_of_two(full)
    booking.leave_wait_list(
        waiting_id=_first, actor=full.place.grace, machine_at=clock.machine_now(), at=NOON
    )
    offer = free()

    visit = Appointment.objects.get(pk=take(offer, world.grace(second.customer_id)))

    assert (visit.customer_id, visit.starts_at) == (second.customer_id, offer.starts_at)
    assert visit.wishes == "It squeals."
    assert Waiting.objects.get(pk=second_id).state == WaitState.SERVED


def test_first_come_is_asked_first_and_then_the_next(full, free, read_all):
    first, second, _place = line_of_two(full)
    offer = free()
    assert offer.waiting_id == first

    booking.decline_offer(
        offer_id=offer.pk, actor=full.place.grace, machine_at=clock.machine_now(), at=MORNING
    )
    read_all()
    following = work()

    assert (following.waiting_id, following.starts_at) == (second, offer.starts_at)
    assert Waiting.objects.get(pk=first).state == WaitState.WAITING


def test_who_does_not_answer_loses_the_offer_but_not_their_place(full, free):
    first, second, _place = line_of_two(full)
    offer = free()

    following = work(machine_at=offer.expires_at)

    assert following.waiting_id == second
    offer.refresh_from_db()
    assert offer.state == WaitOfferState.LAPSED
    assert list(Waiting.objects.in_line().values_list("pk", flat=True)) == [first, second]


def test_nobody_is_offered_the_same_time_twice(full, free, read_all):
    wait_earlier(full.place, full.visit)
    offer = free()
    booking.decline_offer(
        offer_id=offer.pk, actor=full.place.grace, machine_at=clock.machine_now(), at=MORNING
    )
    read_all()
    assert work() is None

    again = held(full.place, offer.starts_at, actor=world.ada())
    booking.release_hold(
        hold_id=again.id, actor=world.ada(), machine_at=clock.machine_now(), at=NOON
    )
    read_all()

    assert work() is None
    assert not FreedTime.objects.filter(closed_at=None).exists()


def test_an_offer_that_ran_out_is_refused_and_the_old_visit_stays(full, free):
    wait_earlier(full.place, full.visit)
    offer = free()

    with pytest.raises(Expired) as refusal:
        take(offer, full.place.grace, machine_at=offer.expires_at)

    assert refusal.value.code == "offer_over"
    assert Appointment.objects.get(pk=full.visit).starts_at == WEDNESDAY_10
    assert told("booking.appointment_moved.v1") == 0


def test_a_visit_that_was_cancelled_meanwhile_is_not_moved(full, free):
    wait_earlier(full.place, full.visit)
    offer = free()
    booking.cancel(appointment_id=full.visit, actor=world.ada(), at=NOON)

    with pytest.raises(RuleBroken) as refusal:
        take(offer, full.place.grace)

    assert refusal.value.code == "wrong_state"
    assert Hold.objects.get(pk=offer.hold_id).released_at is None
    assert told("booking.freed_time_taken.v1") == 0


def test_who_cancels_or_comes_does_not_wait_any_more(full, free, read_all):
    wait_earlier(full.place, full.visit)
    offer = free()

    booking.cancel(appointment_id=full.visit, actor=world.ada(), at=NOON)
    read_all()

    assert Waiting.objects.get().state == WaitState.OVER
    offer.refresh_from_db()
    assert offer.state == WaitOfferState.WITHDRAWN
    assert not Reservation.objects.filter(subject=f"appointment:{offer.hold_id}").exists()


def test_leaving_gives_a_kept_time_to_the_next(full, free, read_all):
    first, second, _place = line_of_two(full)
    offer = free()

    for _twice in range(2):
        booking.leave_wait_list(
            waiting_id=first, actor=full.place.grace, machine_at=clock.machine_now(), at=MORNING
        )
    read_all()

    assert work().waiting_id == second
    assert told("booking.waiting_ended.v1") == 1
    offer.refresh_from_db()
    assert offer.state == WaitOfferState.WITHDRAWN
