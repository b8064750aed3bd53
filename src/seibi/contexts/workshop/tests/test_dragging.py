"""Cards that are dragged, and what there is to plan with."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import (
    AbsenceReason,
    ResourceKind,
    Stay,
)
from seibi.contexts.workshop.models import Job, Reservation, ResourceSkill
from seibi.contexts.workshop.operations import moves, resources
from seibi.contexts.workshop.tests.deeds import (
    HOUR,
    MINUTE,
    ONE,
    drive,
    place,
    refused,
    reserve,
    told,
)
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
