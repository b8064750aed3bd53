"""The rules of the network without a database: calendar, addresses, deputies, sharing."""

import datetime as dt
import itertools
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.network.contracts import DayHours, NodeKind, PostalAddress, Role, SharedData
from seibi.contexts.network.domain import (
    addresses,
    calendar,
    granting,
    standing_in,
    tree,
)
from seibi.contexts.network.domain.roles import permissions_of

ZONES = [
    "Asia/Tokyo",
    "Asia/Shanghai",
    "America/New_York",
    "America/Los_Angeles",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/St_Johns",
]
DAY = DayHours(dt.time(9), dt.time(18), ((dt.time(12), dt.time(13)),))

hours = st.builds(
    lambda cuts: DayHours(
        _time(cuts[0]),
        _time(cuts[-1]),
        tuple((_time(a), _time(b)) for a, b in zip(cuts[1:-1:2], cuts[2:-1:2], strict=False)),
    ),
    st.lists(st.integers(0, 1439), min_size=2, max_size=8, unique=True).map(sorted),
)
weeks = st.dictionaries(st.integers(0, 6), hours)
days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))


def _time(minute: int) -> dt.time:
    return dt.time(minute // 60, minute % 60)


def _open(week, closed, tz, day, length=7):
    return calendar.opening_intervals(
        week=week, closed=closed, tz=tz, from_day=day, to_day=day + dt.timedelta(days=length)
    )


@given(weeks, st.sets(days), st.sampled_from(ZONES), days)
def test_opening_times_are_in_order_apart_and_never_empty(week, closed, tz, day):
    found = _open(week, closed, tz, day)

    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


@given(weeks, st.sets(days, max_size=3), st.sampled_from(ZONES), days, st.integers(0, 10079))
def test_a_moment_is_open_exactly_when_the_wall_clock_says_so(week, closed, tz, day, minute):
    zone = ZoneInfo(tz)
    wall = dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
    moment = wall + dt.timedelta(minutes=minute)
    local = moment.astimezone(zone)
    if local.date() >= day + dt.timedelta(days=7):
        return
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    if twice:
        return
    span = week.get(local.weekday()) if local.date() not in closed else None
    by_the_wall = span is not None and any(
        opens <= local.time() < closes for opens, closes in calendar.working_spans(span)
    )

    found = any(start <= moment < end for start, end in _open(week, closed, tz, day))

    assert found == by_the_wall


@given(st.sampled_from(ZONES), days, st.integers(0, 1439), st.integers(0, 1439))
def test_a_later_wall_time_is_never_an_earlier_moment(tz, day, one, other):
    first, second = sorted((one, other))

    assert calendar.instant(day, _time(first), tz) <= calendar.instant(day, _time(second), tz)


def test_the_day_the_clocks_jump_is_an_hour_shorter():
    week = {6: DayHours(dt.time(0), dt.time(23, 59))}
    usual = _open(week, (), "America/New_York", dt.date(2026, 3, 1), 1)[0]
    short = _open(week, (), "America/New_York", dt.date(2026, 3, 8), 1)[0]
    long = _open(week, (), "America/New_York", dt.date(2026, 11, 1), 1)[0]

    assert (usual[1] - usual[0]) - (short[1] - short[0]) == dt.timedelta(hours=1)
    assert (long[1] - long[0]) - (usual[1] - usual[0]) == dt.timedelta(hours=1)


def test_opening_at_a_time_that_is_skipped_begins_at_the_jump():
    week = {6: DayHours(dt.time(2, 30), dt.time(3, 15))}

    found = _open(week, (), "America/New_York", dt.date(2026, 3, 8), 1)

    assert found == [
        (
            dt.datetime(2026, 3, 8, 7, 0, tzinfo=dt.UTC),
            dt.datetime(2026, 3, 8, 7, 15, tzinfo=dt.UTC),
        )
    ]


def test_breaks_and_closed_days_are_taken_out():
    monday = dt.date(2026, 11, 23)

    found = _open({0: DAY, 1: DAY}, {monday}, "Asia/Tokyo", monday)

    assert found == [
        (dt.datetime(2026, 11, 24, 0, tzinfo=dt.UTC), dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)),
        (dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC), dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)),
    ]


@pytest.mark.parametrize(
    ("hours_given", "mistake"),
    [
        (DAY, None),
        (DayHours(dt.time(9), dt.time(9)), "closes_before_it_opens"),
        (
            DayHours(dt.time(9), dt.time(18), ((dt.time(13), dt.time(12)),)),
            "break_ends_before_it_begins",
        ),
        (DayHours(dt.time(9), dt.time(18), ((dt.time(8), dt.time(10)),)), "break_outside_hours"),
        (
            DayHours(
                dt.time(9),
                dt.time(18),
                ((dt.time(12), dt.time(13)), (dt.time(12, 30), dt.time(14))),
            ),
            "break_outside_hours",
        ),
    ],
)
def test_hours_that_cannot_be_kept_are_named(hours_given, mistake):
    assert calendar.hours_mistake(hours_given) == mistake


ANN, BEN, CAT = (UUID(int=n) for n in (1, 2, 3))
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def _away(who, deputy, begins=NOW - HOUR, ends=NOW + HOUR):
    return standing_in.Away(who, deputy, begins, ends)


def test_work_goes_to_the_first_in_the_chain_who_is_present():
    deputies = standing_in.deputies_at([_away(ANN, BEN), _away(BEN, CAT)], NOW)

    assert standing_in.stand_in(ANN, deputies) == CAT
    assert standing_in.stands_in_for(CAT, deputies) == {ANN, BEN}
    assert standing_in.stands_in_for(BEN, deputies) == frozenset()


def test_an_absence_that_is_over_counts_no_more():
    deputies = standing_in.deputies_at([_away(ANN, BEN, NOW - 2 * HOUR, NOW)], NOW)

    assert standing_in.stand_in(ANN, deputies) == ANN


@given(st.dictionaries(st.integers(0, 5), st.integers(0, 5)), st.integers(0, 5))
def test_work_never_stays_with_somebody_who_is_away(pairs, who):
    deputies = {UUID(int=a): UUID(int=b) for a, b in pairs.items() if a != b}

    present = standing_in.stand_in(UUID(int=who), deputies)

    assert present is None or present not in deputies


def test_above_the_groups_a_maker_sees_what_each_group_shares():
    held = [granting.HeldRole(Role.LOCAL_LEADER, "/jp/kanto/", "toyota")]
    shared = granting.Sharing("/jp/kanto/aoba/", "toyota", frozenset({SharedData.CUSTOMERS}))
    of_other_maker = granting.Sharing("/jp/kanto/mori/", "mazda", frozenset({SharedData.CUSTOMERS}))

    grants = granting.grants(held, [shared, of_other_maker])

    seeing = {g.node_path for g in grants if "customers.see" in g.permissions}
    assert seeing == {"/jp/kanto/aoba/"}
    assert {g.node_path for g in grants if "network.see" in g.permissions} == {"/jp/kanto/"}
    assert not any("work_orders.see" in g.permissions for g in grants)


@pytest.mark.parametrize("role", list(Role))
def test_within_a_group_a_role_permits_what_the_table_says(role):
    grants = granting.grants([granting.HeldRole(role, "/jp/kanto/aoba/site-7/")], [])

    assert [g.permissions for g in grants] == [permissions_of(role)]


def test_limits_stay_within_the_role_and_the_givers_own():
    given_limits = {"discount_percent": Decimal(30), "wine": Decimal(1)}

    wrong = granting.limit_mistakes(Role.ADVISOR, given_limits, {"discount_percent": Decimal(20)})

    assert wrong == {"discount_percent": "above_own", "wine": "unknown"}


def test_the_tree_knows_its_depths():
    assert tree.kind_at("/jp/kanto/aoba/site-7/") == NodeKind.SITE
    assert tree.kind_at("/") is None
    assert tree.kind_at("/jp/kanto/aoba/site-7/bay-1/") is None
    assert tree.group_of("/jp/kanto/aoba/site-7/") == "/jp/kanto/aoba/"
    assert tree.group_of("/jp/kanto/") == "/jp/kanto/"
    assert not tree.is_code("Aoba West")


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (
            PostalAddress("JP", "1500002", "東京都", "渋谷区", "渋谷", "2-1-1", "青葉ビル 3階"),
            ("〒150-0002", "東京都渋谷区渋谷2-1-1", "青葉ビル 3階"),
        ),
        (
            PostalAddress("CN", "200030", "上海市", "上海市", "徐汇区", "漕溪北路88号", "1201室"),
            ("上海市徐汇区漕溪北路88号", "1201室", "200030"),
        ),
        (
            PostalAddress("US", "94105", "ca", "San Francisco", "", "1 Market St", "Apt 4"),
            ("1 Market St", "Apt 4", "San Francisco, CA 94105"),
        ),
        (
            PostalAddress("DE", "10115", "", "Berlin", "", "Invalidenstr. 1"),
            ("Invalidenstr. 1", "10115 Berlin"),
        ),
    ],
)
def test_addresses_are_written_as_their_post_does(address, lines):
    tidy = addresses.tidy(address)

    assert addresses.mistakes(tidy) == {}
    assert addresses.lines(tidy) == lines


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        (
            PostalAddress("JP", "15", "東京都", "渋谷区", "", "2-1-1"),
            {"postal_code": "postal_code"},
        ),
        (PostalAddress("JP", "", "東京都", "渋谷区", "", "2-1-1"), {"postal_code": "missing"}),
        (PostalAddress("CN", "", "浙江省", "宁波市", "", "中山路1号"), {"district": "missing"}),
        (PostalAddress("US", "94105", "XX", "Reno", "", "1 A St"), {"region": "state"}),
        (PostalAddress("Japan", "", "", "x", "", "y"), {"country": "country"}),
    ],
)
def test_what_is_missing_in_an_address_is_named(address, wrong):
    assert addresses.mistakes(addresses.tidy(address)) == wrong
