"""Whoever searches for a car hears first that its owner sees something differently."""

import pytest

from seibi.contexts.network.contracts import Role
from seibi.contexts.support import facade as support
from seibi.contexts.support.contracts import NewDispute, Topic
from seibi.contexts.support.queries import found
from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel.search.matters import DISPUTE, open_matters
from tests import world
from tests.world import GROUP, SITE

pytestmark = pytest.mark.django_db
ELSEWHERE = "/jp/kansai/midori/site-3/"


@pytest.fixture
def disputed(car):
    """Grace sees the price differently."""
    dispute_id = support.raise_dispute(
        work_order_id=car.id,
        new=NewDispute(Topic.PRICE, "That is more than you said.", (car.line(LineKind.LABOUR).pk,)),
        actor=car.grace,
        at=visits.later(20),
    )
    return car, dispute_id


def matters(car, actor):
    return open_matters([car.place.vehicle_id], actor=actor, at=visits.later(30)).get(
        car.place.vehicle_id, ()
    )


@pytest.mark.parametrize(
    ("_case", "name", "role", "node", "leads_to"),
    [
        ("who decides", "lena", Role.LOCAL_LEADER, GROUP, "/support/cases/{case}/"),
        ("who manages", "sora", Role.SERVICE_MANAGER, SITE, "/support/cases/{case}/"),
        ("who answers", "ada", Role.ADVISOR, SITE, "/support/threads/{visit}/"),
    ],
)
def test_an_open_case_comes_first_and_leads_where_it_goes_on(
    disputed, _case, name, role, node, leads_to
):
    car, dispute_id = disputed

    first = matters(car, world.actor(name, role, node))[0]

    assert (first.pressing, first.tone) == (DISPUTE, "late")
    assert "D-000001" in first.label
    assert first.url == leads_to.format(case=dispute_id, visit=car.id)


@pytest.mark.parametrize(
    ("_case", "role", "node"),
    [
        ("a technician", Role.TECHNICIAN, SITE),
        ("the cashier", Role.CASHIER, SITE),
        ("another dealer's advisor", Role.ADVISOR, ELSEWHERE),
    ],
)
def test_nobody_else_learns_of_it(disputed, _case, role, node):
    car, _dispute_id = disputed

    assert DISPUTE not in {one.pressing for one in matters(car, world.actor("mia", role, node))}


def test_a_case_that_is_over_is_found_no_more(disputed):
    car, dispute_id = disputed

    support.withdraw(dispute_id=dispute_id, actor=car.grace, at=visits.later(40))

    assert DISPUTE not in {one.pressing for one in matters(car, world.ada())}


def test_three_cars_cost_one_question(disputed, django_assert_num_queries):
    car, _dispute_id = disputed

    with django_assert_num_queries(1):
        answer = found.open_matters(
            [car.place.vehicle_id, car.id, car.place.customer_id],
            actor=world.ada(),
            at=visits.later(30),
        )
    assert set(answer) == {car.place.vehicle_id}
