"""Defining work, setting prices that keep their history, and who may not."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from seibi.contexts.catalogue import facade as operations
from seibi.contexts.catalogue import queries
from seibi.contexts.catalogue.contracts import PackageSpec, PriceKind
from seibi.contexts.catalogue.domain.standard import standard_operations
from seibi.contexts.catalogue.models import Operation, Package, PriceRule
from seibi.contexts.catalogue.tests.factories import shop
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db
APRIL = dt.date(2026, 4, 1)
MAY = dt.date(2026, 5, 1)


def price(amount, day, actor=None, **more):
    return operations.set_price(
        node=SITE,
        kind=PriceKind.FIXED,
        item_code="OIL",
        amount=Decimal(amount),
        currency="JPY",
        valid_from=day,
        actor=actor or world.sora(),
        at=NOON,
        **more,
    )


def test_loading_twice_changes_nothing():
    operations.load_standard_catalogue(actor=SYSTEM, at=NOON)
    before = list(Operation.objects.values_list("pk", "code", "minutes"))

    operations.load_standard_catalogue(actor=SYSTEM, at=NOON)

    assert list(Operation.objects.values_list("pk", "code", "minutes")) == before
    assert Package.objects.count() == 4


def test_an_operation_can_get_another_standard_time():
    spec = standard_operations()[0]
    first = operations.define_operation(spec=spec, actor=SYSTEM, at=NOON)

    again = operations.define_operation(spec=replace(spec, minutes=45), actor=SYSTEM, at=NOON)

    assert first == again
    assert queries.operations([spec.code])[spec.code].minutes == 45
    assert Entry.objects.filter(name="catalogue.operation_defined.v1").count() == 2


def test_an_operation_without_time_is_refused_and_leaves_no_trace():
    spec = replace(standard_operations()[0], minutes=0)

    with pytest.raises(Invalid):
        operations.define_operation(spec=spec, actor=SYSTEM, at=NOON)

    assert not Operation.objects.exists()
    assert not Entry.objects.exists()


def test_one_site_cannot_change_what_holds_for_all():
    with pytest.raises(NotAllowed):
        operations.define_operation(spec=standard_operations()[0], actor=world.sora(), at=NOON)

    assert not Operation.objects.exists()


def test_a_package_of_unknown_work_is_refused():
    spec = PackageSpec("PKG-X", {"en": "X"}, {}, ("NOTHING",))

    with pytest.raises(NotFound):
        operations.define_package(spec=spec, actor=SYSTEM, at=NOON)

    assert not Package.objects.exists()


def test_a_new_price_ends_the_old_one_and_keeps_it():
    price(5500, APRIL)
    price(5900, MAY)

    history = queries.price_history(
        node=SITE, kind=PriceKind.FIXED, item_code="OIL", actor=world.ada()
    )

    assert [(p.amount, p.valid_from, p.valid_until) for p in history] == [
        (5900, MAY, None),
        (5500, APRIL, MAY),
    ]


def test_a_price_of_the_same_day_is_corrected():
    price(5500, APRIL)
    price(5600, APRIL)

    assert list(PriceRule.objects.values_list("amount", flat=True)) == [5600]


@pytest.mark.parametrize(
    ("_case", "change", "refusal"),
    [
        ("an advisor", {"actor": world.ada()}, NotAllowed),
        ("a manager of nowhere", {"actor": world.bob()}, NotAllowed),
        ("less than nothing", {"amount": -1}, Invalid),
        ("before the last price", {"day": dt.date(2026, 3, 1)}, RuleBroken),
    ],
)
def test_a_refused_price_leaves_no_trace(_case, change, refusal):
    price(5500, APRIL)
    told = Entry.objects.count()

    with pytest.raises(refusal):
        price(**({"amount": 9999, "day": MAY} | change))

    assert list(PriceRule.objects.values_list("amount", flat=True)) == [5500]
    assert Entry.objects.count() == told


def test_there_is_no_ready_made_list_for_every_country():
    with pytest.raises(NotFound):
        operations.load_standard_prices(
            node=SITE, country="FR", valid_from=APRIL, actor=SYSTEM, at=NOON
        )

    assert not PriceRule.objects.exists()


def test_the_price_of_today_is_the_one_in_force_today():
    site_id = shop()
    price(6600, APRIL, tax_included=True)

    today = queries.quote(site_id=site_id, codes=["OIL"], at=NOON)
    later = queries.quote(site_id=site_id, codes=["OIL"], at=NOON + dt.timedelta(days=4))

    assert (today.gross.amount, later.gross.amount) == (5500, 6600)
