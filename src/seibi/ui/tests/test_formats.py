"""Amounts, moments and lengths are written as people of each language write them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from seibi.kernel.money import Money
from seibi.ui import formats
from seibi.ui.spark import HEIGHT, WIDTH, Spark, spark

NOON_UTC = dt.datetime(2026, 11, 22, 12, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("language", "amount", "currency", "written"),
    [
        ("en", "1234", "JPY", "¥1,234"),
        ("ja", "1234", "JPY", "￥1,234"),
        ("zh-hans", "1234", "JPY", "JP¥1,234"),
        ("zh-hans", "1234.5", "CNY", "¥1,234.50"),
        ("ja", "1234.5", "CNY", "CN¥1,234.50"),
        ("en", "1234.5", "USD", "$1,234.50"),
        ("en", "-12.005", "USD", "-$12.01"),
        ("en", "7", "CHF", "CHF 7.00"),
    ],
)
def test_money_is_written_as_readers_know_it(language, amount, currency, written):
    with translation.override(language):
        assert formats.money(Money(Decimal(amount), currency)) == written


def test_times_are_those_of_the_place():
    assert formats.local_time(NOON_UTC, "Asia/Tokyo") == "21:05"
    assert formats.local_time(NOON_UTC, "America/New_York") == "07:05"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "Mon 23 Nov 01:05"),
        ("ja", "11月23日（月） 01:05"),
        ("zh-hans", "11月23日 星期一 01:05"),
    ],
)
def test_a_moment_shows_the_day_of_the_place(language, written):
    late = NOON_UTC + dt.timedelta(hours=4)
    with translation.override(language):
        shown = formats.local_datetime(late, "Asia/Tokyo")
    assert shown.startswith(written[:6])
    assert shown.endswith("01:05")


def test_a_day_in_numbers_is_the_day_of_the_place():
    early = dt.datetime(2026, 11, 30, 1, 30, tzinfo=dt.UTC)
    assert formats.short_day(early, "Pacific/Honolulu") == "11/29/2026"
    assert formats.short_day(early, "Asia/Tokyo") == "11/30/2026"
    assert formats.short_day(early.date(), "Pacific/Honolulu") == "11/30/2026"


def test_lengths_of_time_leave_out_what_is_nothing():
    assert formats.duration(90) == "1 h 30 min"
    assert formats.duration(dt.timedelta(hours=2)) == "2 h"
    assert formats.duration(0) == "0 min"
    assert formats.duration(24 * 60 + 5) == "1 day 5 min"


def test_distances():
    assert formats.kilometres(42310) == "42,310 km"
    assert formats.miles(16093) == "10,000 mi"


def test_telephone_numbers_at_home_and_abroad():
    assert formats.phone("+81312345678", "JP") == "03-1234-5678"
    assert formats.phone("+81312345678", "US") == "+81 3-1234-5678"
    assert formats.phone("no number", "JP") == "no number"


NUMBERS = st.floats(-1e6, 1e6)


@given(
    st.lists(st.none() | NUMBERS, min_size=1, max_size=50),
    st.none() | NUMBERS,
    st.lists(st.none() | st.tuples(NUMBERS, NUMBERS), max_size=50),
)
def test_a_small_chart_never_leaves_its_box(values, target, ranges):
    chart = spark(values, target, ranges=ranges[: len(values)])
    for point in [*chart.points.split(), *chart.band.split()]:
        x, y = (float(part) for part in point.split(","))
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    assert chart.target_y is None or 0 <= chart.target_y <= HEIGHT


def test_no_values_no_line():
    assert spark([]) == spark([None, None]) == Spark("")


def test_a_week_without_a_value_stays_empty():
    chart = spark([0.0, None, 0.5, 1.0], 0.5, ranges=[(0, 0), None, (0, 1), (1, 1)], axis=(0, 1))

    assert chart.points == "0.0,32.0 66.67,16.0 100.0,0.0"
    assert chart.dots == "M0.0 32.0h0 M66.67 16.0h0 M100.0 0.0h0"
    assert chart.band == "0.0,32.0 66.67,0.0 100.0,0.0 100.0,0.0 66.67,32.0 0.0,32.0"
    assert chart.target_y == 16.0
