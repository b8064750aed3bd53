"""Before the visit and at the door: what owners say, scanning in, keys, places, moves, no-shows."""

import datetime as dt
import threading
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState, Wishes
from seibi.contexts.booking.contracts.door import BeforeArrival, Greeting
from seibi.contexts.booking.domain.reminding import evening_before, is_due
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.booking.models.door import Movement, PreCheckIn, ValetJob
from seibi.contexts.booking.operations import before, calling, check_in, messages
from seibi.contexts.booking.queries import welcome
from seibi.contexts.booking.queries.links import VISITS
from seibi.contexts.booking.tests.factories import MONDAY_9, booked, owner
from seibi.contexts.network.contracts import Role
from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS, SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.files import store
from tests import world
from tests.world import NOON, SITE

TOKYO = "Asia/Tokyo"
FIVE = dt.datetime(2026, 3, 29, 8, 0, tzinfo=dt.UTC)  # 17:00 in Tokyo, the evening before MONDAY_9
moments = st.datetimes(
    min_value=dt.datetime.fromisoformat("2026-01-01"),
    max_value=dt.datetime.fromisoformat("2027-01-01"),
).map(lambda m: m.replace(tzinfo=dt.UTC))
zones = st.sampled_from(["Asia/Tokyo", "Asia/Shanghai", "Europe/Berlin", "America/New_York"])


@given(moments, zones)
def test_the_evening_before_is_at_five_of_the_site_on_the_day_before(starts_at, tz):
    evening = evening_before(starts_at, tz)

    assert dt.timedelta(hours=6) < starts_at - evening < dt.timedelta(hours=33)
    early = starts_at - dt.timedelta(days=9)
    assert is_due(starts_at=starts_at, booked_at=early, tz=tz, at=evening)
    assert not is_due(
        starts_at=starts_at, booked_at=early, tz=tz, at=evening - dt.timedelta(seconds=1)
    )
    assert not is_due(starts_at=starts_at, booked_at=early, tz=tz, at=starts_at)
    assert not is_due(starts_at=starts_at, booked_at=evening, tz=tz, at=evening)


def test_the_reminder_goes_at_five_and_leads_to_the_page_before_the_visit(place):
    visit = booked(place)
    Appointment.objects.update(booked_at=FIVE - dt.timedelta(days=3))

    early, due, again = (
        messages.remind_of_tomorrow(actor=SYSTEM, at=at)
        for at in (FIVE - dt.timedelta(minutes=1), FIVE, FIVE + dt.timedelta(minutes=10))
    )

    assert (early, due, again) == (0, 1, 0)
    assert VISITS.token_of(visit)


def test_whoever_holds_the_link_says_before_the_visit_what_should_be_known(place):
    visit = booked(place)
    said = BeforeArrival("It squeaks", 41_200, "My wife", True, True)

    before.pre_check_in(
        appointment_id=visit, said=said, photos=[photo()], actor=_holder(visit), at=NOON
    )

    info = booking.pre_check_in_of(appointment_id=visit, actor=world.ada())
    assert (info.wishes, info.odometer, info.bringer_name) == ("It squeaks", 41_200, "My wife")
    assert (info.needs_courtesy_car, info.keep_old_parts, len(info.photos)) == (True, True, 1)
    (row,) = booking.day_list(
        site_id=place.site_id, day=dt.date(2026, 3, 30), actor=world.ada(), at=NOON
    )
    assert row.before.odometer == 41_200
    assert store.open_for(world.ada(), info.photos[0])
    with pytest.raises(NotFound):
        store.open_for(world.eve(), info.photos[0])


@pytest.mark.parametrize(
    ("said", "photos", "code"),
    [
        (BeforeArrival(odometer=-1), 0, "odometer_wrong"),
        (BeforeArrival(odometer=1_500_001), 0, "odometer_wrong"),
        (BeforeArrival(), 9, "too_many_photos"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(place, said, photos, code):
    visit = booked(place)

    with pytest.raises(Invalid) as refused:
        before.pre_check_in(
            appointment_id=visit,
            said=said,
            photos=[photo()] * photos,
            actor=_holder(visit),
            at=NOON,
        )

    assert refused.value.code == code
    assert not PreCheckIn.objects.exists()


def test_nobody_else_speaks_for_them_and_a_cancelled_visit_hears_nothing(place):
    visit = booked(place)
    with pytest.raises(NotFound):
        before.pre_check_in(appointment_id=visit, said=BeforeArrival(), actor=ANONYMOUS, at=NOON)
    booking.cancel(appointment_id=visit, actor=place.grace, at=NOON)

    with pytest.raises(RuleBroken) as refused:
        before.pre_check_in(appointment_id=visit, said=BeforeArrival(), actor=place.grace, at=NOON)

    assert refused.value.code == "not_expected"
    assert not PreCheckIn.objects.exists()


@pytest.mark.usefixtures("_stopped_clock")
def test_opening_the_link_changes_nothing_and_one_tap_confirms(place):
    """Programs fetch links: only a press counts."""
    visit = booked(place)
    guest, path = Client(), f"/booking/visit/{VISITS.token_of(visit)}/before/"

    assert guest.get(path).status_code == 200
    assert not PreCheckIn.objects.exists()
    assert guest.post(path).status_code == 302
    assert PreCheckIn.objects.get().odometer is None
    wrong = guest.post(path, {"odometer": "many", "wishes": "A squeak"})
    assert wrong.status_code == 422
    assert "A squeak" in wrong.content.decode()


@pytest.mark.parametrize("typed", ["number", "link", "1234", "１２３４", "品川300さ1234"])
def test_a_car_is_checked_in_by_code_number_or_plate_and_twice_is_once(place, typed):
    visit = booked(place)
    number = Appointment.objects.get().number
    link = f"https://example.org/booking/visit/{VISITS.token_of(visit)}/"
    text = {"number": number.lower(), "link": link}.get(typed, typed)

    first = _scan(place, text)
    again = _scan(place, text)

    assert (first.ticket, first.key_tag) == (1, "1")
    assert again.id == first.id
    assert Appointment.objects.get().state == AppointmentState.ARRIVED


def test_what_fits_nobody_or_several_is_said_and_nobody_is_checked_in(place):
    booked(place)
    for typed, code in (("9999", "nobody_expected"), ("34", "nobody_expected")):
        with pytest.raises(NotFound) as refused:
            _scan(place, typed)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        check_in.check_in(site_id=place.site_id, typed="1234", actor=world.mia(), at=MONDAY_9)
    assert not Arrival.objects.exists()


def test_keys_and_cars_leave_a_trail_that_nobody_can_change(place):
    arrived = _walk_in(place, parking_place="P1")
    booking.place_car(arrival_id=arrived.id, parking_place="P2", actor=world.mia(), at=NOON)
    booking.place_car(arrival_id=arrived.id, key_tag="9", actor=world.ada(), at=NOON)

    trail = booking.movements(arrival_id=arrived.id, actor=world.ada())

    assert {(m.key_tag, m.parking_place) for m in trail} == {("1", "P1"), ("1", "P2"), ("9", "P2")}
    with pytest.raises(DatabaseError), transaction.atomic():
        Movement.objects.update(parking_place="P9")
    with pytest.raises(DatabaseError), transaction.atomic():
        Movement.objects.all().delete()


def test_a_named_place_holds_one_car_and_the_yard_knows_what_is_free(place):
    _set_yard(place, ["P1", "P2", "P3"])
    _walk_in(place, parking_place="p1")
    other, car = owner("Lovelace", "ada@example.com", "品川 300 さ 99-99")

    with pytest.raises(RuleBroken) as refused:
        _walk_in(place, parking_place="P1", customer_id=other, vehicle_id=car)

    assert refused.value.code == "place_taken"
    assert Arrival.objects.count() == 1
    yard = booking.yard(site_id=place.site_id, actor=world.ada())
    assert yard.free == ("P2", "P3")
    assert booking.yard(site_id=place.site_id, actor=world.eve()).cars == ()


def test_a_move_is_asked_once_and_done_once(place):
    arrived = _walk_in(place, parking_place="P1")
    job = booking.ask_move(arrival_id=arrived.id, to_place="Wash", actor=world.ada(), at=NOON)
    with pytest.raises(RuleBroken) as refused:
        booking.ask_move(arrival_id=arrived.id, to_place="P3", actor=world.ada(), at=NOON)
    assert refused.value.code == "move_is_on_the_list"

    booking.end_move(job_id=job, done=True, actor=world.mia(), at=NOON)

    assert Arrival.objects.get().parking_place == "Wash"
    with pytest.raises(NotFound):
        booking.end_move(job_id=job, done=False, actor=world.mia(), at=NOON)
    assert ValetJob.objects.get().done_by == world.mia().account_id


def test_places_are_named_once_by_those_who_manage(place):
    for places in (["P1", "p1"], [f"P{n}" for n in range(201)], ["x" * 41]):
        with pytest.raises(Invalid):
            _set_yard(place, places)
    with pytest.raises(NotAllowed):
        _set_yard(place, ["P1"], actor=world.ada())


def test_the_yard_costs_the_same_for_one_and_three_cars(place, django_assert_max_num_queries):
    _walk_in(place)
    with django_assert_max_num_queries(12) as one:
        booking.yard(site_id=place.site_id, actor=world.ada())
    for number in range(2):
        who, car = owner(f"Hop{number}", f"h{number}@example.com", f"品川 300 さ 99-0{number}")
        _walk_in(place, customer_id=who, vehicle_id=car)
    with django_assert_max_num_queries(len(one)):
        assert len(booking.yard(site_id=place.site_id, actor=world.ada()).cars) == 3


def test_the_entrance_says_tickets_and_initials_only_where_the_site_chose_them(place):
    booked(place)
    assert welcome.welcome(site_id=place.site_id, at=NOON + dt.timedelta(hours=4)) == []
    _set_yard(place, [], greeting=Greeting.INITIALS)

    (expected,) = welcome.welcome(site_id=place.site_id, at=MONDAY_9)

    assert (expected.shown, expected.here) == ("G. H.", False)
    assert [welcome.initials(name) for name in ("山田 太郎", "王晓丽", "")] == ["山…", "王…", ""]


def test_who_did_not_come_is_rung_once_and_booking_again_clears_the_list(place):
    visit = booked(place)
    later = MONDAY_9 + dt.timedelta(hours=1)
    with pytest.raises(RuleBroken):
        calling.note_call_back(appointment_id=visit, actor=world.ada(), at=later)
    booking.mark_missed(appointment_id=visit, actor=world.ada(), at=later)

    (row,) = booking.missed_list(site_id=place.site_id, actor=world.ada(), at=later)
    assert (row.called, row.plate) == (False, "品川 300 さ 12-34")
    calling.note_call_back(appointment_id=visit, actor=world.ada(), at=later)
    (row,) = booking.missed_list(site_id=place.site_id, actor=world.ada(), at=later)
    assert row.called
    with pytest.raises(NotFound):
        calling.note_call_back(appointment_id=visit, actor=world.eve(), at=later)
    assert booking.missed_list(site_id=place.site_id, actor=world.eve(), at=later) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_hang_a_key_under_one_tag_at_once_one_wins(place):
    first = _walk_in(place)
    other, car = owner("Lovelace", "ada@example.com", "品川 300 さ 99-99")
    second = _walk_in(place, customer_id=other, vehicle_id=car)
    start, said = threading.Barrier(2), []

    def hang(arrival_id):
        start.wait()
        try:
            booking.place_car(arrival_id=arrival_id, key_tag="77", actor=world.ada(), at=NOON)
            said.append("hung")
        except RuleBroken as refused:
            said.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=hang, args=[one.id]) for one in (first, second)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(said) == ["hung", "key_tag_taken"]
    assert Arrival.objects.filter(key_tag="77").count() == 1


def photo():
    """A small picture as a telephone sends it."""
    kept = BytesIO()
    Image.new("RGB", (8, 8), "red").save(kept, "JPEG")
    return kept.getvalue()


def _holder(visit):
    return VISITS.with_key(ANONYMOUS, visit)


def _scan(place, typed):
    return check_in.check_in(site_id=place.site_id, typed=typed, actor=world.ada(), at=MONDAY_9)


def _set_yard(place, places, greeting=Greeting.TICKET, actor=None):
    booking.set_yard(
        site_id=place.site_id,
        places=places,
        greeting=greeting,
        actor=actor or world.actor("sora", Role.SERVICE_MANAGER, SITE),
        at=NOON,
    )


def _walk_in(place, **more):
    return booking.walk_in(
        site_id=place.site_id,
        operation_codes=["OIL"],
        wishes=Wishes("Squeaks"),
        starts_at=None,
        language="ja",
        actor=world.ada(),
        machine_at=clock.machine_now(),
        at=NOON,
        **{"customer_id": place.customer_id, "vehicle_id": place.vehicle_id, **more},
    )
