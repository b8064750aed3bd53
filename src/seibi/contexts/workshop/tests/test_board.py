"""The board, the lounge and what open screens are sent: values, in a bounded number of queries."""

import datetime as dt
import json
from dataclasses import asdict

import pytest

from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import (
    AbsenceReason,
    JobLabels,
    JobState,
    JobTimes,
    Lane,
    NewStep,
    ResourceKind,
    StepState,
    WaitingFor,
)
from seibi.contexts.workshop.domain import progress
from seibi.contexts.workshop.domain.lifecycle import LIFECYCLE
from seibi.contexts.workshop.domain.progress import StepFacts
from seibi.contexts.workshop.models import Job
from seibi.contexts.workshop.operations import resources
from seibi.contexts.workshop.queries import live
from seibi.contexts.workshop.tests.factories import (
    AT,
    HIGH_VOLTAGE,
    NINE,
    OIL,
    WASH,
    booked_job,
    shop,
)
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotFound, RuleBroken
from tests import world

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.date(2026, 11, 23)

db = pytest.mark.django_db


@pytest.fixture
def at_shop(db):
    return shop()


def board(at_shop, *, at=NINE, day=DAY, by=ResourceKind.BAY, actor=None):
    return workshop.board(
        site_id=at_shop.site_id, day=day, by=by, actor=actor or world.lena(), at=at
    )


def card_of(page, subject="appointment:1", step_no=1):
    return next(c for c in page.cards if (c.subject, c.step_no) == (subject, step_no))


def act(name, minutes, subject="appointment:1", **values):
    getattr(workshop, name)(subject=subject, actor=SYSTEM, at=NINE + minutes * MINUTE, **values)


def test_rows_are_bays_with_their_open_and_blocked_times(at_shop):
    resources.add_absence(
        resource_id=at_shop.ids["ev"],
        from_at=NINE + HOUR,
        until_at=NINE + 2 * HOUR,
        reason=AbsenceReason.MAINTENANCE,
        actor=SYSTEM,
        at=AT,
    )

    page = board(at_shop)

    assert [row.name for row in page.rows] == ["Lift-1", "Lift-2", "Ev", "Wash"]
    assert [(s.start, s.end) for s in page.rows[0].open] == [
        (NINE, NINE + 3 * HOUR),
        (NINE + 4 * HOUR, NINE + 9 * HOUR),
    ]
    (blocked,) = page.rows[2].blocked
    assert (blocked.start, blocked.word) == (NINE + HOUR, "Being maintained")
    assert (page.opens, page.closes, page.cell_minutes) == (NINE, NINE + 9 * HOUR, 15)
    assert page.rows[2].detail == "EV"


def test_rows_are_people_on_request(at_shop):
    page = board(at_shop, by=ResourceKind.TECHNICIAN)

    assert [row.name for row in page.rows] == ["Mia", "Ken", "Yui"]
    assert page.rows[0].detail == "General · High voltage"


def test_a_card_says_car_work_who_and_how_late(at_shop):
    booked_job(at_shop, "appointment:1", key_tag="14", place="B3", customer_waits=True)
    act("arrive", 0)

    card = card_of(board(at_shop, at=NINE + 12 * MINUTE))

    assert (card.title, card.words, card.technicians) == ("Corolla", "oil", ("Yui",)) or len(
        card.technicians
    ) == 1
    assert (card.late_against_plan, card.late_against_promise) == (12, 0)
    assert (card.key_tag, card.place, card.customer_waits, card.movable) == ("14", "B3", True, True)
    assert (card.state_word, card.step_state, card.lane) == ("Arrived", StepState.PLANNED, None)


def test_a_car_that_waits_lies_in_a_lane_and_says_for_what(at_shop):
    booked_job(at_shop, "appointment:1", steps=(OIL, WASH))
    act("arrive", 0)
    act("set_waiting", 1, reason=WaitingFor.APPROVAL, note="brake pads")

    page = board(at_shop)
    card = card_of(page)

    assert (card.lane, card.waiting_word) == (Lane.WAITING, "Approval: brake pads")
    assert card_of(page, step_no=2).lane is None
    assert page.lanes == {"to_assign": (), "waiting": (card.id,), "ready": ()}
    assert page.counts.waiting_for == (("approval", "Approval", 1),)
    assert (page.counts.waiting, page.counts.planned) == (1, 0)


def test_ready_cars_and_unassigned_ones_have_their_lanes(at_shop):
    booked_job(at_shop, "appointment:1")
    for minutes, name, values in [
        (0, "arrive", {}),
        (0, "start_step", {"step_no": 1}),
        (25, "finish_step", {"step_no": 1}),
        (26, "send_to_check", {}),
    ]:
        act(name, minutes, **values)
    assert card_of(board(at_shop)).lane == Lane.WAITING
    act("make_ready", 30)
    workshop.place_job(
        subject="walk_in:1",
        site_id=at_shop.site_id,
        steps=[NewStep(OIL, {"en": "Oil"})],
        labels=JobLabels(title="Fit"),
        times=JobTimes(planned_arrival=NINE),
        overbooked_because="urgent",
        actor=SYSTEM,
        at=AT,
    )

    page = board(at_shop, at=NINE + 40 * MINUTE)

    assert card_of(page).lane == Lane.READY
    assert card_of(page, "walk_in:1").lane == Lane.TO_ASSIGN
    assert (page.counts.ready, page.counts.to_assign) == (1, 1)


def test_cars_that_stayed_overnight_are_on_todays_board(at_shop):
    booked_job(at_shop, "appointment:1")
    act("arrive", 0)
    act("set_waiting", 5, reason=WaitingFor.PART)
    tomorrow = NINE + dt.timedelta(days=1)

    today = board(at_shop, at=tomorrow, day=DAY + dt.timedelta(days=1))
    day_after = board(at_shop, at=tomorrow, day=DAY + dt.timedelta(days=2))

    assert [card.lane for card in today.cards] == [Lane.WAITING]
    assert day_after.cards == ()


def test_no_car_in_the_house_is_invisible(at_shop):
    for number in (1, 2, 3):
        booked_job(at_shop, f"appointment:{number}", start=NINE + (number - 1) * HOUR)
        act("arrive", 0, f"appointment:{number}")
    act("start_step", 0, "appointment:2", step_no=1)
    act("start_step", 0, "appointment:3", step_no=1)
    act("finish_step", 20, "appointment:3", step_no=1)
    tomorrow = NINE + dt.timedelta(days=1)

    page = board(at_shop, at=tomorrow, day=DAY + dt.timedelta(days=1))

    lanes = {card.subject: card.lane for card in page.cards}
    assert lanes == {
        "appointment:1": Lane.TO_ASSIGN,
        "appointment:2": Lane.TO_ASSIGN,
        "appointment:3": Lane.WAITING,
    }
    assert board(at_shop, at=NINE + HOUR).lanes["to_assign"] == ()


def test_the_words_are_in_the_readers_language(at_shop):
    from django.utils import translation

    booked_job(at_shop, "appointment:1")

    with translation.override("ja"):
        assert card_of(board(at_shop)).words == "作業"


@pytest.mark.parametrize("stranger", [world.eve, world.bob])
def test_who_does_not_work_here_does_not_know_the_board(at_shop, stranger):
    with pytest.raises(NotFound):
        board(at_shop, actor=stranger())


def test_colleagues_see_the_board_but_only_controllers_move_it(at_shop):
    assert not board(at_shop, actor=world.mia()).may_move
    assert board(at_shop, actor=world.lena()).may_move


def test_three_cars_cost_as_many_queries_as_one(at_shop, django_assert_max_num_queries):
    booked_job(at_shop, "appointment:1")
    with django_assert_max_num_queries(22) as one:
        board(at_shop)
    for number in range(2, 6):
        booked_job(at_shop, f"appointment:{number}", start=NINE + (number // 2) * HOUR)
    with django_assert_max_num_queries(len(one)) as five:
        page = board(at_shop)

    assert len(page.cards) == 5
    assert len(five) <= len(one)


def test_the_lounge_sees_tickets_and_nothing_else(at_shop):
    booked_job(at_shop, "appointment:1", ticket="A12")
    booked_job(at_shop, "appointment:2", start=NINE + HOUR, ticket="")
    act("arrive", 0)
    act("start_step", 0, step_no=1)

    view = workshop.lounge(site_id=at_shop.site_id, at=NINE + 15 * MINUTE)

    assert [(line.ticket, line.state_word, line.progress) for line in view.lines] == [
        ("A12", "In work", 0.5)
    ]
    assert view.lines[0].forecast_at == NINE + 30 * MINUTE
    told = json.dumps(asdict(view), default=str)
    assert "Corolla" not in told
    assert "品川" not in told


def test_screens_are_sent_a_state_of_at_most_four_kilobytes(at_shop):
    for number in range(6):
        booked_job(at_shop, f"appointment:{number}", start=NINE + number // 2 * HOUR)
    act("arrive", 3, "appointment:4")

    text = live.summary(node=world.SITE, at=NINE + 4 * MINUTE)

    news = json.loads(text)
    assert len(text.encode()) <= 4_000
    assert len(news["jobs"]) == 6
    changed = Job.objects.get(subject="appointment:4")
    assert news["jobs"][changed.pk.hex[-12:]][0] == changed.version == 2
    assert news["cards"][0]["subject"] == "appointment:4"


def test_every_row_and_hole_of_the_lifecycle():
    from itertools import product

    from seibi.contexts.workshop.contracts import JobAction

    for state, action in product(JobState, JobAction):
        if LIFECYCLE.allows(state, action):
            assert LIFECYCLE.after(state, action) in JobState
        else:
            with pytest.raises(RuleBroken):
                LIFECYCLE.after(state, action)
    assert LIFECYCLE.actions(JobState.DONE) == (JobAction.COME_BACK,)
    assert LIFECYCLE.actions(JobState.CANCELLED) == ()


def test_the_diagram_in_the_readme_is_the_lifecycle_in_the_code():
    from pathlib import Path

    import seibi.contexts.workshop as package

    readme = Path(package.__file__).with_name("README.md").read_text()
    assert LIFECYCLE.mermaid() in readme


def facts(state=StepState.PLANNED, **changes):
    values = {
        "minutes": 60,
        "worked_minutes": 0,
        "running_since": None,
        "planned_start": NINE,
        "planned_end": NINE + HOUR,
    }
    return StepFacts(state=state, **(values | changes))


@pytest.mark.parametrize(
    ("step", "minutes", "late", "done"),
    [
        (facts(), -30, 0, 0.0),
        (facts(), 12, 12, 0.0),
        (facts(StepState.IN_WORK, running_since=NINE), 30, 0, 0.5),
        (facts(StepState.IN_WORK, running_since=NINE + 20 * MINUTE), 30, 20, 0.167),
        (facts(StepState.IN_WORK, running_since=NINE), 80, 20, 0.97),
        (facts(StepState.PAUSED, worked_minutes=15), 40, 25, 0.25),
        (facts(StepState.DONE, worked_minutes=10), 300, 0, 1.0),
        (facts(planned_start=None, planned_end=None), 99, 0, 0.0),
    ],
)
def test_minutes_late_and_progress(step, minutes, late, done):
    now = NINE + minutes * MINUTE

    assert progress.late_against_plan(step, now) == late
    assert progress.progress([step], now) == done


def test_the_forecast_follows_the_plan_and_its_delays():
    first = facts(StepState.IN_WORK, running_since=NINE + 30 * MINUTE)
    second = facts(planned_start=NINE + HOUR, planned_end=NINE + 1.5 * HOUR, minutes=30)
    later = facts(planned_start=NINE + 3 * HOUR, planned_end=NINE + 4 * HOUR)
    now = NINE + 40 * MINUTE

    assert progress.forecast([first], now, None) == NINE + 1.5 * HOUR
    assert progress.forecast([first, second], now, None) == NINE + 2 * HOUR
    assert progress.forecast([first, later], now, None) == NINE + 4 * HOUR
    assert progress.forecast([first], now, NINE + 5 * HOUR) == NINE + 5 * HOUR
    assert progress.forecast([first], now, NINE) == NINE + 1.5 * HOUR
    unplanned = facts(planned_start=None, planned_end=None)
    assert progress.forecast([unplanned], now, None) is None


def test_late_against_the_promise_is_not_late_against_the_forecast():
    def late(state, **values):
        plain = {"promise": NINE + HOUR, "forecast_at": None, "ready_at": None, "now": NINE}
        return progress.late_against_promise(state=state, **(plain | values))

    assert late(JobState.IN_WORK) == 0
    assert late(JobState.IN_WORK, forecast_at=NINE + 1.5 * HOUR) == 30
    assert late(JobState.IN_WORK, now=NINE + 2 * HOUR) == 60
    assert late(JobState.READY, ready_at=NINE + 70 * MINUTE, now=NINE + 9 * HOUR) == 10
    assert late(JobState.IN_WORK, promise=None, now=NINE + 9 * HOUR) == 0


def test_jobs_of_a_technician_come_soonest_first(at_shop):
    assert workshop.jobs_for_staff([], AT) == []


def test_an_expected_car_that_does_not_come_is_late(at_shop):
    booked_job(at_shop, "appointment:1", steps=(HIGH_VOLTAGE,))

    page = board(at_shop, at=NINE + 17 * MINUTE)

    assert card_of(page).late_against_plan == 17
    assert page.counts.late == 1
