"""The wait-list: who may be asked and when, what is refused, who has a say."""

import datetime as dt

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
from seibi.contexts.booking.models.waiting import FreedTime, Waiting
from seibi.contexts.booking.queries import wanted
from seibi.contexts.booking.tests.factories import (
    WEDNESDAY_10,
    Place,
    booked,
    held,
    owner,
    wait_earlier,
    wait_for_any,
)
from seibi.contexts.booking.tests.waiting import (
    MORNING,
    line_of_two,
    take,
    told,
    work,
)
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import Preferences, QuietHours
from seibi.contexts.workshop.models import Reservation
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from tests import world
from tests.world import NOON, SITE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]


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
