"""Clock, ids, money, actor, lifecycle and text, without a database."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM, Actor, Grant
from seibi.kernel.clock import Rate, day_bounds, local_day
from seibi.kernel.decisions import Denied
from seibi.kernel.errors import NotAllowed, RuleBroken, require
from seibi.kernel.ids import new_id
from seibi.kernel.lifecycle import Lifecycle
from seibi.kernel.money import Money, total
from seibi.kernel.text import translated
from tests.world import NOON

HOUR = dt.timedelta(hours=1)


def test_a_local_day_has_23_24_or_25_hours():
    def length(day: dt.date, tz: str) -> dt.timedelta:
        start, end = day_bounds(day, tz)
        return end - start

    assert length(dt.date(2026, 3, 29), "Europe/Oslo") == 23 * HOUR
    assert length(dt.date(2026, 10, 25), "Europe/Oslo") == 25 * HOUR
    assert length(dt.date(2026, 3, 29), "Asia/Tokyo") == 24 * HOUR


def test_today_is_where_the_workshop_is():
    late = dt.datetime(2026, 1, 1, 20, tzinfo=dt.UTC)

    assert local_day(late, "Asia/Shanghai") == dt.date(2026, 1, 2)
    assert local_day(late, "America/New_York") == dt.date(2026, 1, 1)


@given(st.floats(min_value=0.1, max_value=1000), st.integers(0, 10**6))
def test_trade_time_never_runs_backwards(speed, seconds):
    rate = Rate(NOON, NOON, speed)

    assert rate.at(NOON + dt.timedelta(seconds=seconds)) >= NOON


def test_the_trade_clock_follows_its_rate_and_the_machine_clock_does_not():
    clock.follow(lambda: Rate(NOON, NOON + 24 * HOUR))
    try:
        assert clock.now() - clock.machine_now() - 24 * HOUR < dt.timedelta(seconds=5)
    finally:
        clock.follow(lambda: clock.REAL)


def test_ids_sort_by_birth():
    first, second = new_id(), new_id()

    assert (first.version, first.int >> 80 <= second.int >> 80) == (7, True)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("1.005", "EUR", "1.01"),
        ("99.5", "JPY", "100"),
        ("-2.345", "CNY", "-2.35"),
        ("0", "JPY", "0"),
    ],
)
def test_money_rounds_half_up_to_the_smallest_coin(amount, currency, rounded):
    assert Money(Decimal(amount), currency).rounded() == Money(Decimal(rounded), currency)


def test_currencies_do_not_mix():
    with pytest.raises(ValueError, match="do not mix"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "JPY")


@given(st.lists(st.decimals(-(10**6), 10**6, places=2)))
def test_a_total_is_the_sum_in_any_order(amounts):
    values = [Money(amount, "EUR") for amount in amounts]

    assert total(values, "EUR") == total(reversed(values), "EUR")


def test_a_grant_reaches_down_and_not_sideways():
    ada = Actor("ada", (Grant("advisor", "/jp/site-7/", frozenset({"keys.see"})),))

    assert ada.may("keys.see", at_node="/jp/site-7/")
    assert ada.may("keys.see", at_node="/jp/site-7/bay-1/")
    assert not ada.may("keys.see", at_node="/jp/site-77/")
    assert not ada.may("keys.see", at_node="/jp/")
    assert not ada.may("keys.move", at_node="/jp/site-7/")
    assert SYSTEM.may("keys.move", at_node="/anywhere/")


def test_the_highest_limit_that_reaches_the_node_counts():
    low = Grant("advisor", "/jp/", limits={"discount": Decimal(5)})
    high = Grant("manager", "/jp/site-7/", limits={"discount": Decimal(20)})
    actor = Actor("ada", (low, high))

    assert actor.limit("discount", at_node="/jp/site-7/") == 20
    assert actor.limit("discount", at_node="/jp/site-8/") == 5
    assert actor.limit("goodwill", at_node="/jp/site-7/") is None


def test_a_path_without_slashes_at_both_ends_is_refused():
    with pytest.raises(ValueError, match="slash"):
        Grant("advisor", "/jp/site-7")


def test_a_denial_becomes_a_refusal_with_its_reason():
    with pytest.raises(NotAllowed, match="only on Sundays"):
        require(Denied("only on Sundays"))


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


class Do(StrEnum):
    OPEN = "open"
    SHUT = "shut"


DOOR = Lifecycle({(Door.SHUT, Do.OPEN): Door.OPEN, (Door.OPEN, Do.SHUT): Door.SHUT})


def test_a_lifecycle_is_its_table():
    assert DOOR.after(Door.SHUT, Do.OPEN) == Door.OPEN
    assert DOOR.actions(Door.OPEN) == (Do.SHUT,)
    assert DOOR.mermaid() == "stateDiagram-v2\n    shut --> open: open\n    open --> shut: shut"
    with pytest.raises(RuleBroken) as refusal:
        DOOR.after(Door.OPEN, Do.OPEN)
    assert refusal.value.code == "wrong_state"


@pytest.mark.parametrize(
    ("language", "text"), [("ja", "油"), ("zh-hans", "oil"), ("en", "oil"), ("de", "oil")]
)
def test_a_missing_translation_falls_back_to_english(language, text):
    assert translated({"en": "oil", "ja": "油"}, language) == text


def test_no_text_at_all_is_an_empty_one():
    assert translated({}) == translated(None) == ""
