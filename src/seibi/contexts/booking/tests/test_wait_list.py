"""The wait-list: who is asked, what is kept, what an answer does, and that nothing is lost."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking import privacy
from seibi.contexts.booking.contracts import BookingRules
from seibi.contexts.booking.contracts.waiting import (
    WaitAction,
    WaitOfferState,
    WaitReach,
    WaitState,
)
from seibi.contexts.booking.models import Appointment, Hold
from seibi.contexts.booking.models.waiting import FreedTime, Waiting, WaitOffer
from seibi.contexts.booking.operations import offering
from seibi.contexts.booking.queries import wanted
from seibi.contexts.booking.tests.factories import (
    MONDAY_9,
    WEDNESDAY_10,
    Place,
    booked,
    fill_the_morning,
    held,
    owner,
    wait_earlier,
    wait_for_any,
)
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import Preferences, QuietHours
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.workshop.models import Reservation
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Expired, Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, SITE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]
MORNING = MONDAY_9 + dt.timedelta(minutes=5)  # in Tokyo: the site has just opened
HALF_HOUR = dt.timedelta(minutes=30)


@pytest.fixture
def full(place):
    """Tuesday morning is full; Grace has Wednesday at ten and would come earlier."""
    return Full(place, fill_the_morning(place), booked(place, WEDNESDAY_10))


@dataclass(frozen=True)
class Full:
    place: Place
    others: list
    visit: UUID

    @property
    def last(self):
        """The latest of the neighbour's visits that morning."""
        return Appointment.objects.get(pk=self.others[-1])


def work(at=MORNING, machine_at=None):
    """What the worker does, at a moment of the trade; the offer that is open afterwards."""
    machine_at = machine_at or clock.machine_now()
    offering.go_on(actor=SYSTEM, machine_at=machine_at, at=at)
    return WaitOffer.objects.filter(state=WaitOfferState.OPEN).first()


@pytest.fixture
def free(full, read_all):
    """The neighbour's last visit is cancelled, everything is read, the worker has worked."""

    def run(at=NOON):
        booking.cancel(appointment_id=full.last.pk, actor=world.ada(), at=at)
        read_all()
        return work(max(at, MORNING))

    return run


def take(offer, actor, machine_at=None, at=MORNING):
    return booking.take_offer(
        offer_id=offer.pk, actor=actor, machine_at=machine_at or clock.machine_now(), at=at
    )


def line_of_two(full):
    """Grace, and after her somebody without a visit who wants the same morning."""
    first = wait_earlier(full.place, full.visit)
    customer_id, vehicle_id = owner("Lovelace", "ada@example.com", "品川 300 さ 11-11")
    second = Place(full.place.site_id, customer_id, vehicle_id)
    return first, wait_for_any(second, at=NOON + HALF_HOUR), second


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


def test_at_night_nobody_is_asked_and_in_the_morning_they_are(full, read_all):
    wait_earlier(full.place, full.visit, notice_hours=0)
    booking.cancel(appointment_id=full.last.pk, actor=world.ada(), at=NOON)
    read_all()

    assert work(NOON) is None
    assert work(MORNING).starts_at == full.last.starts_at


def test_who_wants_quiet_now_is_passed_over_and_keeps_their_place(full, free):
    first, second, _place = line_of_two(full)
    customers.set_preferences(
        customer_id=full.place.customer_id,
        preferences=Preferences(quiet=QuietHours(dt.time(8), dt.time(10))),
        actor=SYSTEM,
        at=NOON,
    )

    offer = free()

    assert offer.waiting_id == second
    assert Waiting.objects.in_line().first().pk == first
    assert FreedTime.objects.filter(closed_at=None, only_for=None).exists()


def test_who_has_no_address_is_called_by_the_desk(full, free):
    for contact in customers.contacts_of(full.place.customer_id):
        customers.remove_contact(contact_id=contact.id, actor=SYSTEM, at=NOON)
    wait_earlier(full.place, full.visit)

    free()

    (row,) = booking.wait_list(
        site_id=full.place.site_id, actor=world.ada(), machine_at=clock.machine_now()
    )
    assert row.waiting.offer.reach is WaitReach.PHONE
    assert row.waiting.actions == (WaitAction.TAKE, WaitAction.DECLINE, WaitAction.LEAVE)


def test_the_site_says_how_long_people_have(full, free):
    booking.set_rules(node=SITE, rules=BookingRules(answer_minutes=90), actor=world.sora(), at=NOON)
    wait_earlier(full.place, full.visit, notice_hours=0)

    offer = free()

    assert offer.expires_at - clock.machine_now() > dt.timedelta(minutes=85)


@pytest.mark.parametrize(
    ("_case", "wish"),
    [
        ("another day", {"weekdays": (3,), "until_day": dt.date(2026, 4, 2)}),
        ("too late in the day", {"until_time": dt.time(9, 10)}),
        ("too short a notice", {"notice_hours": 48}),
    ],
)
def test_what_does_not_suit_is_not_offered(full, free, _case, wish):
    wait_earlier(full.place, full.visit, **wish)

    assert free() is None


def test_a_time_that_is_free_already_is_offered_at_once(place):
    visit = booked(place, WEDNESDAY_10)
    wait_earlier(place, visit)

    offer = work()

    assert offer.starts_at >= MORNING + dt.timedelta(hours=2)
    assert offer.starts_at < WEDNESDAY_10


def test_a_hold_that_nobody_confirmed_is_offered(full, read_all):
    booking.cancel(appointment_id=full.last.pk, actor=world.ada(), at=NOON)
    read_all()
    kept = held(full.place, full.last.starts_at, actor=world.ada())
    wait_earlier(full.place, full.visit)
    assert work() is None

    after = kept.expires_at + dt.timedelta(seconds=1)
    assert work(machine_at=after) is None
    Reservation.objects.filter(subject=f"appointment:{kept.id}").delete()
    read_all()

    assert work(machine_at=after).starts_at == full.last.starts_at


def test_when_the_days_have_passed_it_is_over(full):
    wait_earlier(full.place, full.visit)

    work(WEDNESDAY_10)

    row = Waiting.objects.get()
    assert (row.state, told("booking.waiting_ended.v1")) == (WaitState.OVER, 1)


@pytest.mark.parametrize(
    ("_case", "wish", "code"),
    [
        ("backwards", {"until_day": dt.date(2026, 3, 29)}, "wait_days_wrong"),
        ("too far", {"until_day": dt.date(2026, 8, 1)}, "wait_too_far"),
        ("no such hours", {"from_time": dt.time(12)}, "wait_times_wrong"),
        ("no such weekday", {"weekdays": (6,)}, "wait_weekdays_missing"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(full, _case, wish, code):
    with pytest.raises(Invalid) as refusal:
        wait_earlier(full.place, full.visit, **wish)

    assert refusal.value.code == code
    assert set(refusal.value.extra["errors"]) <= {"until_day", "until_time", "weekdays"}
    assert not Waiting.objects.exists()


def test_a_car_waits_once(full):
    wait_earlier(full.place, full.visit)

    with pytest.raises(RuleBroken) as refusal:
        wait_earlier(full.place, full.visit)

    assert refusal.value.code == "waiting_already"
    assert Waiting.objects.count() == 1


def test_only_its_people_and_the_desk_have_a_say(full, free):
    with pytest.raises(NotFound):
        wait_earlier(full.place, full.visit, actor=world.eve())
    with pytest.raises(NotAllowed):
        wait_earlier(full.place, full.visit, actor=world.mia())
    waiting_id = wait_earlier(full.place, full.visit)
    offer = free()
    now = {"machine_at": clock.machine_now(), "at": MORNING}

    for actor in (world.eve(), world.bob()):
        with pytest.raises(NotFound):
            take(offer, actor)
        with pytest.raises(NotFound):
            booking.decline_offer(offer_id=offer.pk, actor=actor, **now)
        with pytest.raises(NotFound):
            booking.leave_wait_list(waiting_id=waiting_id, actor=actor, **now)
    with pytest.raises(NotAllowed):
        take(offer, world.mia())
    with pytest.raises(NotAllowed):
        booking.wait_list(
            site_id=full.place.site_id, actor=world.eve(), machine_at=clock.machine_now()
        )
    offer.refresh_from_db()
    assert offer.state == WaitOfferState.OPEN


def test_a_stranger_cannot_wait_with_somebody_elses_car(full):
    with pytest.raises(NotAllowed):
        wait_for_any(full.place, actor=world.eve())
    other = owner("Lovelace", "ada@example.com", "品川 300 さ 11-11")[1]
    with pytest.raises(RuleBroken) as refusal:
        wait_for_any(Place(full.place.site_id, full.place.customer_id, other))

    assert refusal.value.code == "not_their_car"
    assert not Waiting.objects.exists()


def test_an_offer_is_not_mailed_any_more_once_it_is_over(full, free):
    wait_earlier(full.place, full.visit)
    offer = free()
    subject = f"wait_offer:{offer.pk}"

    assert wanted.offer_is_open(subject=subject, machine_at=clock.machine_now())
    assert not wanted.offer_is_open(subject=subject, machine_at=offer.expires_at)
    assert not wanted.offer_is_open(subject="wait_offer:none", machine_at=clock.machine_now())


def test_the_line_costs_the_same_however_long_it_is(full, django_assert_num_queries):
    wait_earlier(full.place, full.visit)
    now = clock.machine_now()

    def read():
        return booking.wait_list(site_id=full.place.site_id, actor=world.ada(), machine_at=now)

    with CaptureQueriesContext(connection) as one:
        assert [row.place for row in read()] == [1]
    for number in range(2):
        customer_id, vehicle_id = owner(
            f"P{number}", f"p{number}@example.com", f"足立 5 あ {number}"
        )
        wait_for_any(Place(full.place.site_id, customer_id, vehicle_id))
    with django_assert_num_queries(len(one)):
        assert [row.place for row in read()] == [1, 2, 3]


def test_erasing_somebody_takes_them_off_the_list(full):
    wait_earlier(full.place, full.visit)

    privacy.erase(full.place.customer_id, NOON)

    row = Waiting.objects.get()
    assert (row.state, row.wishes) == (WaitState.LEFT, "")


def told(name):
    return Entry.objects.filter(name=name).count()


def free_times(place):
    page = booking.slots(site_id=place.site_id, operation_codes=["OIL"], at=NOON, days=4)
    return {slot.starts_at for day in page.days for slot in day.slots}
