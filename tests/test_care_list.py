"""Whom to call because a car is due: those who want it, at the workshop that knows the car."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.tests import factories as places
from seibi.contexts.booking.tests.factories import TUESDAY_10, booked
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    NewContact,
)
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague, site
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests.world import NOON, OTHER_SITE

pytestmark = pytest.mark.django_db
SOLD = dt.date(2022, 4, 1)


@pytest.fixture(autouse=True)
def _at_noon():
    before = clock._clock.source
    clock.follow(lambda: clock.Rate(clock.machine_now(), NOON))
    yield
    clock.follow(before)


@pytest.fixture
def place():
    found = places.place(bays=3, technicians=3)
    vehicles.load_schedules(actor=SYSTEM, at=NOON)
    wants_to_be_called(found, 0)
    return found


@pytest.fixture
def carol(client, place):
    """She looks after the owners of site 7."""
    client.force_login(Account.objects.get(pk=colleague("carol", Role.CR)))
    return client


def wants_to_be_called(place, number):
    Vehicle.objects.filter(pk=place.vehicle_id).update(delivered_on=SOLD)
    customers.add_contact(
        customer_id=place.customer_id,
        new=NewContact(ContactKind.PHONE, f"090-8765-432{number}"),
        actor=SYSTEM,
        at=NOON,
    )
    say(customers.give_consent, place)


def say(answer, place):
    answer(
        customer_id=place.customer_id,
        purpose=ContactPurpose.REMINDER,
        channel=ContactKind.PHONE,
        source=ConsentSource.COUNTER,
        actor=SYSTEM,
        at=NOON,
    )


def due(browser):
    return [(one.car.id, one.phone) for one in browser.get("/").context["due"]]


def test_an_owner_who_wants_it_is_called_when_the_car_is_due(place, carol):
    assert due(carol) == [(place.vehicle_id, "+819087654320")]
    assert "Due now" in carol.get("/").content.decode()


def test_who_does_not_want_calls_is_not_called(place, carol):
    say(customers.withdraw_consent, place)

    assert due(carol) == []


def test_nobody_is_called_about_a_car_that_is_booked_or_here(place, carol):
    booked(place, TUESDAY_10)
    assert due(carol) == []


def test_nobody_is_called_about_a_car_that_stands_in_the_house(place, carol):
    visits.arrived_car(place)
    assert due(carol) == []


def test_a_car_that_is_not_due_for_a_month_is_left_alone(place, carol):
    Vehicle.objects.update(delivered_on=NOON.date() - dt.timedelta(days=30))

    assert due(carol) == []


def test_the_workshop_that_knows_the_car_calls(place, carol):
    visits.booked_car(place)
    Appointment.objects.update(state=AppointmentState.MISSED)
    assert due(carol) != []

    WorkOrder.objects.update(site_id=site(OTHER_SITE))
    assert due(carol) == []


def test_three_cars_take_as_many_queries_as_one(place, carol, django_assert_num_queries):
    due(carol)
    with CaptureQueriesContext(connection) as one:
        assert len(due(carol)) == 1
    for number in (1, 2):
        person, car = places.owner(
            f"Hopper{number}", f"h{number}@example.com", f"品川 300 さ 30-0{number}"
        )
        wants_to_be_called(replace(place, customer_id=person, vehicle_id=car), number)

    with django_assert_num_queries(len(one)):
        assert len(due(carol)) == 3
