"""Slots: what is offered is what is possible, cell by cell, on every calendar."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from seibi.contexts.workshop.contracts import (
    ResourceKind,
    SlotQuery,
    Stay,
    StepNeed,
)
from seibi.contexts.workshop.domain.availability import Search
from seibi.contexts.workshop.domain.calendar import frame
from seibi.contexts.workshop.domain.rules import Rules
from seibi.contexts.workshop.tests.calendars import cases
from seibi.contexts.workshop.tests.oracle import free_starts
from seibi.contexts.workshop.tests.small_sites import (
    LIFT,
    MONDAY,
    PERSON,
    TOKYO,
    local_starts,
    one_day,
)
from seibi.kernel.clock import local_moment

SHAPE = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def agrees_with_trying(case):
    calendar, query, at = case
    offered = [
        calendar.frame.moment(plan.arrival) for plan in Search(calendar, query, at=at).plans()
    ]

    assert offered == free_starts(calendar, query, at)
    for start in offered:
        one = replace(query, not_before=start, not_after=start)
        assert Search(calendar, one, at=at).plan_at(start)


@SHAPE
@given(cases)
def test_exactly_the_possible_starts_are_offered(case):
    agrees_with_trying(case)


@pytest.mark.slow
@settings(SHAPE, max_examples=5_000)
@given(cases)
def test_exactly_the_possible_starts_are_offered_on_thousands_of_calendars(case):
    agrees_with_trying(case)


@settings(SHAPE, max_examples=100)
@given(cases)
def test_a_plan_takes_only_what_is_free_and_nothing_twice(case):
    calendar, query, at = case
    units = {u.id: u for u in calendar.units}
    for plan in Search(calendar, query, at=at).plans():
        taken = {}
        for step in plan.steps:
            assert (
                len(set(step.crew)) == len(step.crew) == query.steps[step.step_no - 1].technicians
            )
            used = [(u.id, step.begin, step.end) for u in (*step.crew, step.tool) if u]
            if step.bay:
                used.append((step.bay.id, step.begin - step.before, step.bay_until + step.after))
            for key, begin, end in used:
                is_bay = units[key].kind == ResourceKind.BAY
                cells = {c for c in range(begin, end) if is_bay or calendar.open >> c & 1}
                assert all(units[key].free >> c & 1 for c in cells)
                assert not cells & taken.get(key, set())
                taken[key] = taken.get(key, set()) | cells


def test_short_jobs_one_after_another_beside_a_long_one_are_no_clash():
    """Four short jobs inside a long one use two bays, not five (trap: counting overlaps)."""
    of = frame(TOKYO, MONDAY, 8)
    nine = of.cell(local_moment(MONDAY, dt.time(9), TOKYO))
    long, short = [(nine, nine + 36)], [(nine + n * 6, nine + n * 6 + 6) for n in range(4)]
    calendar = one_day(
        resources=[
            {**LIFT, "reserved": long},
            {**LIFT, "reserved": short},
            LIFT,
            *[PERSON] * 3,
        ]
    )

    starts = local_starts(calendar, StepNeed("OIL", 120, "lift", "general"))

    assert starts[0] == ("09:00", "Mon 11:00")


def test_one_visit_ends_where_the_next_begins():
    of = frame(TOKYO, MONDAY, 8)
    ten = of.cell(local_moment(MONDAY, dt.time(10), TOKYO))
    calendar = one_day(resources=[{**LIFT, "reserved": [(ten, ten + 12)]}, PERSON])

    starts = [start for start, _ in local_starts(calendar, StepNeed("OIL", 60, "lift", "general"))]

    assert starts[:2] == ["09:00", "11:00"]


def test_two_of_five_people_are_a_number_and_not_a_pair():
    of = frame(TOKYO, MONDAY, 8)
    nine = of.cell(local_moment(MONDAY, dt.time(9), TOKYO))
    busy = [[(nine, nine + 108)]] * 3 + [[], []]
    calendar = one_day(
        resources=[LIFT, *({**PERSON, "reserved": spans} for spans in busy)],
    )

    pair = local_starts(calendar, StepNeed("ENGINE-OUT", 120, "lift", "general", technicians=2))
    three = local_starts(calendar, StepNeed("ENGINE-OUT", 120, "lift", "general", technicians=3))

    assert pair
    assert not three


def test_a_higher_grade_does_the_work_of_a_lower_one_but_not_the_reverse():
    calendar = one_day(resources=[LIFT, {"kind": ResourceKind.TECHNICIAN, "skills": {"brakes": 2}}])

    assert local_starts(calendar, StepNeed("PADS", 60, "lift", "brakes", grade=1))
    assert not local_starts(calendar, StepNeed("PADS", 60, "lift", "brakes", grade=3))


def test_simple_work_leaves_the_specialist_free():
    calendar = one_day(
        resources=[
            LIFT,
            {"kind": ResourceKind.TECHNICIAN, "skills": {"general": 3, "ev_hv": 3}},
            PERSON,
        ]
    )
    query = SlotQuery(
        UUID(int=1),
        (StepNeed("OIL", 30, "lift", "general"),),
        local_moment(MONDAY, dt.time(9), TOKYO),
        local_moment(MONDAY, dt.time(9), TOKYO),
        advisor_needed=False,
    )

    plan = next(Search(calendar, query, at=query.not_before).plans())

    assert [unit.id for unit in plan.steps[0].crew] == [UUID(int=3)]


def test_work_stops_for_the_break_only_if_it_may_be_split():
    calendar = one_day(resources=[LIFT, PERSON])
    step = StepNeed("PADS", 120, "lift", "general")

    whole = dict(local_starts(calendar, step))
    split = dict(local_starts(calendar, replace(step, splittable=True)))

    assert "11:00" not in whole
    assert split["11:00"] == "Mon 14:00"
    assert whole["13:00"] == split["13:00"] == "Mon 15:00"


def test_work_that_may_be_split_goes_on_the_next_morning():
    calendar = one_day(resources=[LIFT, PERSON])

    starts = dict(local_starts(calendar, StepNeed("BODY", 240, "lift", "general", splittable=True)))

    assert starts["17:00"] == "Tue 12:00"


def test_nobody_waits_overnight():
    calendar = one_day(resources=[LIFT, PERSON])
    step = StepNeed("BODY", 240, "lift", "general", splittable=True)

    starts = dict(local_starts(calendar, step, stay=Stay.WAIT))

    assert "14:00" in starts
    assert "17:00" not in starts


def test_a_bay_taken_overnight_stops_work_that_would_leave_the_car_there():
    of = frame(TOKYO, MONDAY, 8)
    evening = of.cell(local_moment(MONDAY, dt.time(20), TOKYO))
    calendar = one_day(resources=[{**LIFT, "reserved": [(evening, evening + 3)]}, PERSON])

    starts = dict(local_starts(calendar, StepNeed("BODY", 240, "lift", "general", splittable=True)))

    assert "14:00" in starts
    assert "17:00" not in starts


def test_buffers_hold_the_bay_but_not_the_people():
    of = frame(TOKYO, MONDAY, 8)
    ten = of.cell(local_moment(MONDAY, dt.time(10), TOKYO))
    reserved = [(ten, ten + 12)]
    step = StepNeed("ALIGN", 60, "lift", "general", buffer_before=10, buffer_after=10)

    bay_taken = one_day(((9, 18),), resources=[{**LIFT, "reserved": reserved}, PERSON])
    person_taken = one_day(((9, 18),), resources=[LIFT, {**PERSON, "reserved": reserved}])

    assert local_starts(bay_taken, step)[0][0] == "11:15"
    assert local_starts(person_taken, step)[0][0] == "09:00"


def test_a_visit_that_comes_back_to_its_bay_cleans_up_and_sets_up_only_in_between():
    calendar = one_day(resources=[LIFT, PERSON])
    steps = (
        StepNeed("WASH", 20, "lift", buffer_after=20),
        StepNeed("LOOK", 10, None),
        StepNeed("PADS", 30, "lift", buffer_before=20),
    )
    at = local_moment(MONDAY, dt.time(9), TOKYO)
    query = SlotQuery(UUID(int=1), steps, at, at, advisor_needed=False)

    plan = next(Search(calendar, query, at=at).plans())

    first, look, last = plan.steps
    assert first.bay is last.bay
    assert (first.bay_until, first.after, look.end - look.begin) == (last.begin - 2, 2, 2)
    assert last.before == 0


def test_steps_follow_each_other_from_bay_to_bay():
    wash = {"kind": ResourceKind.BAY, "bay_kind": "wash"}
    of = frame(TOKYO, MONDAY, 8)
    ten = of.cell(local_moment(MONDAY, dt.time(10), TOKYO))
    calendar = one_day(resources=[LIFT, {**wash, "reserved": [(ten, ten + 24)]}, PERSON])
    steps = (StepNeed("OIL", 60, "lift", "general"), StepNeed("WASH", 20, "wash", "general"))

    left = dict(local_starts(calendar, steps))
    waits = dict(local_starts(calendar, steps, stay=Stay.WAIT))

    assert left["09:00"] == "Mon 13:20"  # the wash is free again at noon, when all have lunch
    assert "09:00" not in waits


def test_advisor_receives_and_hands_over():
    advisor = {"kind": ResourceKind.ADVISOR}
    of = frame(TOKYO, MONDAY, 8)
    nine = of.cell(local_moment(MONDAY, dt.time(9), TOKYO))
    calendar = one_day(
        resources=[
            LIFT,
            PERSON,
            {**advisor, "reserved": [(nine, nine + 6), (nine + 12, nine + 15)]},
        ]
    )
    query = SlotQuery(
        UUID(int=1),
        (StepNeed("OIL", 30, "lift", "general"),),
        local_moment(MONDAY, dt.time(9), TOKYO),
        local_moment(MONDAY, dt.time(9, 30), TOKYO),
    )

    plan = next(Search(calendar, query, at=query.not_before).plans())

    assert (plan.arrival - nine, plan.work - nine, plan.done - nine, plan.ready - nine) == (
        6,
        9,
        15,
        15,
    )


def test_a_courtesy_car_is_one_car_for_the_whole_visit():
    of = frame(TOKYO, MONDAY, 8)
    nine = of.cell(local_moment(MONDAY, dt.time(9), TOKYO))
    car = {"kind": ResourceKind.COURTESY_CAR}
    calendar = one_day(
        resources=[
            LIFT,
            PERSON,
            {**car, "reserved": [(nine, nine + 6)]},
            {**car, "reserved": [(nine + 6, nine + 30)]},
        ]
    )

    starts = local_starts(calendar, StepNeed("OIL", 60, "lift", "general"), courtesy_car=True)

    assert starts[0][0] == "09:30"


@pytest.mark.parametrize(
    ("tz", "day", "cells"),
    [
        ("Europe/Berlin", dt.date(2026, 3, 29), 23 * 12),
        ("Europe/Berlin", dt.date(2026, 10, 25), 25 * 12),
        ("America/New_York", dt.date(2026, 3, 8), 23 * 12),
        ("Australia/Lord_Howe", dt.date(2026, 10, 4), 23 * 12 + 6),
        ("Asia/Tokyo", dt.date(2026, 3, 29), 24 * 12),
    ],
)
def test_the_day_on_which_clocks_change_offers_what_the_wall_says(tz, day, cells):
    calendar = one_day(tz=tz, first=day, resources=[LIFT, PERSON])
    begin, end = calendar.frame.day_span(0)

    starts = local_starts(calendar, StepNeed("OIL", 60, "lift", "general"), day=day, tz=tz)

    assert end - begin == cells
    assert starts[0][0] == "09:00"
    assert starts[-1][0] == "17:00"
    assert len(starts) == 9 + 17


def test_work_across_the_night_on_which_clocks_change_takes_as_long_as_ever():
    saturday = dt.date(2026, 3, 28)
    calendar = one_day(((20, 23),), tz="Europe/Berlin", first=saturday, resources=[LIFT, PERSON])

    starts = dict(
        local_starts(
            calendar,
            StepNeed("BODY", 240, "lift", "general", splittable=True),
            day=saturday,
            tz="Europe/Berlin",
        )
    )

    assert starts["20:00"] == "Sun 21:00"


def test_a_share_of_each_day_is_kept_for_people_without_a_booking():
    of = frame(TOKYO, MONDAY, 8)
    nine = of.cell(local_moment(MONDAY, dt.time(9), TOKYO))
    calendar = one_day(
        resources=[LIFT, {**PERSON, "reserved": [(nine, nine + 36), (nine + 48, nine + 84)]}],
        rules=Rules(kept_share=Fraction(1, 5)),
    )  # six of eight hours are taken, 6.4 may be
    half, whole = (StepNeed("X", minutes, "lift", "general") for minutes in (20, 30))

    assert local_starts(calendar, half)
    assert not local_starts(calendar, whole)
    assert local_starts(calendar, whole, walk_in=True)


def test_an_empty_day_always_takes_one_visit():
    calendar = one_day(resources=[LIFT, PERSON], rules=Rules(kept_share=Fraction(1, 2)))
    step = StepNeed("X", 300, "lift", "general")

    assert local_starts(calendar, step)
