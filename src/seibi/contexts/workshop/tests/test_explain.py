"""Why a visit cannot begin earlier: the sentence names what is missing, and until when."""

import datetime as dt
from fractions import Fraction
from uuid import UUID

from seibi.contexts.workshop.contracts import ResourceKind, SlotQuery, StepNeed, WhyCode
from seibi.contexts.workshop.domain.availability import Search
from seibi.contexts.workshop.domain.calendar import frame
from seibi.contexts.workshop.domain.explain import reasons
from seibi.contexts.workshop.domain.rules import Rules
from seibi.contexts.workshop.tests.small_sites import LIFT, MONDAY, PERSON, TOKYO, one_day
from seibi.kernel.clock import local_moment


def why(calendar, *steps, days=1, **changes):
    begin = local_moment(MONDAY, dt.time(9), TOKYO)
    query = SlotQuery(
        UUID(int=1),
        steps,
        begin,
        begin + dt.timedelta(days=days),
        **{"advisor_needed": False, **changes},
    )
    search = Search(calendar, query, at=begin)
    found = reasons(search, next(search.courses(), None))
    return [(r.code, r.what, r.until and calendar.frame.day_of(r.until)) for r in found]


def test_the_answer_names_the_bay_that_is_missing_and_until_when():
    ev = {"kind": ResourceKind.BAY, "bay_kind": "ev"}
    calendar = one_day(resources=[LIFT, {**ev, "reserved": [(0, 3 * 288)]}, PERSON])
    step = StepNeed("HV", 60, "ev", "general")

    assert why(calendar, step, days=6) == [(WhyCode.NO_BAY, "ev", 3)]
    assert why(calendar, step, days=1) == [(WhyCode.NO_BAY, "ev", None)]


def test_the_answer_names_the_skill_that_is_missing():
    calendar = one_day(resources=[LIFT, PERSON])

    assert why(calendar, StepNeed("HV", 60, "lift", "ev_hv", grade=2)) == [
        (WhyCode.NO_TECHNICIAN, "ev_hv", None)
    ]


def test_the_answer_says_that_things_are_free_but_not_together():
    of = frame(TOKYO, MONDAY, 8)
    nine = of.cell(local_moment(MONDAY, dt.time(9), TOKYO))
    calendar = one_day(
        ((9, 12),),
        resources=[
            {**LIFT, "reserved": [(nine, nine + 18)]},
            {**PERSON, "reserved": [(nine + 18, nine + 36)]},
        ],
    )

    assert why(calendar, StepNeed("X", 60, "lift", "general"), days=2) == [
        (WhyCode.TAKEN_TOGETHER, "", 1)
    ]


def test_the_answer_says_closed_too_long_and_kept():
    closed = one_day(((9, 12),), resources=[LIFT, PERSON])
    of = closed.frame
    nine = of.cell(local_moment(MONDAY, dt.time(9), TOKYO))
    full = one_day(
        ((9, 12),),
        resources=[LIFT, {**PERSON, "reserved": [(nine, nine + 24)]}],
        rules=Rules(kept_share=Fraction(1, 3)),
    )

    assert why(closed, StepNeed("X", 240, "lift", "general"))[0][0] == WhyCode.TOO_LONG
    assert why(full, StepNeed("X", 30, "lift", "general"), days=0) == [
        (WhyCode.NO_TECHNICIAN, "general", None)
    ]
    assert why(full, StepNeed("X", 30, "lift", "general"), days=1) == [
        (WhyCode.KEPT_FOR_WALK_INS, "", 1)
    ]


def test_a_slot_on_the_first_day_needs_no_excuse():
    calendar = one_day(resources=[LIFT, PERSON])

    assert why(calendar, StepNeed("X", 60, "lift", "general")) == []
