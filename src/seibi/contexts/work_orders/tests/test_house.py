"""What colleagues beside the workshop see of it: whose car is here, which part is asked for."""

from decimal import Decimal

import pytest

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.actor import Actor
from tests import world
from tests.world import OTHER_SITE, SITE

pytestmark = pytest.mark.django_db
SALES = world.actor("eve", Role.SALES)


@pytest.fixture
def place(db):
    return booking_factories.place()


def here(actor=SALES, at=None):
    return work_orders.cars_in_house(actor=actor, node=SITE, at=at or later(60))


def ask(car) -> object:
    return work_orders.ask_for_part(
        work_order_id=car.id,
        line_id=None,
        words="A clip",
        part_number="",
        quantity=Decimal(2),
        actor=world.mia(),
        at=later(20),
    )


def test_sales_know_whose_car_is_here_and_when_it_is_ready(place):
    car = factories.working_car(place)

    (found,) = here()

    assert (found.vehicle_id, found.state) == (car.row.vehicle_id, State.IN_WORK)
    assert found.customer_name
    assert found.promise_at == car.row.promise_at


def test_a_car_that_was_handed_back_is_not_here(place):
    factories.delivered_car(place)

    assert here(at=later(600)) == []


@pytest.mark.parametrize(
    "who",
    [
        world.actor("eve", Role.SALES, OTHER_SITE),
        world.actor("eve", Role.ADMINISTRATOR),
        world.actor("eve"),
    ],
)
def test_others_do_not_learn_whose_car_is_here(place, who):
    factories.working_car(place)

    assert here(actor=who) == []


def test_a_part_is_asked_for_until_somebody_answers(place):
    car = factories.working_car(place)
    request = ask(car)

    (wish,) = work_orders.open_part_wishes(actor=world.paul(), node=SITE)
    assert (wish.id, wish.work_order_id, wish.words, wish.quantity) == (
        request,
        car.id,
        "A clip",
        "2",
    )

    work_orders.answer_part_request(
        work_order_id=car.id,
        request_id=request,
        answer="On its way",
        actor=world.paul(),
        at=later(25),
    )
    assert work_orders.open_part_wishes(actor=world.paul(), node=SITE) == []


@pytest.mark.parametrize("who", [world.bob(), SALES, Actor("user:nobody")])
def test_others_do_not_learn_what_was_asked_for(place, who):
    ask(factories.working_car(place))

    assert work_orders.open_part_wishes(actor=who, node=SITE) == []
