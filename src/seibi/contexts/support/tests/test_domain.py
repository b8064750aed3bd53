"""Who decides, until when, and what keeps the way open: without a database."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.support.contracts import DisputeAction as Do
from seibi.contexts.support.contracts import DisputeState as Is
from seibi.contexts.support.contracts import Happened, Level, Topic
from seibi.contexts.support.domain import guardrails, routing
from seibi.contexts.support.domain.clocks import (
    Logged,
    after_open_minutes,
    clocks,
    open_minutes,
)
from seibi.contexts.support.domain.lifecycle import LIFECYCLE, UNDECIDED
from seibi.contexts.support.domain.outside import routes_of
from seibi.contexts.support.domain.routing import Candidate
from seibi.kernel.errors import RuleBroken

MONDAY = dt.datetime(2026, 3, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def at(hour: int, minute: int = 0, day: int = 0) -> dt.datetime:
    return MONDAY + dt.timedelta(days=day, hours=hour, minutes=minute)


# Monday 9-12 and 13-18, Tuesday closed (a holiday), Wednesday 9-18
HOURS = [(at(9), at(12)), (at(13), at(18)), (at(9, day=2), at(18, day=2))]


def stand(*log: tuple[Happened, dt.datetime], now, level=Level.LOCAL, here=True):
    entries = [Logged(happened, moment) for happened, moment in log]
    return clocks(entries, level=level, car_on_site=here, hours=HOURS, at=now)


@pytest.mark.parametrize("state", list(Is))
@pytest.mark.parametrize("action", list(Do))
def test_every_row_and_every_hole_of_the_lifecycle(state, action):
    if (state, action) in LIFECYCLE.table:
        assert LIFECYCLE.after(state, action) in list(Is)
    else:
        with pytest.raises(RuleBroken):
            LIFECYCLE.after(state, action)


def test_every_undecided_case_can_be_decided_and_no_other():
    assert {s for s in Is if LIFECYCLE.allows(s, Do.DECIDE)} == set(UNDECIDED)


def test_while_the_car_is_here_a_person_speaks_in_15_minutes_and_decides_in_two_hours():
    found = stand((Happened.OPENED, at(10)), now=at(10, 5))
    assert (found.human_by, found.decide_by) == (at(10, 15), at(12))
    assert not found.silent


def test_only_open_hours_count_and_no_holiday_stretches_them_wrongly():
    """Field notes t11, t12: the clock of a case raised at closing time goes on after the holiday."""
    found = stand((Happened.OPENED, at(17, 50)), now=at(12, day=1))
    assert (found.human_by, found.decide_by) == (at(9, 5, day=2), at(10, 50, day=2))
    assert not found.silent


def test_a_person_who_spoke_is_not_awaited_again_but_the_decision_is():
    found = stand((Happened.OPENED, at(10)), (Happened.TAKEN, at(10, 10)), now=at(11))
    assert (found.human_by, found.decide_by) == (None, at(12))


def test_the_clocks_rest_while_the_owner_has_the_ball():
    """Field note t11: a pause does not tick, and the answer starts the clock again."""
    log = (
        (Happened.OPENED, at(9)),
        (Happened.TAKEN, at(9, 10)),
        (Happened.ASKED_OWNER, at(10)),
    )
    resting = stand(*log, now=at(17))
    assert resting.paused and not resting.silent
    spoke = stand(*log, (Happened.OWNER_SPOKE, at(11)), now=at(11, 30))
    assert not spoke.paused
    assert spoke.decide_by == at(12)


def test_a_new_level_begins_anew():
    found = stand((Happened.OPENED, at(9)), (Happened.SILENT, at(9, 15)), now=at(9, 20))
    assert (found.level_since, found.human_by) == (at(9, 15), at(9, 30))


@pytest.mark.parametrize("ended", [Happened.DECIDED, Happened.WITHDRAWN])
def test_no_clock_runs_after_the_end(ended):
    """Field note t11: clocks that run on after closing."""
    found = stand((Happened.OPENED, at(9)), (ended, at(9, 5)), now=at(17))
    assert (found.human_by, found.decide_by, found.silent) == (None, None, False)


def test_silence_is_noticed_at_the_first_open_minute_past_the_limit():
    assert not stand((Happened.OPENED, at(10)), now=at(10, 15)).silent
    assert stand((Happened.OPENED, at(10)), now=at(10, 16)).silent


def test_above_the_group_a_car_that_is_gone_takes_longer():
    site = stand((Happened.OPENED, at(9)), now=at(9), here=False)
    maker = stand((Happened.OPENED, at(9)), now=at(9), here=False, level=Level.MAKER)
    assert site.decide_by == at(18)
    assert maker.decide_by is None  # beyond what is known of the calendar


moments = st.integers(0, 4 * 24 * 60).map(lambda n: MONDAY + n * MINUTE)


@given(moments, st.integers(0, 600))
def test_so_many_open_minutes_later_so_many_open_minutes_have_passed(start, minutes):
    due = after_open_minutes(start, minutes, HOURS)
    if due is not None:
        assert open_minutes(start, due, HOURS) == minutes


@given(moments, moments)
def test_open_minutes_are_never_more_than_minutes(one, other):
    start, end = min(one, other), max(one, other)
    assert 0 <= open_minutes(start, end, HOURS) <= (end - start) / MINUTE


@given(st.lists(st.tuples(st.sampled_from(list(Happened)), moments), max_size=12), moments)
def test_the_same_log_gives_the_same_clocks_whatever_happened(log, now):
    entries = [(Happened.OPENED, MONDAY), *sorted(log, key=lambda e: e[1])]
    found = stand(*entries, now=now)
    assert found == stand(*entries, now=now)
    assert not (found.paused and found.silent)


def test_the_right_decides_who_gets_it():
    assert routing.levels_from(Topic.DIAGNOSIS, None)[0] is Level.SITE
    assert routing.levels_from(Topic.WARRANTY, None)[0] is Level.REGIONAL
    assert routing.levels_from(Topic.PRICE, None)[0] is Level.LOCAL
    assert set(routing.LADDER) == set(routing.WEIGHT) == set(Topic)


def test_the_next_level_comes_next_and_the_last_one_keeps_it():
    assert routing.levels_from(Topic.DIAGNOSIS, Level.SITE) == (Level.LOCAL, Level.REGIONAL)
    assert routing.levels_from(Topic.WARRANTY, Level.MAKER) == (Level.MAKER,)


def somebody(number: int, cases: int) -> Candidate:
    return Candidate(UUID(int=number), cases)


def test_whoever_has_the_fewest_cases_gets_it_and_nobody_involved():
    few, many, full = somebody(1, 2), somebody(2, 5), somebody(3, 8)
    assert routing.pick([many, few, full]) == few
    assert routing.pick([many, few], never={few.account_id}) == many
    assert routing.pick([full]) == full  # nobody is lost
    assert routing.pick([few], never={few.account_id}) is None


def test_money_has_a_limit_per_person():
    assert routing.within_limit(Decimal(5), Decimal(5))
    assert not routing.within_limit(Decimal("5.01"), Decimal(5))
    assert not routing.within_limit(Decimal(1), None)
    assert routing.within_limit(Decimal(0), None)


NEVER = [Topic.SAFETY, Topic.INJURY, Topic.PRIVACY, Topic.STATUTORY]


def test_thirty_days_after_delivery_the_way_is_closed_but_never_for_some_claims():
    long_ago = MONDAY - dt.timedelta(days=31)
    assert not guardrails.is_eligible(Topic.PRICE, delivered_at=long_ago, at=MONDAY)
    assert guardrails.is_eligible(Topic.PRICE, delivered_at=None, at=MONDAY)
    for topic in NEVER:
        assert guardrails.is_eligible(topic, delivered_at=long_ago, at=MONDAY)


def test_three_a_day_and_ten_in_a_month_but_never_for_some_claims():
    today = [MONDAY - dt.timedelta(hours=n) for n in range(3)]
    lately = [MONDAY - dt.timedelta(days=2 + n) for n in range(10)]
    assert guardrails.too_many(Topic.PRICE, today, MONDAY)
    assert guardrails.too_many(Topic.PRICE, lately, MONDAY)
    assert not guardrails.too_many(Topic.PRICE, today[:2], MONDAY)
    for topic in NEVER:
        assert not guardrails.too_many(topic, [*today, *lately], MONDAY)


def test_something_new_is_really_new():
    before = ["The pads were fine in March!"]
    assert not guardrails.is_new("the pads were FINE in march", before=before, with_file=False)
    assert not guardrails.is_new("Again.", before=before, with_file=False)
    assert guardrails.is_new("Another workshop measured 6 mm.", before=before, with_file=False)
    assert guardrails.is_new("", before=before, with_file=True)


def test_every_country_has_a_way_outside():
    assert routes_of("CN")[0].startswith("cn_")
    assert routes_of("ZZ") == routes_of("DE")
    assert all(routes_of(c) for c in ("JP", "CN", "US", "GB", "FR"))
