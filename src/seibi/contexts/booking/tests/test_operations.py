"""Holding, confirming, moving, cancelling: one effect each, and refusals that leave no trace."""

import datetime as dt

import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import (
    AppointmentState,
    Door,
    Party,
    Wishes,
)
from seibi.contexts.booking.models import Appointment, Hold
from seibi.contexts.booking.operations.holds import KEPT_FOR
from seibi.contexts.booking.tests.factories import (
    MONDAY_9,
    TUESDAY_10,
    booked,
    confirmed,
    held,
    owner,
)
from seibi.contexts.network.contracts import Role
from seibi.contexts.workshop import facade as workshop
from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS
from seibi.kernel.errors import Expired, Invalid, NotAllowed, NotFound, RuleBroken, TooMany
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db
HALF_HOUR = dt.timedelta(minutes=30)
RECEPTION = dt.timedelta(minutes=15)


def test_a_hold_becomes_an_appointment_on_the_board(place):
    kept = held(place)

    appointment_id = confirmed(place, kept.id)

    info = booking.appointment(appointment_id=appointment_id, actor=place.grace, at=NOON)
    assert info.id == kept.id
    assert (info.number, info.state) == ("A-1001", AppointmentState.BOOKED)
    assert (info.starts_at, info.ends_at) == (MONDAY_9, MONDAY_9 + RECEPTION + HALF_HOUR)
    assert info.price.amount == 5500
    assert info.wishes == "It squeals when it is wet."
    job = workshop.job_of(f"appointment:{appointment_id}", NOON)
    assert job.plate == "品川 300 さ 12-34"
    assert job.steps[0].start == MONDAY_9 + RECEPTION


def test_confirming_twice_gives_the_same_appointment(place):
    kept = held(place)

    first, second = confirmed(place, kept.id), confirmed(place, kept.id)

    assert first == second
    assert Appointment.objects.count() == 1
    assert Entry.objects.filter(name="booking.appointment_booked.v1").count() == 1


def test_somebody_else_cannot_confirm_my_hold(place):
    kept = held(place)
    told = Entry.objects.count()

    with pytest.raises(NotFound):
        confirmed(place, kept.id, actor=world.eve())

    assert not Appointment.objects.exists()
    assert Entry.objects.count() == told


def test_a_held_time_is_not_offered_to_the_next(place):
    held(place)

    with pytest.raises(RuleBroken) as refused:
        held(place)

    assert refused.value.code == "slot_taken"
    assert refused.value.extra["free"]
    assert Hold.objects.count() == 1


def test_an_expired_hold_is_refused_with_free_times(place):
    kept = held(place)
    Hold.objects.update(expires_at=clock.machine_now() - KEPT_FOR)
    told = Entry.objects.count()

    with pytest.raises(Expired) as refused:
        confirmed(place, kept.id)

    assert refused.value.code == "hold_expired"
    assert "free" in refused.value.extra
    assert not Appointment.objects.exists()
    assert Entry.objects.count() == told


def test_a_released_hold_is_free_at_once(place):
    kept = held(place)

    booking.release_hold(
        hold_id=kept.id, actor=place.grace, machine_at=clock.machine_now(), at=NOON
    )

    assert held(place).starts_at == MONDAY_9


def test_choosing_again_gives_the_first_choice_back(place):
    first = held(place)

    booking.hold(
        site_id=place.site_id,
        operation_codes=["OIL"],
        starts_at=TUESDAY_10,
        replaces=first.id,
        actor=place.grace,
        machine_at=clock.machine_now(),
        at=NOON,
    )

    assert held(place).starts_at == MONDAY_9


def test_nobody_keeps_a_whole_day_from_everybody_else(place):
    for hours in (0, 1, 2, 4, 5):
        held(place, MONDAY_9 + dt.timedelta(hours=hours))

    with pytest.raises(TooMany):
        held(place, TUESDAY_10)

    assert Hold.objects.count() == 5


@pytest.mark.parametrize(
    ("_case", "codes", "starts_at", "refusal"),
    [
        ("nothing chosen", [], MONDAY_9, Invalid),
        ("in the past", ["OIL"], NOON - HALF_HOUR, Invalid),
        ("no such work", ["NOTHING"], MONDAY_9, NotFound),
        ("at night", ["OIL"], MONDAY_9 + dt.timedelta(hours=14), RuleBroken),
    ],
)
def test_a_hold_is_refused_and_leaves_no_trace(place, _case, codes, starts_at, refusal):
    told = Entry.objects.count()

    with pytest.raises(refusal):
        booking.hold(
            site_id=place.site_id,
            operation_codes=codes,
            starts_at=starts_at,
            actor=place.grace,
            machine_at=clock.machine_now(),
            at=NOON,
        )

    assert not Hold.objects.exists()
    assert Entry.objects.count() == told


@pytest.mark.parametrize(
    ("_case", "actor", "door"),
    [
        ("a stranger without a proof", ANONYMOUS, Door.WEB),
        ("signed in, but not this person", world.eve(), Door.WEB),
        ("an advisor of another site", world.bob(), Door.PHONE),
        ("an owner pretending to be the desk", None, Door.DESK),
    ],
)
def test_a_booking_for_others_is_refused_and_leaves_no_trace(place, _case, actor, door):
    actor = actor or place.grace
    kept = held(place, actor=actor)
    told = Entry.objects.count()

    with pytest.raises(NotAllowed):
        confirmed(place, kept.id, actor=actor, door=door)

    assert not Appointment.objects.exists()
    assert Entry.objects.count() == told


@pytest.mark.parametrize("door", [Door.PHONE, Door.DESK, Door.BOARD, Door.API, Door.WEB])
def test_the_advisor_books_through_any_door_by_the_same_rules(place, door):
    appointment_id = confirmed(
        place, held(place, actor=world.ada()).id, actor=world.ada(), door=door
    )

    assert Appointment.objects.get(pk=appointment_id).door == door
    with pytest.raises(RuleBroken):
        held(place, actor=world.ada())


def test_an_owner_books_only_for_a_car_of_theirs(place):
    _other, car = owner("Lovelace", "ada@example.com", "品川 300 さ 99-99")
    kept = held(place)

    with pytest.raises(RuleBroken) as refused:
        booking.confirm(
            hold_id=kept.id,
            vehicle_id=car,
            party=place.party,
            wishes=Wishes(),
            door=Door.WEB,
            language="en",
            actor=place.grace,
            machine_at=clock.machine_now(),
            at=NOON,
        )

    assert refused.value.code == "not_their_car"
    assert not Appointment.objects.exists()


def test_owner_bringer_and_authoriser_are_three_people(place):
    son, _car = owner("Hopper", "son@example.com", "品川 300 さ 55-55")
    kept = held(place, actor=world.ada())

    booking.confirm(
        hold_id=kept.id,
        vehicle_id=place.vehicle_id,
        party=Party(owner_id=place.customer_id, bringer_id=son, authoriser_id=place.customer_id),
        wishes=Wishes(),
        door=Door.PHONE,
        language="en",
        actor=world.ada(),
        machine_at=clock.machine_now(),
        at=NOON,
    )

    seen = booking.appointment(appointment_id=kept.id, actor=world.grace(son))
    assert seen.party.who_may_say_yes == place.customer_id
    assert seen.party.bringer_id == son


def test_a_stranger_does_not_learn_that_an_appointment_exists(place):
    appointment_id = booked(place)

    for actor in (world.eve(), world.bob(), ANONYMOUS):
        with pytest.raises(NotFound):
            booking.appointment(appointment_id=appointment_id, actor=actor)
        with pytest.raises(NotFound):
            booking.cancel(appointment_id=appointment_id, actor=actor, at=NOON)
    assert Appointment.objects.get().state == AppointmentState.BOOKED


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.CASHIER, Role.AUDITOR])
def test_who_only_looks_gives_nobody_s_time_back(place, role):
    kept = held(place)

    with pytest.raises(NotFound):
        booking.release_hold(
            hold_id=kept.id,
            actor=world.actor("ken", role),
            machine_at=clock.machine_now(),
            at=NOON,
        )

    assert Hold.objects.get(pk=kept.id).released_at is None
