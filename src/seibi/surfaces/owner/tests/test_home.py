"""What an owner sees first: what is booked, and nothing that does not take place any more."""

import pytest

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import CancelledBy
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.booking.tests.factories import MONDAY_9, TUESDAY_10
from seibi.contexts.customers import facade as customers
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.tests import factories
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests import world
from tests.world import IDS, NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _evening_before():
    before = clock._clock.source
    clock.follow(lambda: clock.Rate(clock.machine_now(), NOON))
    yield
    clock.follow(before)


@pytest.fixture
def place():
    return booking_factories.place()


@pytest.fixture
def grace(place, client):
    factories.cast()
    customers.link_account(
        account_id=IDS["grace"], customer_id=place.customer_id, actor=SYSTEM, at=NOON
    )
    client.force_login(Account.objects.get(pk=IDS["grace"]))
    return client


def coming(browser):
    """When the appointments on the cards are."""
    cards = browser.get("/my/").context["cards"]
    return [card.appointment.starts_at for card in cards if card.appointment]


@pytest.mark.parametrize("by", CancelledBy)
def test_a_visit_that_was_cancelled_at_the_desk_is_not_coming_any_more(place, grace, read_all, by):
    car = factories.booked_car(place)
    assert coming(grace) == [MONDAY_9]

    work_orders.cancel(
        work_order_id=car.id,
        reason="The lift is broken",
        by=by,
        remedy="A courtesy car" if by is CancelledBy.SITE else "",
        actor=world.ada(),
        at=NOON,
    )
    read_all()

    assert coming(grace) == []
    assert "Book a visit" in grace.get("/my/").content.decode()


def test_an_appointment_that_was_cancelled_is_not_coming_any_more(place, grace):
    appointment_id = booking_factories.booked(place, TUESDAY_10)
    assert coming(grace) == [TUESDAY_10]

    booking.cancel(appointment_id=appointment_id, actor=place.grace, at=NOON)

    assert coming(grace) == []


def test_the_next_of_several_is_shown(place, grace):
    later = booking_factories.booked(place, TUESDAY_10)
    booking_factories.booked(place, MONDAY_9)
    assert coming(grace) == [MONDAY_9]
    assert booking.link_of(later) not in grace.get("/my/").content.decode()
