"""Every minute a car stands has one cause: pure rules, what readers keep, what is asked of it."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import WaitCause
from seibi.contexts.quality.domain import waiting as rules
from seibi.contexts.quality.models.waiting import ApprovalWait, Wait
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import PauseReason, State
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.workshop.contracts import JobState, WaitingFor
from seibi.kernel.errors import NotFound
from seibi.kernel.ids import new_id
from tests import world

DAY = dt.date(2026, 3, 30)
NINE = dt.datetime(2026, 3, 30, 0, 0, tzinfo=dt.UTC)


def test_every_state_has_one_cause_or_none():
    for job, waiting_for, visit in product(["", *JobState], ["", *WaitingFor], ["", *State]):
        found = rules.cause_of(job=job, waiting_for=waiting_for, visit=visit)

        if visit in rules.NOT_HERE or job == JobState.IN_WORK or job in rules.LEFT:
            assert found is None
        elif visit == State.READY or job == JobState.READY:
            assert found is WaitCause.PICK_UP
        elif visit == State.QUALITY_CHECK or job == JobState.CHECK:
            assert found is WaitCause.CHECK
        elif waiting_for in rules.CAUSES:
            assert found is rules.CAUSES[waiting_for]
        else:
            assert found is (WaitCause.APPROVAL if visit == State.ESTIMATE else None)


def test_an_estimate_without_an_answer_waits_for_approval():
    assert (
        rules.cause_of(job=JobState.ARRIVED, waiting_for="", visit=State.ESTIMATE)
        is WaitCause.APPROVAL
    )


WAITED = st.builds(
    rules.Waited,
    st.sampled_from(list(WaitCause)),
    st.just(DAY),
    st.uuids(),
    st.integers(0, 600),
)


@given(st.lists(WAITED))
def test_the_shares_are_all_of_it(waited):
    found = rules.shares(waited)

    assert sum(one.numerator for one in found) == sum(one.minutes for one in waited)
    assert not found or abs(sum(one.share for one in found) - 1) < 1e-9
    assert [one.numerator for one in found] == sorted(
        (one.numerator for one in found), reverse=True
    )


@given(st.lists(st.integers(0, 10_000)))
def test_half_and_nine_of_ten_are_under_their_rank(minutes):
    found = rules.approval_waits(minutes, 2)

    if not minutes:
        assert (found.p50, found.p90) == (None, None)
        return
    assert found.p50 in minutes
    assert found.p90 in minutes
    assert sum(one <= found.p50 for one in minutes) >= len(minutes) / 2
    assert sum(one <= found.p90 for one in minutes) >= len(minutes) * 0.9


def test_nights_are_not_waited():
    opening = [(NINE, NINE + dt.timedelta(hours=9))]
    span = (NINE + dt.timedelta(hours=8), NINE + dt.timedelta(hours=24))
    assert rules.open_minutes(span, opening) == 60


def test_a_pause_for_a_part_is_counted_until_work_goes_on(place, read_all):
    car = factories.working_car(place)
    at = factories.later(30)
    work_orders.pause(
        work_order_id=car.id,
        reason=PauseReason.PARTS,
        note="",
        actor=world.mia(),
        at=at,
    )
    read_all()
    running = Wait.objects.get(until_at=None)
    assert (running.cause, running.from_at, running.work_order_id) == ("part", at, car.id)

    work_orders.resume(work_order_id=car.id, actor=world.mia(), at=at + dt.timedelta(minutes=20))
    read_all()
    over = Wait.objects.get(cause="part")
    assert (over.minutes, over.definition) == (20, "waiting.v1")


def test_the_answer_to_an_estimate_is_timed(place, read_all):
    factories.approved_car(place)
    read_all()

    row = ApprovalWait.objects.get()
    assert row.minutes == int((row.answered_at - row.asked_at).total_seconds() // 60)
    assert Wait.objects.filter(cause="approval").exclude(until_at=None).exists()


def test_a_car_that_is_ready_waits_to_be_picked_up_and_then_no_more(delivered, read_all):
    read_all()

    assert not Wait.objects.filter(until_at=None).exists()
    assert Wait.objects.filter(cause="pick_up").exists()


def test_a_wait_over_night_leaves_each_day_its_minutes(place, read_all):
    car = factories.working_car(place)
    at = factories.later(30)
    work_orders.pause(
        work_order_id=car.id, reason=PauseReason.PARTS, note="", actor=world.mia(), at=at
    )
    work_orders.resume(work_order_id=car.id, actor=world.mia(), at=at + dt.timedelta(days=1))
    read_all()

    rows = Wait.objects.filter(cause="part").order_by("day")
    assert len({row.day for row in rows}) == 2
    assert sum(row.minutes for row in rows) == 8 * 60  # eight open hours lie between


@pytest.fixture
def waited(place):
    def add(number, minutes=10, cause="part", node=world.SITE):
        for _ in range(number):
            Wait.objects.create(
                owner_node=node,
                work_order_id=new_id(),
                site_id=place.site_id,
                cause=cause,
                definition="waiting.v1",
                day=DAY,
                from_at=NINE,
                until_at=NINE,
                minutes=minutes,
            )

    return add


def figures(place, actor=None):
    return quality.waiting_figures(
        site_id=place.site_id,
        from_day=DAY,
        to_day=DAY + dt.timedelta(days=1),
        actor=actor or world.sora(),
        at=NINE,
    )


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_with_one_and_with_three(
    place, waited, number, django_assert_num_queries
):
    waited(number)
    with django_assert_num_queries(5):
        found = figures(place)
    assert (found.minutes, found.causes[0].n) == (10 * number, number)


def test_the_cars_behind_a_figure(place, waited):
    waited(2)
    waited(1, 50, "wash")

    found = quality.waits_of_cause(
        site_id=place.site_id,
        cause=WaitCause.PART,
        from_day=DAY,
        to_day=DAY + dt.timedelta(days=1),
        actor=world.sora(),
        at=NINE,
    )
    assert [row.minutes for row in found] == [10, 10]
    assert [one.cause for one in figures(place).causes] == ["wash", "part"]


def test_whoever_may_not_see_the_figures_is_told_nothing(place, waited):
    waited(1)
    for who in (world.bob(), world.eve(), world.mia()):
        with pytest.raises(NotFound):
            figures(place, who)
