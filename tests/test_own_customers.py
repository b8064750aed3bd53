"""What sales see first: the cars of their own customers, with what is due or under way."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seibi.contexts.booking.tests import factories as places
from seibi.contexts.customers import facade as customers
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests.world import NOON

pytestmark = pytest.mark.django_db


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
    return found


@pytest.fixture
def seller():
    return colleague("sally", Role.SALES)


@pytest.fixture
def sally(client, place, seller):
    client.force_login(Account.objects.get(pk=seller))
    return client


def sold(place, seller, on=dt.date(2022, 4, 1)):
    Vehicle.objects.filter(pk=place.vehicle_id).update(delivered_on=on)
    customers.assign_sales(customer_id=place.customer_id, account_id=seller, actor=SYSTEM, at=NOON)


def own(browser):
    return browser.get("/").context["own"]


def test_what_is_due_for_my_customer_is_shown_and_nothing_of_others(place, seller, sally):
    assert "No customer is yours yet" in sally.get("/").content.decode()

    sold(place, seller)

    (one,) = own(sally)
    assert (one.car.id, one.customer.id, one.here) == (place.vehicle_id, place.customer_id, None)
    assert one.due.overdue
    customers.assign_sales(customer_id=place.customer_id, account_id=None, actor=SYSTEM, at=NOON)
    assert own(sally) == []


def test_a_car_that_is_here_comes_first_with_its_state(place, seller, sally):
    person, car = places.owner("Heidi", "heidi@example.com", "品川 300 さ 30-01")
    other = replace(place, customer_id=person, vehicle_id=car)
    sold(other, seller)
    sold(place, seller)
    visits.received_car(place)

    first, second = own(sally)

    assert (first.car.id, first.here.state) == (place.vehicle_id, "checked_in")
    assert (second.car.id, second.here) == (car, None)
    assert "/work-orders/" not in sally.get("/").content.decode()


def test_a_new_car_needs_nothing_and_that_is_said(place, seller, sally):
    sold(place, seller, NOON.date() - dt.timedelta(days=30))

    page = sally.get("/")

    assert page.context["own"] == []
    assert "Nothing is due or under way for your customers" in page.content.decode()


def test_three_customers_take_as_many_queries_as_one(
    place, seller, sally, django_assert_num_queries
):
    sold(place, seller)
    own(sally)
    with CaptureQueriesContext(connection) as one:
        assert len(own(sally)) == 1
    for number in (1, 2):
        person, car = places.owner(
            f"Hopper{number}", f"h{number}@example.com", f"品川 300 さ 30-0{number}"
        )
        sold(replace(place, customer_id=person, vehicle_id=car), seller)

    with django_assert_num_queries(len(one)):
        assert len(own(sally)) == 3
