"""How figures are counted: without a database, against numbers from elsewhere."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.quality.contracts import KpiName
from seibi.contexts.quality.contracts import SurveyAction as Do
from seibi.contexts.quality.contracts import SurveyState as Is
from seibi.contexts.quality.domain import kpis
from seibi.contexts.quality.domain.kpis import Reply, Visit
from seibi.contexts.quality.domain.lifecycle import LIFECYCLE
from seibi.kernel.errors import RuleBroken
from tests import world

DAY = dt.date(2026, 3, 27)
TODAY = dt.date(2026, 3, 29)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [  # Wilson's score interval as printed by statsmodels' proportion_confint
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_the_interval_is_wilson_s(hits, n, low, high):
    assert kpis.wilson(hits, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_bounds(case):
    hits, n = case
    low, high = kpis.wilson(hits, n)
    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1


def test_without_cases_there_is_no_value():
    assert kpis.share(KpiName.CSAT, 0, 0).value is None
    assert kpis.nps([]).value is None


def visit(day=DAY, *, ready=None, promise=None, same_day=None, on_time=None):
    return Visit(day, ready, promise, same_day, on_time)


def test_every_car_that_came_counts_for_the_same_day_share():
    visits = [
        visit(ready=world.NOON, same_day=True),
        visit(ready=world.NOON, same_day=False),
        visit(),  # came the day before yesterday, still here
        visit(TODAY),  # came today, may still make it
        visit(TODAY, ready=world.NOON, same_day=True),
    ]
    found = kpis.same_day(visits, TODAY)
    assert (found.numerator, found.denominator, found.goal) == (2, 4, 2 / 3)
    assert found.definition == "same_day.v1"


def test_a_promise_that_passed_without_a_ready_car_is_broken():
    hour = dt.timedelta(hours=1)
    visits = [
        visit(ready=world.NOON, promise=world.NOON + hour, on_time=True),
        visit(ready=world.NOON, promise=world.NOON - hour, on_time=False),
        visit(promise=world.NOON - hour),
        visit(promise=world.NOON + hour),  # still open
        visit(ready=world.NOON),  # nothing was promised
    ]
    found = kpis.on_time_first(visits, world.NOON)
    assert (found.numerator, found.denominator) == (1, 3)


def reply(csat=5, nps=None, ces=None):
    return Reply(DAY, csat, nps, ces)


def test_content_is_four_or_five():
    found = kpis.csat([reply(5), reply(4), reply(3), reply(1)])
    assert (found.numerator, found.n, found.value) == (2, 4, 0.5)


def test_nps_counts_only_those_who_said():
    found = kpis.nps([reply(nps=10), reply(nps=9), reply(nps=7), reply(nps=6), reply()])
    assert (found.numerator, found.n, found.value) == (1, 4, 25.0)
    assert -100 <= found.low <= found.value <= found.high <= 100


def test_easy_is_five_to_seven():
    assert kpis.ces([reply(ces=5), reply(ces=4), reply()]).value == 0.5


@pytest.mark.parametrize(("n", "hidden"), [(9, True), (10, False)])
def test_a_named_person_s_figure_needs_ten_cases(n, hidden):
    shown = kpis.for_a_person(kpis.share(KpiName.CSAT, n, n))
    assert shown.hidden is hidden
    assert (shown.value is None) is hidden
    assert (shown.numerator == 0) is hidden


def test_weeks_begin_on_mondays():
    assert kpis.mondays(dt.date(2026, 3, 25), dt.date(2026, 4, 1)) == [
        dt.date(2026, 3, 23),
        dt.date(2026, 3, 30),
    ]
    assert len(kpis.mondays(DAY, DAY + dt.timedelta(days=1))) == 1


@pytest.mark.parametrize("state", list(Is))
@pytest.mark.parametrize("action", list(Do))
def test_only_the_table_moves_a_survey(state, action):
    if (state, action) in LIFECYCLE.table:
        assert LIFECYCLE.after(state, action) in Is
    else:
        with pytest.raises(RuleBroken):
            LIFECYCLE.after(state, action)
