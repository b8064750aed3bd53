"""The menu with price and time, quotes in whole coins, and a bounded number of queries."""

import pytest
from django.utils.translation import override

from seibi.contexts.catalogue import queries
from seibi.contexts.catalogue.models import Operation, PriceRule
from seibi.contexts.catalogue.tests.factories import shop
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import Powertrain
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotFound
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db


@pytest.fixture
def site_id():
    return shop()


def car(powertrain):
    return vehicles.register_vehicle(
        make="Toyota",
        model="Corolla",
        model_year=2022,
        country="JP",
        owner_node=SITE,
        plate=f"品川 300 さ {powertrain[:4]}",
        powertrain=powertrain,
        actor=SYSTEM,
        at=NOON,
    )


def test_the_menu_says_price_and_time_before_booking(site_id):
    oil = queries.menu(site_id=site_id, at=NOON)[0]

    assert (oil.code, oil.minutes, oil.price.amount, oil.tax_included) == ("OIL", 30, 5500, True)
    assert oil.shelf == "Regular service"


def test_the_menu_speaks_the_readers_language(site_id):
    with override("ja"):
        found = queries.menu(site_id=site_id, at=NOON)

    assert found[0].name == "オイル交換"


def test_an_electric_car_is_not_offered_an_oil_change(site_id):
    electric = {
        i.code for i in queries.menu(site_id=site_id, vehicle_id=car(Powertrain.BATTERY), at=NOON)
    }
    petrol = {
        i.code for i in queries.menu(site_id=site_id, vehicle_id=car(Powertrain.PETROL), at=NOON)
    }

    assert "OIL" not in electric
    assert "EV-CHECK" in electric
    assert "PKG-EV" in electric
    assert "EV-CHECK" not in petrol
    assert "OIL" in petrol


def test_work_of_another_country_is_not_on_the_menu(site_id):
    codes = {item.code for item in queries.menu(site_id=site_id, at=NOON)}

    assert "SHAKEN-24" in codes
    assert "ANNUAL-CN" not in codes


def test_a_package_costs_and_lasts_what_its_parts_do(site_id):
    menu = {item.code: item for item in queries.menu(site_id=site_id, at=NOON)}

    pack = menu["PKG-YEAR"]

    assert (
        pack.price == menu["CHECK-12"].price + menu["OIL-FILTER"].price + menu["CABIN-FILTER"].price
    )
    assert pack.minutes == 90 + 40 + 20
    assert pack.is_package


def test_a_quote_adds_up_line_by_line(site_id):
    quote = queries.quote(site_id=site_id, codes=["OIL", "BRAKE-PADS-F"], at=NOON)

    assert [(x.net.amount, x.tax.amount, x.gross.amount) for x in quote.lines] == [
        (5000, 500, 5500),
        (22000, 2200, 24200),
    ]
    assert quote.net + quote.tax == quote.gross
    assert quote.shown.amount == 29700


def test_work_without_a_price_is_named_and_not_guessed(site_id):
    PriceRule.objects.filter(item_code="OIL").delete()

    quote = queries.quote(site_id=site_id, codes=["OIL", "WASH"], at=NOON)

    assert quote.unpriced == ("OIL",)
    assert quote.gross.amount == 3300


def test_a_package_is_opened_once(site_id):
    assert queries.expand(["OIL-FILTER", "PKG-YEAR"]) == ("OIL-FILTER", "CHECK-12", "CABIN-FILTER")


def test_unknown_work_is_refused(site_id):
    with pytest.raises(NotFound):
        queries.quote(site_id=site_id, codes=["OIL", "NOTHING"], at=NOON)


def test_the_menu_takes_the_same_queries_however_long_it_is(site_id, django_assert_max_num_queries):
    Operation.objects.exclude(code__in=["OIL", "WASH"]).update(on_menu=False)
    with django_assert_max_num_queries(12):
        queries.menu(site_id=site_id, at=NOON)
    Operation.objects.update(on_menu=True)

    with django_assert_max_num_queries(12):
        assert len(queries.menu(site_id=site_id, at=NOON)) > 30
