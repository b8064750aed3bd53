"""Who comes tomorrow and is reminded by no mail is called, once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.operations import messages
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import MONDAY_9, booked
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    NewContact,
)
from seibi.contexts.customers.models.record import ContactPoint
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db
EARLIER = NOON - dt.timedelta(days=3)  # Monday's visits were booked well before


def wait(place, actor=None, at=NOON):
    rows = booking.to_call(site_id=place.site_id, actor=actor or world.ada(), at=at)
    return [row.appointment_id for row in rows]


def expected(place, at=MONDAY_9):
    visit = booked(place, at)
    Appointment.objects.filter(pk=visit).update(booked_at=EARLIER)
    return visit


@pytest.fixture
def unreachable(place):
    """Grace has a telephone and no address any more."""
    customers.add_contact(
        customer_id=place.customer_id,
        new=NewContact(ContactKind.PHONE, "090-1234-5678"),
        actor=SYSTEM,
        at=NOON,
    )
    ContactPoint.objects.filter(kind=ContactKind.EMAIL).delete()
    return expected(place)


def test_who_has_no_address_is_called(place, unreachable):
    (row,) = booking.to_call(site_id=place.site_id, actor=world.ada(), at=NOON)

    assert (row.appointment_id, row.phone) == (unreachable, "+819012345678")
    assert row.may_note


def test_who_said_no_to_mail_is_called_and_who_said_no_to_calls_has_no_number(place, unreachable):
    customers.withdraw_consent(
        customer_id=place.customer_id,
        purpose=ContactPurpose.VISIT,
        channel=ContactKind.PHONE,
        source=ConsentSource.COUNTER,
        actor=place.grace,
        at=NOON,
    )

    (row,) = booking.to_call(site_id=place.site_id, actor=world.ada(), at=NOON)

    assert row.phone == ""


def test_a_mail_that_did_not_go_in_time_is_made_good_by_a_call(place):
    visit = expected(place)
    assert wait(place, at=MONDAY_9 - dt.timedelta(hours=23, minutes=30)) == []
    assert wait(place) == [visit]  # half a day before, and still no reminder

    messages.remind_of_tomorrow(actor=SYSTEM, at=NOON)

    assert wait(place) == []


def test_who_booked_after_the_evening_before_knows(place, unreachable):
    Appointment.objects.update(booked_at=MONDAY_9 - dt.timedelta(hours=16))

    assert wait(place) == []


def test_other_days_and_other_sites_are_not_on_the_list(place, unreachable):
    assert wait(place, at=MONDAY_9) == []
    assert wait(place, at=NOON - dt.timedelta(days=1)) == []
    assert wait(place, actor=world.bob()) == []


def test_who_was_called_or_does_not_come_is_off_the_list(place, unreachable):
    booking.note_call(appointment_id=unreachable, actor=world.ada(), at=NOON)
    booking.note_call(appointment_id=unreachable, actor=world.ada(), at=NOON)

    assert wait(place) == []
    assert Entry.objects.filter(name="booking.owner_called.v1").count() == 1


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("a stranger", world.eve(), NotFound),
        ("an advisor of another site", world.bob(), NotFound),
        ("a technician", world.mia(), NotAllowed),
    ],
)
def test_a_call_is_noted_by_those_who_book(place, unreachable, _case, actor, refusal):
    with pytest.raises(refusal):
        booking.note_call(appointment_id=unreachable, actor=actor, at=NOON)

    assert wait(place) == [unreachable]
    assert not Entry.objects.filter(name="booking.owner_called.v1").exists()


def test_nobody_is_reminded_of_what_was_cancelled(place, unreachable):
    booking.cancel(appointment_id=unreachable, actor=place.grace, at=NOON)

    assert wait(place) == []
    with pytest.raises(RuleBroken) as refusal:
        booking.note_call(appointment_id=unreachable, actor=world.ada(), at=NOON)
    assert refusal.value.code == "not_expected"


def test_three_calls_take_as_many_queries_as_one(place, unreachable, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        assert len(wait(place)) == 1
    for number in (1, 2):
        family = f"Hopper{number}"
        plate = f"品川 300 さ 30-0{number}"
        other = factories.Place(
            place.site_id, *factories.owner(family, f"h{number}@example.com", plate)
        )
        expected(other, MONDAY_9 + dt.timedelta(hours=number))
    ContactPoint.objects.filter(kind=ContactKind.EMAIL).delete()

    with django_assert_num_queries(len(one)):
        assert len(wait(place)) == 3
