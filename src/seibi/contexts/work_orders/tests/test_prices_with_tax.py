"""Where prices include tax the estimate shows them as they are, and adds up what it shows."""

import datetime as dt
from decimal import Decimal

import pytest

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import PriceKind
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Channel, LineKind, NewLine, TaxRule
from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries import estimates
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, RuleBroken
from tests import world
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """Site 7 sells an oil change for 104 yen, tax included."""
    found = booking_factories.place()
    catalogue.set_price(
        node=SITE,
        kind=PriceKind.FIXED,
        item_code="OIL",
        amount=Decimal(104),
        currency="JPY",
        tax_included=True,
        valid_from=dt.date(2026, 2, 1),
        actor=SYSTEM,
        at=NOON,
    )
    return found


@pytest.fixture
def car(place):
    """Received for the oil change of the menu; nothing shown yet."""
    return factories.received_car(place, menu=True)


def add(car, **values):
    new = NewLine(kind=LineKind.LABOUR, title={"en": "Look at the horn"}, **values)
    return work_orders.add_line(work_order_id=car.id, new=new, actor=world.ada(), at=later(3))


def change(car, line_id, **changes):
    work_orders.change_line(
        work_order_id=car.id, line_id=line_id, changes=changes, actor=world.ada(), at=later(4)
    )


def line_of(car, line_id):
    return next(line for line in car.lines if line.pk == line_id)


def amounts(line):
    return int(line.net), int(line.tax), int(line.gross)


def test_work_from_the_menu_costs_what_the_menu_says(car):
    oil = car.line(LineKind.LABOUR)

    assert amounts(oil) == (95, 9, 104)
    assert (int(oil.unit_gross), int(oil.unit_net)) == (104, 95)


def test_the_estimate_is_the_sum_of_what_it_shows(car):
    for _turn in range(9):
        work_orders.add_menu_lines(
            work_order_id=car.id, codes=["OIL"], actor=world.ada(), at=later(3)
        )
    add(car, unit_net=Decimal(105), quantity=Decimal(10))

    factories.make_estimate(car)

    version = EstimateVersion.objects.get()
    assert int(version.gross) == sum(int(line.gross) for line in car.lines) == 10 * 104 + 1160
    assert (int(version.tax), int(version.net)) == (200, 2000)


def test_what_is_typed_without_tax_is_kept_and_multiplied_with_it(car):
    line = line_of(car, add(car, unit_net=Decimal(105), quantity=Decimal(10)))

    assert (int(line.unit_gross), int(line.gross)) == (116, 1160)


def test_what_is_typed_with_tax_stays_as_it_is(car):
    line = line_of(car, add(car, unit_gross=Decimal(1000)))

    assert amounts(line) == (909, 91, 1000)


def test_work_by_its_code_costs_what_the_menu_says(car):
    line = line_of(car, add(car, operation_code="OIL"))

    assert amounts(line) == (95, 9, 104)


def test_a_changed_line_is_not_taxed_twice(car):
    oil = car.line(LineKind.LABOUR)

    change(car, oil.pk, quantity=Decimal(2))

    assert amounts(line_of(car, oil.pk)) == (189, 19, 208)


@pytest.mark.parametrize(
    ("changes", "gross"),
    [({"unit_gross": Decimal(200)}, 200), ({"unit_net": Decimal(200)}, 220)],
)
def test_a_new_price_is_with_tax_or_without_as_it_is_typed(car, changes, gross):
    oil = car.line(LineKind.LABOUR)

    change(car, oil.pk, **changes)

    assert int(line_of(car, oil.pk).gross) == gross


def test_one_price_is_typed_once(car):
    twice = {"unit_net": Decimal(100), "unit_gross": Decimal(110)}

    with nothing_happens(Invalid, "line_priced_twice"):
        add(car, **twice)
    with nothing_happens(Invalid, "line_priced_twice"):
        change(car, car.lines[0].pk, **twice)


def test_a_ceiling_is_used_up_by_what_the_lines_show(car):
    second = add(car, unit_gross=Decimal(104))
    third = add(car, unit_gross=Decimal(1))
    work_orders.agree_ceiling(
        work_order_id=car.id,
        amount=Decimal(208),
        who="Grace",
        channel=Channel.IN_PERSON,
        actor=world.ada(),
        at=later(5),
    )

    left = work_orders.use_ceiling(
        work_order_id=car.id,
        line_ids=[car.line(LineKind.LABOUR).pk, second],
        actor=world.ada(),
        at=later(6),
    )

    assert left.amount == 0
    with nothing_happens(RuleBroken, "beyond_ceiling"):
        work_orders.use_ceiling(
            work_order_id=car.id, line_ids=[third], actor=world.ada(), at=later(7)
        )


def test_a_visit_that_began_before_goes_on_as_it_began(car):
    WorkOrder.objects.update(tax_rule=TaxRule.PER_RATE_OF_NET)

    for _turn in range(10):
        add(car, unit_net=Decimal(105))

    typed = [line for line in car.lines if line.unit_gross is None]
    assert [int(line.gross) for line in typed] == [116] * 10
    assert estimates.sum_of(car.row, typed).gross.amount == 1155


def test_elsewhere_tax_comes_on_top_line_by_line(car):
    WorkOrder.objects.update(tax_rule=TaxRule.PER_LINE)

    for _turn in range(10):
        add(car, unit_net=Decimal(105))

    typed = [line for line in car.lines if line.unit_gross is None]
    assert len(typed) == 10
    assert estimates.sum_of(car.row, typed).gross.amount == 1160
