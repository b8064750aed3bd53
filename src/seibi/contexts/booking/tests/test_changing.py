"""Moving, cancelling, staying away: deadlines, remedies, and refusals that leave no trace."""

import datetime as dt

import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import (
    AppointmentState,
    BookingRules,
    CancelledBy,
)
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.tests.factories import (
    MONDAY_9,
    TUESDAY_10,
    booked,
    held,
)
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.errors import Invalid, NotAllowed, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db
HALF_HOUR = dt.timedelta(minutes=30)
RECEPTION = dt.timedelta(minutes=15)


def test_moving_keeps_the_number_and_raises_the_sequence(place):
    appointment_id = booked(place)

    booking.move(appointment_id=appointment_id, starts_at=TUESDAY_10, actor=world.ada(), at=NOON)

    info = booking.appointment(appointment_id=appointment_id, actor=place.grace)
    assert (info.number, info.sequence, info.starts_at) == ("A-1001", 1, TUESDAY_10)
    assert info.ends_at == TUESDAY_10 + RECEPTION + HALF_HOUR
    assert (
        workshop.job_of(f"appointment:{appointment_id}", NOON).steps[0].start
        == TUESDAY_10 + RECEPTION
    )
    assert held(place).starts_at == MONDAY_9


def test_moving_to_a_taken_time_keeps_the_old_one(place):
    appointment_id = booked(place, TUESDAY_10)
    held(place, MONDAY_9)

    with pytest.raises(RuleBroken) as refused:
        booking.move(appointment_id=appointment_id, starts_at=MONDAY_9, actor=place.grace, at=NOON)

    assert refused.value.extra["free"]
    info = booking.appointment(appointment_id=appointment_id, actor=place.grace)
    assert (info.starts_at, info.sequence) == (TUESDAY_10, 0)


def test_moving_an_appointment_that_was_moved_meanwhile_is_refused(place):
    appointment_id = booked(place, TUESDAY_10)
    booking.move(appointment_id=appointment_id, starts_at=MONDAY_9, actor=world.ada(), at=NOON)

    with pytest.raises(RuleBroken) as refused:
        booking.move(
            appointment_id=appointment_id,
            starts_at=TUESDAY_10,
            sequence=0,
            actor=world.ada(),
            at=NOON,
        )

    assert refused.value.code == "stale_appointment"


def test_cancelling_frees_the_time_at_once(place):
    appointment_id = booked(place, TUESDAY_10)

    booking.cancel(appointment_id=appointment_id, actor=place.grace, at=NOON)
    booking.cancel(appointment_id=appointment_id, actor=place.grace, at=NOON)

    info = booking.appointment(appointment_id=appointment_id, actor=place.grace, at=NOON)
    assert (info.state, info.cancelled_by) == (AppointmentState.CANCELLED, CancelledBy.OWNER)
    assert info.actions == ()
    assert Entry.objects.filter(name="booking.appointment_cancelled.v1").count() == 1
    assert held(place, TUESDAY_10).starts_at == TUESDAY_10


@pytest.mark.parametrize("change", ["move", "cancel"])
def test_after_the_deadline_the_owner_calls_and_the_desk_still_helps(place, change):
    appointment_id = booked(place, TUESDAY_10)
    late = TUESDAY_10 - dt.timedelta(hours=23, minutes=59)
    more = {"starts_at": TUESDAY_10 + HALF_HOUR} if change == "move" else {}
    operation = getattr(booking, change)
    told = Entry.objects.count()

    with pytest.raises(RuleBroken) as refused:
        operation(appointment_id=appointment_id, actor=place.grace, at=late, **more)

    assert refused.value.code == "too_late_to_change"
    assert Appointment.objects.get().state == AppointmentState.BOOKED
    assert Entry.objects.count() == told
    operation(appointment_id=appointment_id, actor=world.ada(), at=late, **more)


def test_the_deadline_itself_is_in_time(place):
    appointment_id = booked(place, TUESDAY_10)

    booking.cancel(
        appointment_id=appointment_id,
        actor=place.grace,
        at=TUESDAY_10 - dt.timedelta(hours=24),
    )

    assert Appointment.objects.get().state == AppointmentState.CANCELLED


def test_a_site_that_cancels_owes_a_remedy(place):
    appointment_id = booked(place, TUESDAY_10)
    told = Entry.objects.count()

    with pytest.raises(Invalid) as refused:
        booking.cancel(
            appointment_id=appointment_id, by=CancelledBy.SITE, actor=world.ada(), at=NOON
        )

    assert refused.value.code == "remedy_missing"
    assert Entry.objects.count() == told
    booking.cancel(
        appointment_id=appointment_id,
        by=CancelledBy.SITE,
        reason="The lift is broken",
        remedy="Free wash at the next visit",
        actor=world.ada(),
        at=NOON,
    )
    info = booking.appointment(appointment_id=appointment_id, actor=place.grace)
    assert (info.cancelled_by, info.remedy) == (CancelledBy.SITE, "Free wash at the next visit")


def test_a_site_that_moves_late_owes_a_remedy_too(place):
    appointment_id = booked(place, TUESDAY_10)
    late = TUESDAY_10 - dt.timedelta(hours=2)

    with pytest.raises(Invalid):
        booking.move(
            appointment_id=appointment_id,
            starts_at=TUESDAY_10 + HALF_HOUR,
            by=CancelledBy.SITE,
            actor=world.ada(),
            at=late,
        )

    assert Appointment.objects.get().starts_at == TUESDAY_10


def test_a_site_may_have_rules_of_its_own(place):
    booking.set_rules(node=SITE, rules=BookingRules(change_hours=2), actor=world.sora(), at=NOON)

    appointment_id = booked(place, TUESDAY_10)

    info = booking.appointment(appointment_id=appointment_id, actor=place.grace)
    assert info.change_until == TUESDAY_10 - dt.timedelta(hours=2)


def test_an_advisor_sets_no_rules(place):
    with pytest.raises(NotAllowed):
        booking.set_rules(node=SITE, rules=BookingRules(), actor=world.ada(), at=NOON)


def test_nobody_is_absent_before_half_an_hour_has_passed(place):
    appointment_id = booked(place)

    with pytest.raises(RuleBroken):
        booking.mark_missed(
            appointment_id=appointment_id,
            actor=world.ada(),
            at=MONDAY_9 + dt.timedelta(minutes=29),
        )

    assert Appointment.objects.get().state == AppointmentState.BOOKED
    booking.mark_missed(appointment_id=appointment_id, actor=world.ada(), at=MONDAY_9 + HALF_HOUR)
    assert Appointment.objects.get().state == AppointmentState.MISSED
