"""How many questions a search asks of the database, and what reasons look like in words."""

import datetime as dt

import pytest
from django.utils import translation

from seibi.contexts.catalogue.contracts import Skill
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories as network_factories
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import (
    AbsenceReason,
    JobLabels,
    JobTimes,
    NewStep,
    ResourceKind,
    WhyCode,
)
from seibi.contexts.workshop.operations import resources
from seibi.contexts.workshop.tests.factories import AT, HIGH_VOLTAGE, NINE, OIL, booked_job
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


def close_ev_bay(at_shop, days):
    resources.add_absence(
        resource_id=at_shop.ids["ev"],
        from_at=NINE,
        until_at=NINE + dt.timedelta(days=days),
        reason=AbsenceReason.MAINTENANCE,
        actor=SYSTEM,
        at=AT,
    )


def test_a_search_costs_as_many_queries_with_five_bookings_as_with_one(
    at_shop, django_assert_max_num_queries
):
    booked_job(at_shop, "appointment:1")
    with django_assert_max_num_queries(14) as one:
        workshop.find_slots(at_shop.query(), AT)
    for number in range(2, 6):
        booked_job(at_shop, f"appointment:{number}", start=NINE + number * dt.timedelta(days=1))
    with django_assert_max_num_queries(len(one)):
        workshop.find_slots(at_shop.query(), AT)


def test_who_comes_too_late_is_refused_without_standing_in_line(
    at_shop, django_assert_max_num_queries
):
    booked_job(at_shop, "appointment:1", steps=(HIGH_VOLTAGE,))
    values = {"query": at_shop.query(HIGH_VOLTAGE), "start": NINE, "subject": "x:1"}

    # one of them is the print of the reservations, by which others share what was found
    with django_assert_max_num_queries(17) as asked, pytest.raises(RuleBroken):
        workshop.reserve(**values, hold_until=None, actor=SYSTEM, at=AT)

    assert not [q for q in asked.captured_queries if "FOR UPDATE" in q["sql"]]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "No EV bay is free before Fri 27 Nov."),
    ],
)
def test_the_answer_says_why_not_before(at_shop, language, sentence):
    close_ev_bay(at_shop, 4)

    with translation.override(language):
        answer = workshop.find_slots(at_shop.query(HIGH_VOLTAGE), AT)

    assert [(why.code, why.what, why.until) for why in answer.why] == [
        (WhyCode.NO_BAY, "ev", NINE + dt.timedelta(days=4))
    ]
    assert answer.why[0].sentence == sentence
    assert answer.slots[0].start == NINE + dt.timedelta(days=4)
    assert answer.slots[0].key == "20261127T0000Z"


def test_jobs_of_a_technician_come_soonest_first_and_without_what_is_done(at_shop):
    ken = network_factories.colleague("ken", Role.TECHNICIAN)
    person = workshop.add_resource(
        site_id=at_shop.site_id,
        kind=ResourceKind.TECHNICIAN,
        code="ken-2",
        name="Ken",
        staff_id=ken,
        skills={Skill.GENERAL: 2},
        actor=SYSTEM,
        at=AT,
    )
    for other in ("mia", "ken", "yui"):
        resources.set_active(resource_id=at_shop.ids[other], active=False, actor=SYSTEM, at=AT)
    booked_job(at_shop, "appointment:1", start=NINE + dt.timedelta(hours=2))
    booked_job(at_shop, "appointment:2", start=NINE)

    mine = workshop.jobs_for_staff([ken], AT)

    assert [job.subject for job in mine] == ["appointment:2", "appointment:1"]
    assert mine[0].steps[0].technician_ids == (person,)
    for name, values in [("arrive", {}), ("start_step", {"step_no": 1})]:
        getattr(workshop, name)(subject="appointment:2", actor=SYSTEM, at=NINE, **values)
    workshop.finish_step(subject="appointment:2", step_no=1, actor=SYSTEM, at=NINE)
    assert [job.subject for job in workshop.jobs_for_staff([ken], AT)] == ["appointment:1"]


def test_many_jobs_are_asked_for_at_once(at_shop, django_assert_max_num_queries):
    for number in range(4):
        booked_job(at_shop, f"appointment:{number}", start=NINE + number * dt.timedelta(days=1))
    workshop.take_over(subject="appointment:0", new_subject="work_order:0", actor=SYSTEM, at=AT)
    wanted = ["appointment:0", "work_order:0", "appointment:2", "appointment:9"]

    with django_assert_max_num_queries(3):
        found = workshop.jobs_of(wanted, AT)

    assert set(found) == {"appointment:0", "work_order:0", "appointment:2"}


def test_a_job_without_people_needed_is_not_waiting_for_any(at_shop):
    import dataclasses

    car_park = dataclasses.replace(OIL, bay_kind=None, skill=None, technicians=0)
    workshop.place_job(
        subject="x:1",
        site_id=at_shop.site_id,
        steps=[NewStep(car_park, {"en": "Charging"})],
        labels=JobLabels(),
        times=JobTimes(),
        overbooked_because="only charging",
        actor=SYSTEM,
        at=AT,
    )

    assert workshop.job_of("x:1", AT).steps[0].technician_ids == ()
