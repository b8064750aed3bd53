"""Prices: nearest first, tax split in whole coins, never half a price; and the standard data."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.catalogue import labels
from seibi.contexts.catalogue.contracts import (
    BayKind,
    Category,
    KitPart,
    OperationInfo,
    PriceKind,
    QualityGrade,
    QuoteLineKind,
    Skill,
)
from seibi.contexts.catalogue.domain.pricing import (
    PartPrice,
    Price,
    PriceBook,
    lines_for,
    price_book,
    split_tax,
)
from seibi.contexts.catalogue.domain.standard import (
    standard_operations,
    standard_packages,
    standard_prices,
)
from seibi.kernel.money import Money
from seibi.kernel.text import LANGUAGES
from tests.world import GROUP, NOON, SITE


def operation(code="OIL", minutes=30, kit=()):
    return OperationInfo(
        code=code,
        name="Oil change",
        description="",
        category=Category.SERVICE,
        minutes=minutes,
        bay_kind=BayKind.EXPRESS,
        skill=Skill.GENERAL,
        grade=1,
        technicians=1,
        tool_kind="",
        buffer_before=0,
        buffer_after=0,
        may_wait=True,
        quality_grade=QualityGrade.SELF_PHOTO,
        kit=kit,
    )


def book(**changes):
    values = {
        "currency": "JPY",
        "tax_rate": Decimal("0.10"),
        "tax_included": True,
        "labour_rate": Decimal(11000),
        "fixed": {},
    } | changes
    return PriceBook(**values)


def test_the_nearest_price_wins_and_other_currencies_do_not_count():
    prices = [
        Price("/", PriceKind.FIXED, "OIL", Decimal(9000), "JPY", True),
        Price(SITE, PriceKind.FIXED, "OIL", Decimal(4400), "JPY", True),
        Price(GROUP, PriceKind.FIXED, "OIL", Decimal(5500), "JPY", True),
        Price(SITE, PriceKind.FIXED, "OIL", Decimal(40), "USD", True),
        Price(GROUP, PriceKind.TAX_RATE, "", Decimal("0.08"), "", True),
    ]

    found = price_book(prices, currency="JPY", tax_rate=Decimal("0.10"))

    assert found.fixed == {"OIL": Decimal(4400)}
    assert (found.tax_rate, found.tax_included) == (Decimal("0.08"), True)


def test_without_a_rate_of_its_own_a_place_uses_the_company_rate_on_top():
    found = price_book([], currency="USD", tax_rate=Decimal("0.0825"))

    assert (found.tax_rate, found.tax_included, found.labour_rate) == (
        Decimal("0.0825"),
        False,
        None,
    )


def test_a_japanese_price_contains_its_tax():
    net, tax, gross = split_tax(Money(Decimal(5500), "JPY"), book())

    assert (net.amount, tax.amount, gross.amount) == (5000, 500, 5500)


def test_an_american_price_has_tax_added():
    usd = book(currency="USD", tax_included=False, tax_rate=Decimal("0.0825"))

    net, tax, gross = split_tax(Money(Decimal("69.95"), "USD"), usd)

    assert (net.amount, tax.amount, gross.amount) == (
        Decimal("69.95"),
        Decimal("5.77"),
        Decimal("75.72"),
    )


@given(
    amount=st.decimals(min_value=0, max_value=10**7, places=4),
    rate=st.decimals(min_value=0, max_value=1, places=4),
    included=st.booleans(),
    currency=st.sampled_from(["JPY", "CNY", "USD"]),
)
def test_net_and_tax_always_add_up_to_gross_in_whole_coins(amount, rate, included, currency):
    shop = book(currency=currency, tax_rate=rate, tax_included=included)

    net, tax, gross = split_tax(Money(amount, currency), shop)

    assert net + tax == gross
    assert net == net.rounded()
    assert tax == tax.rounded()
    assert tax.amount >= 0


def test_a_fixed_price_covers_work_and_parts():
    work = operation(kit=(KitPart("OIL-0W20", Decimal(4)),))

    lines = lines_for(work, book(fixed={"OIL": Decimal(5500)}), {})

    assert [(x.kind, x.gross.amount) for x in lines] == [(QuoteLineKind.FIXED, 5500)]


def test_without_a_fixed_price_time_and_parts_are_charged():
    work = operation(kit=(KitPart("OIL-0W20", Decimal(4)),))
    parts = {"OIL-0W20": PartPrice("OIL-0W20", "Oil 0W-20, 1 l", Decimal(1200))}

    lines = lines_for(work, book(), parts)

    assert [(x.kind, x.quantity, x.gross.amount) for x in lines] == [
        (QuoteLineKind.LABOUR, Decimal("0.5"), 5500),
        (QuoteLineKind.PART, 4, 5280),
    ]


@pytest.mark.parametrize(
    ("_case", "shop", "kit"),
    [
        ("no labour rate", book(labour_rate=None), ()),
        ("a part without a price", book(), (KitPart("PAD-F", Decimal(1)),)),
    ],
)
def test_there_is_never_half_a_price(_case, shop, kit):
    assert lines_for(operation(kit=kit), shop, {}) == []


@pytest.mark.parametrize(
    "entry", [*standard_operations(), *standard_packages()], ids=lambda e: e.code
)
def test_everything_on_the_menu_is_said_in_three_languages(entry):
    assert set(entry.name) == set(LANGUAGES)
    assert set(entry.description) == set(LANGUAGES)
    assert all([*entry.name.values(), *entry.description.values()])


def test_packages_are_made_of_known_operations():
    known = {o.code for o in standard_operations()}

    assert {code for p in standard_packages() for code in p.operations} <= known


@pytest.mark.parametrize("country", ["JP", "CN", "US"])
def test_every_operation_sold_in_a_country_has_a_price_there(country):
    prices = standard_prices(country, NOON.date())
    sold = {o.code for o in standard_operations() if not o.countries or country in o.countries}

    assert prices is not None
    assert set(prices.fixed) == sold


def test_a_country_without_a_list_has_none():
    assert standard_prices("FR", NOON.date()) is None


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (BayKind, labels.BAY_KIND_LABELS),
        (Skill, labels.SKILL_LABELS),
        (QualityGrade, labels.QUALITY_GRADE_LABELS),
        (Category, labels.CATEGORY_LABELS),
        (PriceKind, labels.PRICE_KIND_LABELS),
        (QuoteLineKind, labels.LINE_KIND_LABELS),
    ],
)
def test_every_code_has_a_word(codes, words):
    assert set(words) == set(codes)
