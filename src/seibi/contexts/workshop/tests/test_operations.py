"""Reservations and jobs: what each operation changes, and that a refusal changes nothing."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import (
    AbsenceReason,
    JobLabels,
    JobState,
    JobTimes,
    NewStep,
    ReservationKind,
    ResourceKind,
    Stay,
    StepState,
    WaitingFor,
)
from seibi.contexts.workshop.models import Job, JobStep, Reservation, ResourceSkill
from seibi.contexts.workshop.operations import moves, resources
from seibi.contexts.workshop.tests.factories import (
    AT,
    HIGH_VOLTAGE,
    NINE,
    OIL,
    WASH,
    booked_job,
    shop,
)
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Expired, Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_shop():
    return shop()


def reserve(at_shop, subject="appointment:1", start=NINE, *steps, until=None, **changes):
    return workshop.reserve(
        query=at_shop.query(*steps, **changes),
        start=start,
        subject=subject,
        hold_until=until,
        actor=SYSTEM,
        at=AT,
    )


def in_minutes(minutes):
    return clock.machine_now() + dt.timedelta(minutes=minutes)


def told():
    return list(Entry.objects.order_by("recorded_at", "pk").values_list("name", flat=True))


def refused(error, expected, call, **values):
    """The call is refused and nothing has changed or been told."""

    def everything():
        return (
            sorted(
                Reservation.objects.values_list("pk", "subject", "kind", "during", "expires_at")
            ),
            sorted(Job.objects.values_list("pk", "state", "version", "subject")),
            sorted(JobStep.objects.values_list("pk", "state", "planned_start", "worked_minutes")),
            told(),
        )

    before = everything()
    with pytest.raises(error) as caught:
        call(**values)
    assert caught.value.code == expected
    assert everything() == before
    return caught.value


def test_a_reservation_takes_bay_and_people_and_is_told(at_shop):
    ids = reserve(at_shop)

    rows = Reservation.objects.filter(pk__in=ids)
    assert {row.resource_id for row in rows} == {at_shop.ids["lift-1"], at_shop.ids["yui"]} or len(
        rows
    ) == 2
    assert {(row.during.lower, row.during.upper) for row in rows} == {(NINE, NINE + HOUR / 2)}
    assert {row.kind for row in rows} == {ReservationKind.WORK}
    assert told()[-1] == "workshop.slot_reserved.v1"


def test_every_offer_can_be_reserved_and_nothing_else(at_shop):
    query = at_shop.query(HIGH_VOLTAGE, not_after=NINE + 9 * HOUR)
    offered = [slot.start for slot in workshop.find_slots(query, AT).slots]
    assert offered

    for quarter in range(-4, 40):
        start = NINE + quarter * dt.timedelta(minutes=15)
        with transaction.atomic():
            try:
                workshop.reserve(
                    query=query, start=start, subject="x:1", hold_until=None, actor=SYSTEM, at=AT
                )
                accepted = True
            except RuleBroken:
                accepted = False
            transaction.set_rollback(True)
        assert accepted == (start in offered), start


def test_a_taken_time_is_refused_with_free_ones(at_shop):
    reserve(at_shop, "appointment:1", NINE, HIGH_VOLTAGE)

    error = refused(
        RuleBroken,
        "slot_taken",
        workshop.reserve,
        query=at_shop.query(HIGH_VOLTAGE),
        start=NINE,
        subject="appointment:2",
        hold_until=None,
        actor=SYSTEM,
        at=AT,
    )

    assert error.extra["free"][0]["start"] == (NINE + HOUR).isoformat()
    assert 1 <= len(error.extra["free"]) <= 3


def taken(at_shop, subject):
    """What is free instead, and in how many queries that was found out."""
    with CaptureQueriesContext(connection) as queries, pytest.raises(RuleBroken) as error:
        reserve(at_shop, subject, NINE, HIGH_VOLTAGE)
    assert error.value.code == "slot_taken"
    return error.value.extra["free"], len(queries)


def test_many_who_ask_for_the_same_are_told_what_was_found_once(at_shop):
    reserve(at_shop, "appointment:1", NINE, HIGH_VOLTAGE)

    first, searched = taken(at_shop, "appointment:2")
    second, told = taken(at_shop, "appointment:3")

    assert first == second
    assert told <= 4 < searched  # is it still so? within a savepoint


def test_what_was_found_is_forgotten_as_soon_as_anything_is_taken_or_given_back(at_shop):
    reserve(at_shop, "appointment:1", NINE, HIGH_VOLTAGE)
    first, _ = taken(at_shop, "appointment:2")

    reserve(at_shop, "appointment:3", NINE + HOUR, HIGH_VOLTAGE)
    second, _ = taken(at_shop, "appointment:2")
    workshop.release(subject="appointment:1", actor=SYSTEM, at=AT)
    reserve(at_shop, "appointment:2", NINE, HIGH_VOLTAGE)

    assert (NINE + HOUR).isoformat() in {slot["start"] for slot in first}
    assert (NINE + HOUR).isoformat() not in {slot["start"] for slot in second}


def test_when_the_next_days_are_full_the_alternatives_come_from_later(at_shop):
    resources.add_absence(
        resource_id=at_shop.ids["ev"],
        from_at=NINE,
        until_at=NINE + dt.timedelta(days=5),
        reason=AbsenceReason.MAINTENANCE,
        actor=SYSTEM,
        at=AT,
    )

    error = refused(
        RuleBroken,
        "slot_taken",
        workshop.reserve,
        query=at_shop.query(HIGH_VOLTAGE),
        start=NINE,
        subject="appointment:2",
        hold_until=None,
        actor=SYSTEM,
        at=AT,
    )

    assert error.extra["free"][0]["start"] == (NINE + dt.timedelta(days=5)).isoformat()


def test_a_hold_blocks_until_it_runs_out_and_then_no_longer(at_shop):
    reserve(at_shop, "hold:1", NINE, HIGH_VOLTAGE, until=in_minutes(5))
    refused(
        RuleBroken,
        "slot_taken",
        workshop.reserve,
        query=at_shop.query(HIGH_VOLTAGE),
        start=NINE,
        subject="hold:2",
        hold_until=None,
        actor=SYSTEM,
        at=AT,
    )

    Reservation.objects.update(expires_at=in_minutes(-1))
    assert workshop.find_slots(at_shop.query(HIGH_VOLTAGE), AT).slots[0].start == NINE
    reserve(at_shop, "hold:2", NINE, HIGH_VOLTAGE, until=in_minutes(5))

    assert set(Reservation.objects.values_list("subject", flat=True)) == {"hold:2"}


def test_a_hold_becomes_a_reservation_under_another_name_and_twice_is_once(at_shop):
    reserve(at_shop, "hold:1", until=in_minutes(5))

    for _ in range(2):
        workshop.confirm(subject="hold:1", new_subject="appointment:1", actor=SYSTEM, at=AT)

    rows = Reservation.objects.all()
    assert {(row.subject, row.kind, row.expires_at) for row in rows} == {
        ("appointment:1", "work", None)
    }
    assert told().count("workshop.slot_confirmed.v1") == 1


def test_a_hold_that_ran_out_is_not_confirmed(at_shop):
    reserve(at_shop, "hold:1", until=in_minutes(5))
    Reservation.objects.update(expires_at=in_minutes(-1))

    refused(Expired, "hold_expired", workshop.confirm, subject="hold:1", actor=SYSTEM, at=AT)
    refused(NotFound, "nothing_held", workshop.confirm, subject="hold:9", actor=SYSTEM, at=AT)


def test_a_second_reservation_for_the_same_visit_is_refused(at_shop):
    reserve(at_shop)

    refused(
        RuleBroken,
        "reserved_already",
        workshop.reserve,
        query=at_shop.query(),
        start=NINE + HOUR,
        subject="appointment:1",
        hold_until=None,
        actor=SYSTEM,
        at=AT,
    )


def test_what_is_given_back_is_free_again(at_shop):
    reserve(at_shop, "appointment:1", NINE, HIGH_VOLTAGE)

    assert workshop.release(subject="appointment:1", actor=SYSTEM, at=AT) == 2
    assert workshop.release(subject="appointment:1", actor=SYSTEM, at=AT) == 0

    assert workshop.find_slots(at_shop.query(HIGH_VOLTAGE), AT).slots[0].start == NINE
    assert told().count("workshop.slot_released.v1") == 1


def test_a_visit_moves_and_keeps_its_old_time_when_the_new_one_is_taken(at_shop):
    job_id = booked_job(at_shop, "appointment:1", steps=(HIGH_VOLTAGE,))
    reserve(at_shop, "appointment:2", NINE + HOUR, HIGH_VOLTAGE)
    query = at_shop.query(HIGH_VOLTAGE)
    move = {"subject": "appointment:1", "query": query, "actor": SYSTEM, "at": AT}

    refused(RuleBroken, "slot_taken", workshop.move, start=NINE + HOUR, **move)
    refused(RuleBroken, "stale_move", workshop.move, start=NINE + 2 * HOUR, version=7, **move)
    workshop.move(start=NINE + HOUR / 2 * 8, version=1, **move)

    job = workshop.job_of("appointment:1", AT)
    assert (job.version, job.steps[0].start) == (2, NINE + 4 * HOUR)
    assert Job.objects.get().pk == job_id


def test_a_visit_may_move_into_the_time_it_has_itself(at_shop):
    reserve(at_shop, "appointment:1", NINE, HIGH_VOLTAGE)

    workshop.move(
        subject="appointment:1",
        query=at_shop.query(HIGH_VOLTAGE),
        start=NINE + HOUR / 2,
        actor=SYSTEM,
        at=AT,
    )

    assert {row.during.lower for row in Reservation.objects.all()} == {NINE + HOUR / 2}


def test_nothing_to_move_and_bad_questions_are_refused(at_shop):
    query = at_shop.query()
    values = {"start": NINE, "actor": SYSTEM, "at": AT}

    refused(NotFound, "nothing_reserved", workshop.move, subject="x:1", query=query, **values)
    for bad, code in [
        (replace(query, steps=()), "no_steps"),
        (replace(query, steps=(replace(OIL, minutes=0),)), "bad_step"),
        (replace(query, not_after=NINE - HOUR), "bad_window"),
        (replace(query, not_after=NINE + dt.timedelta(days=90)), "bad_window"),
    ]:
        refused(
            Invalid, code, workshop.reserve, query=bad, subject="x:1", hold_until=None, **values
        )


def test_the_database_itself_refuses_two_visits_on_one_bay(at_shop):
    reserve(at_shop, "appointment:1", NINE, HIGH_VOLTAGE)
    row = Reservation.objects.filter(resource=at_shop.ids["ev"]).get()

    with pytest.raises(IntegrityError, match="no_double_booking"), transaction.atomic():
        Reservation.objects.create(
            owner_node=row.owner_node,
            resource_id=row.resource_id,
            during=(NINE + HOUR / 2, NINE + 2 * HOUR),
            subject="psql",
            kind=ReservationKind.WORK,
            step_no=1,
        )
    Reservation.objects.create(
        owner_node=row.owner_node,
        resource_id=row.resource_id,
        during=(NINE + HOUR, NINE + 2 * HOUR),
        subject="psql",
        kind=ReservationKind.WORK,
        step_no=1,
    )


def test_a_whole_day_can_be_swapped_with_the_net_put_off(at_shop):
    reserve(at_shop, "a:1", NINE, HIGH_VOLTAGE)
    reserve(at_shop, "a:2", NINE + HOUR, HIGH_VOLTAGE)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS no_double_booking DEFERRED")
        Reservation.objects.filter(subject="a:1").update(during=(NINE + HOUR, NINE + 2 * HOUR))
        Reservation.objects.filter(subject="a:2").update(during=(NINE, NINE + HOUR))
        cursor.execute("SET CONSTRAINTS no_double_booking IMMEDIATE")

    first = Reservation.objects.filter(subject="a:2").first()
    assert first.during.lower == NINE


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


def place(at_shop, actor, because=""):
    return {
        "subject": "walk_in:1",
        "site_id": at_shop.site_id,
        "steps": [NewStep(OIL, {"en": "Oil"})],
        "labels": JobLabels(title="Fit"),
        "times": JobTimes(),
        "overbooked_because": because,
        "actor": actor,
        "at": AT,
    }


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


def drive(at_shop, *calls):
    for minutes, name, values in calls:
        getattr(workshop, name)(
            subject="appointment:1", actor=SYSTEM, at=NINE + minutes * MINUTE, **values
        )
    return workshop.job_of("appointment:1", NINE + calls[-1][0] * MINUTE)


ONE = {"step_no": 1}


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


def drag(job_id, **changes):
    values = {
        "job_id": job_id,
        "step_no": 1,
        "start": NINE + HOUR,
        "row_id": None,
        "version": 1,
        "actor": world.lena(),
        "at": AT,
    }
    return values | changes


def test_a_card_is_dragged_to_another_bay_and_time(at_shop):
    job_id = booked_job(at_shop, "appointment:1")

    moves.move_step(**drag(job_id, row_id=at_shop.ids["lift-2"]))

    step = workshop.job_of("appointment:1", AT).steps[0]
    assert (step.bay_name, step.start, step.end) == ("Lift-2", NINE + HOUR, NINE + 1.5 * HOUR)
    rows = Reservation.objects.filter(subject="appointment:1")
    assert {(row.resource_id, row.during.lower) for row in rows} == {
        (at_shop.ids["lift-2"], NINE + HOUR),
        (step.technician_ids[0], NINE + HOUR),
    }
    assert told()[-1] == "workshop.job_moved.v1"


def test_a_card_whose_bay_is_prepared_first_is_dragged_too(at_shop):
    job_id = booked_job(at_shop, "appointment:1", steps=(replace(OIL, buffer_before=5),))

    moves.move_step(**drag(job_id, row_id=at_shop.ids["lift-2"]))

    step = workshop.job_of("appointment:1", AT).steps[0]
    assert (step.bay_name, step.start) == ("Lift-2", NINE + HOUR)


def test_work_that_overruns_does_not_keep_its_bay_for_the_rest_of_the_day(at_shop):
    booked_job(at_shop, "appointment:1")
    workshop.arrive(subject="appointment:1", actor=SYSTEM, at=NINE)
    workshop.start_step(subject="appointment:1", step_no=1, actor=SYSTEM, at=NINE)
    job_id = booked_job(at_shop, "appointment:2", NINE + HOUR)
    later = drag(job_id, start=NINE + 2 * HOUR, row_id=at_shop.ids["lift-1"])

    moves.move_step(**later | {"at": NINE + HOUR})

    assert workshop.job_of("appointment:2", AT).steps[0].start == NINE + 2 * HOUR


def test_a_card_is_dragged_onto_a_person(at_shop):
    job_id = booked_job(at_shop, "appointment:1")

    moves.move_step(**drag(job_id, row_id=at_shop.ids["mia"]))

    step = workshop.job_of("appointment:1", AT).steps[0]
    assert (step.technician_names, step.bay_name) == (("Mia",), "Lift-1")


def test_an_unassigned_card_gets_its_place(at_shop):
    job_id = workshop.place_job(**place(at_shop, world.lena(), "brakes fail"))

    moves.move_step(**drag(job_id, row_id=at_shop.ids["lift-1"], start=NINE))

    assert workshop.job_of("walk_in:1", AT).steps[0].bay_name == "Lift-1"


def test_two_people_drag_the_same_card_and_the_second_is_shown_the_truth(at_shop):
    job_id = booked_job(at_shop, "appointment:1")
    moves.move_step(**drag(job_id, row_id=at_shop.ids["lift-2"]))

    error = refused(RuleBroken, "stale_move", moves.move_step, **drag(job_id, start=NINE))

    assert error.extra["version"] == 2
    assert error.extra["cards"][0]["bay_id"] == at_shop.ids["lift-2"]


def test_the_board_asks_the_same_question_as_a_booking(at_shop):
    job_id = booked_job(at_shop, "appointment:1", steps=(HIGH_VOLTAGE,))
    reserve(at_shop, "appointment:2", NINE + HOUR, HIGH_VOLTAGE)
    overlap = drag(job_id, start=NINE + HOUR / 2)

    error = refused(RuleBroken, "slot_taken", moves.move_step, **overlap)

    assert error.extra["why"][0] == "No bay of this kind is free: EV."
    assert (NINE + 4 * HOUR).isoformat() in error.extra["free"]
    for start in (NINE - HOUR, NINE + 2.5 * HOUR, NINE + 8.5 * HOUR):
        refused(
            RuleBroken,
            "slot_taken",
            moves.move_step,
            **drag(job_id, start=start, at=NINE - 3 * HOUR),
        )


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"actor": world.eve()}, NotFound, "job_not_found"),
        ({"actor": world.bob()}, NotFound, "job_not_found"),
        ({"actor": world.mia()}, NotAllowed, "not_allowed"),
        ({"actor": world.ada()}, NotAllowed, "not_allowed"),
        ({"row_id": "lift-1"}, RuleBroken, "wrong_bay"),
        ({"row_id": "ken"}, RuleBroken, "wrong_skill"),
        ({"row_id": "ada"}, Invalid, "bad_row"),
        ({"start": NINE + 2 * MINUTE}, Invalid, "bad_start"),
        ({"at": NINE + 2 * HOUR}, RuleBroken, "in_the_past"),
        ({"step_no": 4}, NotFound, "step_not_found"),
    ],
)
def test_drags_that_are_refused(at_shop, changes, error, code):
    job_id = booked_job(at_shop, "appointment:1", steps=(HIGH_VOLTAGE,))
    if isinstance(changes.get("row_id"), str):
        changes = {**changes, "row_id": at_shop.ids[changes["row_id"]]}

    refused(error, code, moves.move_step, **drag(job_id, **changes))


def test_work_that_has_begun_stays_and_steps_stay_in_order(at_shop):
    job_id = booked_job(at_shop, "appointment:1", steps=(OIL, WASH))

    refused(
        RuleBroken,
        "steps_out_of_order",
        moves.move_step,
        **drag(job_id, step_no=2, start=NINE),
    )
    drive(at_shop, (0, "arrive", {}), (0, "start_step", ONE))
    version = Job.objects.get().version
    refused(RuleBroken, "work_has_begun", moves.move_step, **drag(job_id, version=version))


def test_only_the_manager_changes_resources(at_shop):
    values = {
        "site_id": at_shop.site_id,
        "kind": ResourceKind.BAY,
        "code": "lift-9",
        "name": "Lift 9",
        "bay_kind": BayKind.LIFT,
        "at": AT,
    }

    refused(NotAllowed, "not_allowed", workshop.add_resource, actor=world.ada(), **values)
    workshop.add_resource(actor=world.sora(), **values)
    refused(RuleBroken, "code_taken", workshop.add_resource, actor=world.sora(), **values)
    wrong = {**values, "code": "x", "bay_kind": "", "name": " "}
    error = refused(Invalid, "bad_resource", workshop.add_resource, actor=world.sora(), **wrong)
    assert set(error.extra["errors"]) == {"bay_kind", "name"}


def test_shifts_skills_and_absences_change_what_is_offered(at_shop):
    sora, mia = world.sora(), at_shop.ids["mia"]
    first = lambda: workshop.find_slots(at_shop.query(HIGH_VOLTAGE), AT).slots[0].start  # noqa: E731
    values = {"resource_id": mia, "actor": sora, "at": AT}

    resources.set_hours(hours={0: [(dt.time(13), dt.time(18))]}, **values)
    assert first() == NINE + 4 * HOUR
    resources.set_hours(hours={}, **values)
    away = resources.add_absence(
        from_at=NINE, until_at=NINE + HOUR, reason=AbsenceReason.SICK, **values
    )
    assert first() == NINE + HOUR
    resources.end_absence(absence_id=away, actor=sora, at=AT)
    assert first() == NINE
    resources.set_skills(skills={Skill.GENERAL: 3}, **values)
    assert workshop.find_slots(at_shop.query(HIGH_VOLTAGE), AT).slots == ()
    assert ResourceSkill.objects.filter(resource=mia).count() == 1

    refused(
        Invalid,
        "bad_hours",
        resources.set_hours,
        hours={0: [(dt.time(9), dt.time(12)), (dt.time(11), dt.time(15))]},
        **values,
    )
    refused(Invalid, "bad_skill", resources.set_skills, skills={"juggling": 2}, **values)
    bob = {**values, "actor": world.bob()}
    refused(NotFound, "resource_not_found", resources.set_active, active=False, **bob)


def test_a_sick_colleague_leaves_the_plan_as_it_is(at_shop):
    reserve(at_shop, "appointment:1", NINE, HIGH_VOLTAGE)

    resources.add_absence(
        resource_id=at_shop.ids["mia"],
        from_at=NINE,
        until_at=NINE + 9 * HOUR,
        reason=AbsenceReason.SICK,
        actor=SYSTEM,
        at=AT,
    )

    assert Reservation.objects.filter(resource=at_shop.ids["mia"]).exists()


def test_the_share_for_walk_ins_is_the_sites_own(at_shop):
    full = at_shop.query(replace(OIL, minutes=120), not_after=NINE + 8 * HOUR)
    for number in range(4):
        slots = workshop.find_slots(full, AT).slots
        workshop.reserve(
            query=full,
            start=slots[0].start,
            subject=f"a:{number}",
            hold_until=None,
            actor=SYSTEM,
            at=AT,
        )
    before = len(workshop.find_slots(full, AT).slots)
    rules = {"reception_minutes": 10, "delivery_minutes": 10, "offer_minutes": 15}

    resources.set_rules(
        site_id=at_shop.site_id, kept_share=Decimal("0.6"), **rules, actor=world.sora(), at=AT
    )

    assert before > 0
    assert workshop.find_slots(full, AT).slots == ()
    assert workshop.find_slots(replace(full, walk_in=True), AT).slots
    refused(
        Invalid,
        "bad_rules",
        resources.set_rules,
        site_id=at_shop.site_id,
        kept_share=Decimal(1),
        **rules,
        actor=world.sora(),
        at=AT,
    )


def test_who_waits_is_offered_only_what_ends_today(at_shop):
    step = replace(OIL, minutes=240, splittable=True)
    waiting = at_shop.query(step, stay=Stay.WAIT, not_after=NINE + 8 * HOUR)

    assert workshop.find_slots(waiting, AT).slots[-1].start == NINE + 5 * HOUR
