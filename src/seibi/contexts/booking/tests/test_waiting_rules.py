"""The rules of the wait-list, without a database: every row and hole, and what must always hold."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.booking.contracts import FreeSlot
from seibi.contexts.booking.contracts.waiting import EVERY_DAY, WaitAction, WaitState, WaitWish
from seibi.contexts.booking.domain.waiting import (
    WAIT_LIFECYCLE,
    Line,
    is_over,
    may_speak,
    overlap,
)
from seibi.kernel.errors import RuleBroken

NOON = dt.datetime(2026, 3, 29, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HALF_HOUR = dt.timedelta(minutes=30)
ZONES = ["Asia/Tokyo", "Europe/Berlin", "America/New_York", "UTC"]
ENDED = {WaitState.SERVED, WaitState.LEFT, WaitState.OVER}

moments = st.datetimes(
    dt.datetime(2026, 3, 1),  # noqa: DTZ001 - the zone is beside it
    dt.datetime(2026, 5, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
times = st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0))
days = st.dates(dt.date(2026, 3, 1), dt.date(2026, 4, 20))
wishes = st.builds(
    WaitWish,
    from_day=days,
    until_day=days,
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(tuple),
    from_time=times,
    until_time=times,
    notice_hours=st.integers(0, 72),
)
slots = st.builds(
    lambda start, minutes: FreeSlot(start, start + dt.timedelta(minutes=minutes)),
    moments,
    st.integers(15, 600),
)
lines = st.builds(
    Line,
    wish=wishes,
    tz=st.sampled_from(ZONES),
    earlier_than=st.none() | moments,
    offered_before=st.lists(slots.map(lambda s: (s.starts_at, s.ends_at)), max_size=3).map(tuple),
)


def line(**wish):
    day = dt.date(2026, 3, 30)
    return Line(WaitWish(**{"from_day": day, "until_day": day, **wish}), "Asia/Tokyo")


def at_nine(day=30, minutes=30):
    start = dt.datetime(2026, 3, day, 0, 0, tzinfo=dt.UTC)  # 09:00 in Tokyo
    return FreeSlot(start, start + dt.timedelta(minutes=minutes))


@pytest.mark.parametrize("state", list(WaitState))
@pytest.mark.parametrize("action", list(WaitAction))
def test_an_entry_ends_once_and_only_an_offer_is_answered(state, action):
    possible = {
        WaitState.WAITING: {WaitAction.OFFER, WaitAction.LEAVE, WaitAction.END},
        WaitState.OFFERED: set(WaitAction) - {WaitAction.OFFER},
    }
    if action in possible.get(state, set()):
        assert WAIT_LIFECYCLE.after(state, action) in WaitState
    else:
        with pytest.raises(RuleBroken):
            WAIT_LIFECYCLE.after(state, action)


def test_who_does_not_take_it_waits_on():
    for action in (WaitAction.DECLINE, WaitAction.LAPSE):
        assert WAIT_LIFECYCLE.after(WaitState.OFFERED, action) is WaitState.WAITING
    assert {WAIT_LIFECYCLE.actions(state) for state in ENDED} == {()}


@pytest.mark.parametrize(
    ("_case", "wish", "suits"),
    [
        ("any time that day", {}, True),
        ("a Tuesday person", {"weekdays": (1,)}, False),
        ("in the morning", {"until_time": dt.time(12)}, True),
        ("not before nine", {"from_time": dt.time(9)}, True),
        ("in the afternoon", {"from_time": dt.time(12)}, False),
        (
            "the day after",
            {"from_day": dt.date(2026, 3, 31), "until_day": dt.date(2026, 4, 1)},
            False,
        ),
    ],
)
def test_days_and_hours_are_those_of_the_site(_case, wish, suits):
    assert line(**wish).suits(at_nine()) is suits


@given(line=lines, slot=slots)
def test_what_suits_is_earlier_than_the_visit_and_new(line, slot):
    if line.suits(slot):
        local = slot.starts_at.astimezone(ZoneInfo(line.tz))
        assert line.wish.from_day <= local.date() <= line.wish.until_day
        assert local.weekday() in line.wish.weekdays
        assert line.earlier_than is None or slot.starts_at < line.earlier_than
        assert not any(overlap((slot.starts_at, slot.ends_at), old) for old in line.offered_before)


@given(line=lines, at=moments, answer=st.integers(5, 1440))
def test_nobody_is_offered_a_time_before_they_could_answer(line, at, answer):
    window = line.window(at=at, answer=dt.timedelta(minutes=answer))

    if window is not None:
        assert window[0] >= at + dt.timedelta(minutes=answer)
        assert window[0] >= at + dt.timedelta(hours=line.wish.notice_hours)
        assert window[1].astimezone(ZoneInfo(line.tz)).date() <= line.wish.until_day


@given(line=lines, free=st.lists(slots, max_size=8), freed=slots)
def test_the_best_are_in_what_was_freed_and_the_soonest_comes_first(line, free, freed):
    span = (freed.starts_at, freed.ends_at)

    found = line.best(free, freed=span)

    assert found == line.best(list(reversed(free)), freed=span)
    assert [s.starts_at for s in found] == sorted(s.starts_at for s in found)
    assert all(line.suits(s) and overlap((s.starts_at, s.ends_at), span) for s in found)
    left_out = [s for s in free if s not in found]
    assert not any(line.suits(s) and overlap((s.starts_at, s.ends_at), span) for s in left_out)


@given(one=slots, other=slots)
def test_overlap_is_mutual_and_half_open(one, other):
    a, b = (one.starts_at, one.ends_at), (other.starts_at, other.ends_at)

    assert overlap(a, b) == overlap(b, a)
    assert not overlap(a, (a[1], a[1] + HOUR))


def test_the_last_day_lasts_until_midnight_of_the_site():
    wish = line().wish
    still_monday = dt.datetime(2026, 3, 30, 14, 59, tzinfo=dt.UTC)

    assert not is_over(wish, tz="Asia/Tokyo", at=still_monday)
    assert is_over(wish, tz="Asia/Tokyo", at=still_monday + HALF_HOUR)
    assert not is_over(wish, tz="America/New_York", at=still_monday + HALF_HOUR)


@pytest.mark.parametrize(
    ("hour", "may"), [(7, False), (9, True), (12, True), (17, True), (18, False), (23, False)]
)
def test_we_speak_between_opening_and_closing_the_break_included(hour, may):
    day = dt.datetime(2026, 3, 30, tzinfo=dt.UTC)
    spans = [(day + 9 * HOUR, day + 12 * HOUR), (day + 13 * HOUR, day + 18 * HOUR)]

    assert may_speak(day + hour * HOUR, spans) is may
    assert not may_speak(day + hour * HOUR, [])


def test_every_day_is_every_weekday():
    assert len(EVERY_DAY) == len(set(EVERY_DAY)) == 7
