"""The check of tomorrow: each thing in the way is a task, as long as it is in the way."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts.tomorrow import Flag
from seibi.contexts.booking.domain import tomorrow as rules
from seibi.contexts.booking.domain.tomorrow import Ahead
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.operations import tomorrow
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import TUESDAY, TUESDAY_10
from seibi.contexts.network import facade as network
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import TaskOutcome, TaskState
from seibi.contexts.tasks.models import Task
from seibi.contexts.workshop.contracts import AbsenceReason, ResourceKind
from seibi.contexts.workshop.models import Resource
from seibi.contexts.workshop.operations import resources
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotAllowed
from seibi.kernel.ids import new_id
from tests import world

NOON = dt.datetime(2026, 3, 30, 3, 0, tzinfo=dt.UTC)
HALF_PAST_FIVE = dt.datetime(2026, 3, 30, 8, 30, tzinfo=dt.UTC)  # in Tokyo, on Monday


def ahead(number=0, **more):
    known = {
        "parts": {},
        "away": (),
        "nobody": False,
        "wants_car": False,
        "has_car": False,
        "recalls": (),
        "confirmed": True,
    }
    return Ahead(new_id(), NOON + dt.timedelta(hours=number), **{**known, **more})


@pytest.mark.parametrize(
    ("more", "flag"),
    [
        ({"parts": {"X": Decimal(1)}}, Flag.PART),
        ({"away": ("Mia",)}, Flag.SKILL),
        ({"nobody": True}, Flag.SKILL),
        ({"wants_car": True}, Flag.LOANER),
        ({"recalls": ("24V001",)}, Flag.RECALL),
        ({"confirmed": False}, Flag.UNCONFIRMED),
        ({}, None),
        ({"wants_car": True, "has_car": True}, None),
    ],
)
def test_each_thing_in_the_way_is_one_flag(more, flag):
    assert [one.flag for one in rules.flags([ahead(**more)], {})] == ([flag] if flag else [])


@given(st.integers(0, 6), st.lists(st.integers(1, 3), max_size=6))
def test_parts_are_given_in_the_order_of_the_visits_and_never_twice(free, wanted):
    visits = [ahead(n, parts={"X": Decimal(q)}) for n, q in enumerate(wanted)]

    found = {one.appointment_id for one in rules.flags(visits, {"X": Decimal(free)})}

    served = sum(v.parts["X"] for v in visits if v.appointment_id not in found)
    assert served <= free
    left = free
    for visit in visits:
        if visit.parts["X"] <= left:
            assert visit.appointment_id not in found
            left -= visit.parts["X"]


def test_tomorrow_is_looked_at_from_five_o_clock_on():
    monday = dt.date(2026, 3, 30)
    assert rules.days_to_check(NOON.replace(hour=16, minute=59)) == (monday,)
    assert rules.days_to_check(NOON.replace(hour=17)) == (monday, TUESDAY)


@pytest.fixture
def place(db):
    return factories.place()


@pytest.fixture
def visit(place):
    """Grace comes on Tuesday at ten; the filter is not on the shelf."""
    return factories.booked(place, TUESDAY_10)


def flags(place, day=TUESDAY, at=HALF_PAST_FIVE):
    site = network.site(place.site_id)
    page = booking.day_ahead(site=site, day=day, actor=world.sora(), at=at)
    return {flag.flag: flag for visit in page.visits for flag in visit.flags}


def open_sources():
    rows = Task.objects.filter(state=TaskState.OPEN).values_list("source", flat=True)
    return sorted(one.rpartition(":")[2] for one in rows)


def check(place, at=HALF_PAST_FIVE, actor=SYSTEM):
    return booking.check_day(site_id=place.site_id, day=TUESDAY, actor=actor, at=at)


def test_a_missing_loaner_is_a_task_that_settles_by_itself(place, visit):
    Appointment.objects.update(courtesy_car=True)
    check(place)
    assert "loaner" in open_sources()
    assert flags(place)[Flag.LOANER].task_id

    Appointment.objects.update(courtesy_car=False)
    check(place)
    check(place)
    assert "loaner" not in open_sources()
    assert Task.objects.filter(source__endswith=":loaner").count() == 1


def test_a_technician_who_is_away_is_named(place, visit):
    mia = Resource.objects.get(kind=ResourceKind.TECHNICIAN)
    resources.add_absence(
        resource_id=mia.pk,
        from_at=TUESDAY_10 - dt.timedelta(hours=2),
        until_at=TUESDAY_10 + dt.timedelta(hours=8),
        reason=AbsenceReason.SICK,
        actor=SYSTEM,
        at=NOON,
    )
    assert flags(place)[Flag.SKILL].what == "T0"


def test_what_somebody_took_care_of_is_not_asked_again(place, visit):
    Appointment.objects.update(courtesy_car=True)
    check(place)
    task = flags(place)[Flag.LOANER].task_id
    tasks.finish_task(
        task_id=task, outcome=TaskOutcome.DONE, note="", actor=world.sora(), at=HALF_PAST_FIVE
    )
    check(place)

    assert flags(place)[Flag.LOANER].answered
    assert "loaner" not in open_sources()


def test_every_language_reads_the_task_in_its_own_words(place, visit):
    Appointment.objects.update(courtesy_car=True)
    check(place)
    title = Task.objects.get(source__endswith=":loaner").title
    assert set(title) == {"en", "ja", "zh-hans"}
    assert len(set(title.values())) == 3


def test_a_booking_after_five_is_looked_at_at_once(place):
    Appointment.objects.all().delete()
    tomorrow.check_late_booking(site_id=place.site_id, actor=SYSTEM, at=NOON)
    factories.booked(place, TUESDAY_10)
    Appointment.objects.update(courtesy_car=True)
    tomorrow.check_late_booking(site_id=place.site_id, actor=SYSTEM, at=NOON)
    assert open_sources() == []

    tomorrow.check_late_booking(site_id=place.site_id, actor=SYSTEM, at=HALF_PAST_FIVE)
    assert "loaner" in open_sources()


def test_a_visit_that_is_given_up_has_nothing_in_its_way(place, visit):
    Appointment.objects.update(courtesy_car=True)
    check(place)
    Appointment.objects.update(state="cancelled", cancelled_at=NOON, cancelled_by="owner")
    check(place)
    assert open_sources() == []


def test_every_workshop_is_looked_at_by_its_own_clock(place, visit):
    Appointment.objects.update(courtesy_car=True)
    tomorrow.check_all(actor=SYSTEM, at=NOON)
    assert open_sources() == []
    tomorrow.check_all(actor=SYSTEM, at=HALF_PAST_FIVE)
    assert "loaner" in open_sources()


def test_whoever_receives_no_cars_here_starts_no_check(place, visit):
    Appointment.objects.update(courtesy_car=True)
    for who in (world.bob(), world.mia(), world.eve()):
        with pytest.raises(NotAllowed):
            check(place, actor=who)
    assert not Task.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_with_one_and_with_three(db, number, django_assert_max_num_queries):
    place = factories.place(bays=3, technicians=3)
    for nr in range(number):
        factories.booked(place, TUESDAY_10 + dt.timedelta(hours=(0, 4, 5)[nr]))
    with django_assert_max_num_queries(32):
        flags(place)
