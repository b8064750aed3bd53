"""A job on the board from its reservation to the car that leaves."""

from dataclasses import replace

import pytest

from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import (
    JobLabels,
    JobState,
    JobTimes,
    NewStep,
    ResourceKind,
    StepState,
    WaitingFor,
)
from seibi.contexts.workshop.models import Job, Reservation
from seibi.contexts.workshop.tests.deeds import HOUR, MINUTE, ONE, drive, place, refused, told
from seibi.contexts.workshop.tests.factories import (
    AT,
    HIGH_VOLTAGE,
    NINE,
    OIL,
    WASH,
    booked_job,
)
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from tests import world

pytestmark = pytest.mark.django_db


def test_a_job_shows_what_was_reserved_for_it(at_shop):
    booked_job(at_shop, "appointment:1", steps=(OIL, WASH), ticket="A7", customer_waits=True)

    job = workshop.job_of("appointment:1", AT)

    assert [(s.bay_name, s.start, s.end) for s in job.steps] == [
        ("Lift-1", NINE, NINE + HOUR / 2),
        ("Wash", NINE + HOUR / 2, NINE + HOUR / 2 + 20 * MINUTE),
    ]
    assert all(len(step.technician_ids) == 1 for step in job.steps)
    assert job.steps[0].technician_ids == job.steps[1].technician_ids
    assert (job.state, job.first_promise_at, job.promise_at) == (
        JobState.PLANNED,
        NINE + 3 * HOUR,
        NINE + 3 * HOUR,
    )


def test_the_first_promise_is_kept_as_such(at_shop):
    booked_job(at_shop, "appointment:1")

    workshop.update_job(
        subject="appointment:1",
        labels=JobLabels(key_tag="14", place="B3"),
        times=JobTimes(promise_at=NINE + 5 * HOUR, forecast_at=NINE + 4 * HOUR),
        actor=SYSTEM,
        at=AT,
    )

    job = workshop.job_of("appointment:1", AT)
    assert job.first_promise_at == NINE + 3 * HOUR
    assert job.promise_at == NINE + 5 * HOUR
    assert job.forecast_at == NINE + 4 * HOUR
    assert (job.key_tag, job.place, job.title) == ("14", "B3", "Corolla")


def test_pushing_what_is_there_already_tells_nothing(at_shop):
    booked_job(at_shop, "appointment:1")
    before = told()

    workshop.update_job(
        subject="appointment:1",
        labels=JobLabels(title="Corolla"),
        times=JobTimes(),
        actor=SYSTEM,
        at=AT,
    )

    assert told() == before


def test_a_full_day_takes_one_more_only_by_right_and_with_a_reason(at_shop):
    lena, ada = world.lena(), world.ada()

    refused(NotAllowed, "not_allowed", workshop.place_job, **place(at_shop, ada, "urgent"))
    refused(Invalid, "reason_missing", workshop.place_job, **place(at_shop, lena))
    workshop.place_job(**place(at_shop, lena, "brakes fail"))

    job = workshop.job_of("walk_in:1", AT)
    assert job.steps[0].bay_id is None
    assert Job.objects.get().overbooked_because == "brakes fail"
    refused(RuleBroken, "job_exists", workshop.place_job, **place(at_shop, lena, "again"))


def test_a_job_goes_on_under_the_work_order(at_shop):
    booked_job(at_shop, "appointment:1")

    for _ in range(2):
        workshop.take_over(subject="appointment:1", new_subject="work_order:1", actor=SYSTEM, at=AT)

    assert workshop.job_of("work_order:1", AT) == workshop.job_of("appointment:1", AT)
    assert set(Reservation.objects.values_list("subject", flat=True)) == {"work_order:1"}


def test_a_car_comes_is_worked_on_waits_is_checked_and_leaves(at_shop):
    booked_job(at_shop, "appointment:1", steps=(HIGH_VOLTAGE,))

    job = drive(at_shop, (-5, "arrive", {}), (0, "start_step", ONE))
    assert (job.state, job.steps[0].state) == (JobState.IN_WORK, StepState.IN_WORK)

    part = {"reason": WaitingFor.PART, "note": "coolant pump"}
    job = drive(at_shop, (20, "pause_step", {**ONE, **part}))
    assert (job.state, job.waiting_for, job.waiting_note) == (
        JobState.WAITING,
        WaitingFor.PART,
        "coolant pump",
    )
    assert (job.steps[0].worked_minutes, job.progress) == (20, 0.333)

    job = drive(at_shop, (90, "start_step", ONE), (130, "finish_step", ONE))
    assert (job.state, job.waiting_for) == (JobState.IN_WORK, None)
    assert (job.steps[0].worked_minutes, job.progress) == (60, 1.0)

    job = drive(at_shop, (131, "send_to_check", {}), (140, "make_ready", {}))
    assert (job.state, job.waiting_for) == (JobState.READY, WaitingFor.PICK_UP)
    assert job.forecast_at == NINE + 140 * MINUTE

    job = drive(at_shop, (200, "hand_over", {}))
    assert (job.state, job.late_against_promise) == (JobState.DONE, 0)


def test_a_step_that_is_done_early_frees_its_bay_and_people_at_once(at_shop):
    booked_job(at_shop, "appointment:1", steps=(replace(HIGH_VOLTAGE, buffer_after=10),))
    drive(at_shop, (0, "arrive", {}), (0, "start_step", ONE), (22, "finish_step", ONE))

    rows = Reservation.objects.filter(resource=at_shop.ids["ev"]).order_by("during")
    assert [(r.kind, r.during.lower, r.during.upper) for r in rows] == [
        ("work", NINE, NINE + 25 * MINUTE),
        ("buffer", NINE + 25 * MINUTE, NINE + 35 * MINUTE),
    ]


def test_the_bay_stays_with_the_car_between_two_steps_on_it(at_shop):
    booked_job(at_shop, "appointment:1", steps=(OIL, OIL))
    drive(at_shop, (0, "arrive", {}), (0, "start_step", ONE), (10, "finish_step", ONE))

    bay = Reservation.objects.filter(resource=at_shop.ids["lift-1"]).order_by("during")
    assert [(r.during.lower, r.during.upper) for r in bay] == [
        (NINE, NINE + HOUR / 2),
        (NINE + HOUR / 2, NINE + HOUR),
    ]
    people = Reservation.objects.filter(resource__kind=ResourceKind.TECHNICIAN, step_no=1)
    assert [r.during.upper for r in people] == [NINE + 10 * MINUTE]


def test_work_that_goes_on_beyond_its_plan_is_not_offered_to_others(at_shop):
    booked_job(at_shop, "appointment:1", steps=(HIGH_VOLTAGE,))
    drive(at_shop, (0, "arrive", {}), (30, "start_step", ONE))
    at = NINE + 55 * MINUTE
    query = at_shop.query(HIGH_VOLTAGE, walk_in=True)

    first = workshop.find_slots(query, at).slots[0].start

    assert first == NINE + 90 * MINUTE


def test_the_check_sends_a_car_back_to_work(at_shop):
    booked_job(at_shop, "appointment:1")
    job = drive(
        at_shop,
        (0, "arrive", {}),
        (0, "start_step", ONE),
        (30, "finish_step", ONE),
        (31, "send_to_check", {}),
        (40, "return_to_work", {}),
    )

    assert (job.state, job.steps[0].state) == (JobState.IN_WORK, StepState.PAUSED)


def test_steps_that_are_not_possible_are_refused(at_shop):
    booked_job(at_shop, "appointment:1")
    values = {"subject": "appointment:1", "actor": SYSTEM, "at": NINE}

    refused(RuleBroken, "wrong_state", workshop.start_step, step_no=1, **values)
    refused(RuleBroken, "wrong_state", workshop.finish_step, step_no=1, **values)
    refused(RuleBroken, "wrong_state", workshop.pause_step, step_no=1, reason=None, **values)
    refused(RuleBroken, "wrong_state", workshop.make_ready, **values)
    refused(RuleBroken, "wrong_state", workshop.hand_over, **values)
    refused(NotFound, "step_not_found", workshop.start_step, step_no=9, **values)
    workshop.arrive(**values)
    workshop.start_step(step_no=1, **values)
    refused(RuleBroken, "steps_open", workshop.send_to_check, **values)
    refused(RuleBroken, "wrong_state", workshop.cancel_job, **values)


def test_a_cancelled_visit_frees_everything(at_shop):
    booked_job(at_shop, "appointment:1")

    workshop.cancel_job(subject="appointment:1", actor=SYSTEM, at=AT)

    assert not Reservation.objects.exists()
    assert workshop.job_of("appointment:1", AT).state == JobState.CANCELLED


def test_a_car_that_waits_no_longer_is_where_it_was(at_shop):
    booked_job(at_shop, "appointment:1")
    approval = {"reason": WaitingFor.APPROVAL}

    assert drive(at_shop, (0, "set_waiting", approval)).state == JobState.PLANNED
    job = drive(at_shop, (0, "arrive", {}), (5, "set_waiting", approval))
    assert (job.state, job.waiting_for) == (JobState.WAITING, WaitingFor.APPROVAL)
    job = drive(at_shop, (9, "set_waiting", {"reason": None}))
    assert (job.state, job.waiting_for) == (JobState.ARRIVED, None)


def test_added_steps_wait_for_a_bay(at_shop):
    booked_job(at_shop, "appointment:1")

    workshop.add_steps(
        subject="appointment:1",
        steps=[NewStep(WASH, {"en": "Wash"})],
        actor=SYSTEM,
        at=AT,
    )

    steps = workshop.job_of("appointment:1", AT).steps
    assert [(s.step_no, s.bay_id is None) for s in steps] == [(1, False), (2, True)]
