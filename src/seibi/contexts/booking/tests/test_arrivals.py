"""Cars come: tickets, keys, places, walk-ins, and the list of the day."""

import datetime as dt

import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState, Door, Stay, Wishes
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import MONDAY_9, TUESDAY_10, booked, owner
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import JobState
from seibi.kernel import clock
from seibi.kernel.errors import NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db
LATE = MONDAY_9 + dt.timedelta(minutes=12)


def arrive(appointment_id, at=MONDAY_9, **more):
    return booking.arrive(appointment_id=appointment_id, actor=world.ada(), at=at, **more)


def walk_in(place, starts_at=None, actor=None, vehicle_id=None, customer_id=None, codes=("OIL",)):
    return booking.walk_in(
        site_id=place.site_id,
        customer_id=customer_id or place.customer_id,
        vehicle_id=vehicle_id or place.vehicle_id,
        operation_codes=list(codes),
        wishes=Wishes(text="It smells of petrol"),
        starts_at=starts_at,
        language="en",
        actor=actor or world.ada(),
        machine_at=clock.machine_now(),
        at=MONDAY_9,
    )


def test_a_car_arrives_with_ticket_key_and_place(place):
    visit = booked(place)

    arrived = arrive(visit, at=LATE, parking_place="B4")

    assert (arrived.ticket, arrived.key_tag, arrived.parking_place) == (1, "1", "B4")
    assert arrived.ticket_day == dt.date(2026, 3, 30)
    job = workshop.job_of(f"appointment:{visit}", LATE)
    assert (job.state, job.key_tag, job.place, job.ticket) == (JobState.ARRIVED, "1", "B4", "1")
    told = Entry.objects.get(name="booking.car_arrived.v1")
    assert told.payload["minutes_late"] == 12


def test_tickets_begin_anew_every_day(place):
    other, car = owner("Lovelace", "ada@example.com", "品川 300 さ 99-99")
    monday, tuesday = booked(place), booked(place, TUESDAY_10)
    arrive(monday)
    booking.depart(vehicle_id=place.vehicle_id, owner_node=SITE, actor=world.ada(), at=LATE)
    walk_in(place, customer_id=other, vehicle_id=car)

    arrived = arrive(tuesday, at=TUESDAY_10)

    assert arrived.ticket == 1
    assert list(Arrival.objects.order_by("arrived_at").values_list("ticket", flat=True)) == [
        1,
        2,
        1,
    ]


def test_two_keys_never_hang_under_one_tag(place):
    other, car = owner("Lovelace", "ada@example.com", "品川 300 さ 99-99")
    walk_in(place, customer_id=other, vehicle_id=car)
    visit = booked(place)

    with pytest.raises(RuleBroken) as refused:
        arrive(visit, key_tag="1")

    assert refused.value.code == "key_tag_taken"
    assert Appointment.objects.get().state == AppointmentState.BOOKED
    assert arrive(visit).key_tag == "2"


def test_a_key_tag_is_free_when_the_car_has_left(place):
    visit = booked(place)
    arrive(visit)

    assert booking.depart(vehicle_id=place.vehicle_id, owner_node=SITE, actor=world.ada(), at=LATE)
    assert not booking.depart(
        vehicle_id=place.vehicle_id, owner_node=SITE, actor=world.ada(), at=LATE
    )
    assert walk_in(place).key_tag == "1"


def test_whoever_moves_a_car_is_on_record(place):
    arrived = arrive(booked(place))

    booking.place_car(arrival_id=arrived.id, parking_place="C9", actor=world.lena(), at=LATE)

    assert Arrival.objects.get().parking_place == "C9"
    told = Entry.objects.get(name="booking.car_placed.v1")
    assert told.actor_id == world.lena().account_id
    assert told.payload["key_tag"] == "1"


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("a technician", world.mia(), NotAllowed),
        ("an advisor of another site", world.bob(), NotFound),
        ("a stranger", world.eve(), NotFound),
    ],
)
def test_receiving_is_refused_and_leaves_no_trace(place, _case, actor, refusal):
    visit = booked(place)
    told = Entry.objects.count()

    with pytest.raises(refusal):
        booking.arrive(appointment_id=visit, actor=actor, at=MONDAY_9)

    assert not Arrival.objects.exists()
    assert Entry.objects.count() == told


def test_a_car_cannot_be_here_twice(place):
    walk_in(place)

    with pytest.raises(RuleBroken) as refused:
        walk_in(place)

    assert refused.value.code == "already_here"
    assert Arrival.objects.count() == 1


def test_a_walk_in_with_a_time_is_booked_and_received_in_one_step(place):
    arrived = walk_in(place, starts_at=MONDAY_9)

    row = Appointment.objects.get()
    assert (row.door, row.state) == (Door.WALK_IN, AppointmentState.ARRIVED)
    assert arrived.appointment_id == row.pk


def test_a_walk_in_to_a_taken_time_leaves_no_trace(place):
    booked(place)
    told = Entry.objects.count()

    with pytest.raises(RuleBroken):
        walk_in(place, starts_at=MONDAY_9)

    assert not Arrival.objects.exists()
    assert Entry.objects.count() == told


def test_the_answers_to_a_walk_in_are_honest(place):
    choices = booking.walk_in_choices(site_id=place.site_id, operation_codes=["OIL"], at=MONDAY_9)

    assert [str(choice.answer) for choice in choices] == ["wait", "leave_it"]
    assert choices[0].slot.starts_at == MONDAY_9


def test_nobody_is_told_to_wait_for_a_car_that_stands_done_for_hours(db):
    """Advisors are away from 9:20 to 12: a car of 9 is done at 9:40 and handed over at noon."""
    spans = [(dt.time(9), dt.time(9, 20)), (dt.time(12), dt.time(17))]
    place = factories.place(desk_hours={0: spans})

    wait, leave = booking.walk_in_choices(
        site_id=place.site_id, operation_codes=["OIL"], at=MONDAY_9
    )

    assert wait.slot.ends_at - wait.slot.starts_at < dt.timedelta(hours=2)
    assert leave.slot.starts_at == MONDAY_9
    for choice, stay in ((wait, Stay.WAIT), (leave, Stay.DROP_OFF)):
        booking.hold(
            site_id=place.site_id,
            operation_codes=["OIL"],
            starts_at=choice.slot.starts_at,
            stay=stay,
            walk_in=True,
            actor=world.ada(),
            machine_at=clock.machine_now(),
            at=MONDAY_9,
        )


def test_the_list_of_the_day_says_who_is_late(place):
    booked(place)
    booked(place, TUESDAY_10)

    rows = booking.day_list(
        site_id=place.site_id, day=dt.date(2026, 3, 30), actor=world.ada(), at=LATE
    )

    assert [(r.number, r.minutes_late, r.plate) for r in rows] == [
        ("A-1001", 12, "品川 300 さ 12-34")
    ]
    assert rows[0].titles == ("Oil change",)
    assert {str(a) for a in rows[0].actions} == {"move", "cancel", "arrive", "miss"}


def test_the_list_of_the_day_is_empty_for_strangers(place):
    booked(place)

    for actor in (world.bob(), world.eve()):
        assert (
            booking.day_list(site_id=place.site_id, day=dt.date(2026, 3, 30), actor=actor, at=NOON)
            == []
        )


def test_the_list_of_the_day_takes_the_same_queries_for_one_and_for_three(
    place, django_assert_max_num_queries
):
    booked(place)

    def look():
        with django_assert_max_num_queries(20):
            return booking.day_list(
                site_id=place.site_id, day=dt.date(2026, 3, 30), actor=world.ada(), at=NOON
            )

    assert len(look()) == 1
    booked(place, MONDAY_9 + dt.timedelta(hours=1))
    booked(place, MONDAY_9 + dt.timedelta(hours=2))
    assert len(look()) == 3
