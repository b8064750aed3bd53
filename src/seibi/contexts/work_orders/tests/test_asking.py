"""The silent owner: each rung once and dated, nobody at night, nothing after the answer."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    HowToAsk,
    NewStanding,
    Preferences,
    QuietHours,
)
from seibi.contexts.messaging.models import Message
from seibi.contexts.network.contracts import Role
from seibi.contexts.tasks.contracts import TaskState
from seibi.contexts.tasks.models import Task
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts.asking import AskStep, CallOutcome, Rung
from seibi.contexts.work_orders.domain import asking as rules
from seibi.contexts.work_orders.models.asking import Asking
from seibi.contexts.work_orders.operations import asking
from seibi.contexts.work_orders.queries.answers import still_wanted
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import STRANGERS, nothing_happens
from seibi.contexts.work_orders.tests.factories import later
from seibi.contexts.workshop.contracts import ResourceKind
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotAllowed, RuleBroken
from tests import world
from tests.world import NOON

AT = dt.datetime(2026, 3, 30, 1, 42, tzinfo=dt.UTC)
HALF = dt.timedelta(minutes=30)


def test_each_rung_is_half_an_hour_after_the_one_before():
    """Asked 10:42 by mail, reminded 11:12, second contact 11:42, call 12:12, manager 12:42."""
    asked = [AskStep(Rung.ASKED, AT)]

    coming = list(rules.to_come(asked, has_second=True, wants_calls=False))

    assert coming == [
        (Rung.REMINDED, AT + HALF),
        (Rung.SECOND, AT + 2 * HALF),
        (Rung.CALL, AT + 3 * HALF),
        (Rung.MANAGER, AT + 4 * HALF),
    ]


def test_who_wants_calls_is_called_and_not_reminded():
    asked = [AskStep(Rung.ASKED, AT)]

    assert rules.due(asked, has_second=False, wants_calls=True) == (Rung.CALL, AT + HALF)
    assert rules.due([], has_second=True, wants_calls=False) is None


@given(st.sets(st.sampled_from(rules.ORDER)), st.booleans(), st.booleans())
def test_the_ladder_only_goes_up_and_ends_with_the_manager(climbed, second, calls):
    taken = [AskStep(rung, AT) for rung in climbed]

    coming = [rung for rung, _at in rules.to_come(taken, has_second=second, wants_calls=calls)]

    places = [rules.ORDER.index(rung) for rung in coming]
    assert places == sorted(set(places))
    assert not coming or coming[-1] is Rung.MANAGER
    assert not set(coming) & climbed
    if Rung.MANAGER in climbed:
        assert coming == []


def climb(minutes):
    return asking.climb(actor=SYSTEM, at=later(minutes))


def trail():
    return [(one.rung, one.at) for one in Asking.objects.all()]


def second(car, **more):
    customers.give_standing(
        customer_id=car.row.customer_id,
        new=NewStanding(second_name="Ben", second_email="ben@example.org", **more),
        source=ConsentSource.COUNTER,
        who="Grace Hopper",
        actor=SYSTEM,
        at=NOON,
    )


def test_an_unanswered_estimate_climbs_by_itself(place):
    car = factories.estimated_car(place)
    second(car)

    taken = [climb(minutes) for minutes in (20, 35, 36, 65, 95, 125, 300)]

    assert taken == [0, 1, 0, 1, 1, 1, 0]
    assert trail() == [
        ("asked", later(5)),
        ("reminded", later(35)),
        ("second", later(65)),
        ("call", later(95)),
        ("manager", later(125)),
    ]
    sent = list(Message.objects.order_by("pk").values_list("template", flat=True))
    assert sent == [
        "work_orders/estimate",
        "work_orders/estimate_reminder",
        "work_orders/estimate_second",
    ]


def test_after_the_answer_nobody_is_asked_and_what_is_queued_stays_at_home(place):
    car = factories.estimated_car(place)
    climb(35)
    factories.answer(car, at=later(40))

    assert climb(65) == 0
    assert not still_wanted(subject=car.row.subject, template="work_orders/estimate_reminder")


def test_a_new_version_begins_anew(place):
    car = factories.estimated_car(place)
    climb(35)
    factories.add_labour(car, title="Clean the brakes")
    factories.make_estimate(car, 40)

    assert climb(50) == 0
    assert climb(70) == 1
    assert [rung for rung, _at in trail()] == ["asked", "reminded", "asked", "reminded"]


def test_nobody_is_reminded_in_their_quiet_hours(place):
    car = factories.estimated_car(place)
    customers.set_preferences(
        customer_id=car.row.customer_id,
        preferences=Preferences(quiet=QuietHours(dt.time(0, 0), dt.time(23, 59))),
        actor=SYSTEM,
        at=NOON,
    )

    assert climb(60) == 0


def test_calls_wait_for_the_house_to_open(place):
    car = factories.estimated_car(place)
    second(car, ask_by=HowToAsk.CALL)
    night = later(60 * 14)  # 23:00 in Tokyo

    asking.take_next_rung(work_order_id=car.id, actor=SYSTEM, at=later(35))
    assert not asking.take_next_rung(work_order_id=car.id, actor=SYSTEM, at=night)
    assert [rung for rung, _at in trail()] == ["asked", "second"]


def test_a_call_without_an_answer_is_on_the_visit(place):
    car = factories.estimated_car(place)

    work_orders.note_call(
        work_order_id=car.id, outcome=CallOutcome.VOICEMAIL, actor=world.ada(), at=later(50)
    )

    page = work_orders.work_order_page(work_order_id=car.id, actor=world.ada(), at=later(51))
    steps = [(step.rung, step.outcome, step.is_taken) for step in page.asks]
    assert steps[1] == (Rung.CALLED, CallOutcome.VOICEMAIL, True)
    assert steps[-1] == (Rung.MANAGER, None, False)


def test_there_is_nothing_to_call_about_once_it_is_answered(place):
    car = factories.approved_car(place)
    with nothing_happens(RuleBroken, "nothing_to_answer"):
        work_orders.note_call(
            work_order_id=car.id, outcome=CallOutcome.LATER, actor=world.ada(), at=later(50)
        )


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"), [*STRANGERS, ("a technician", world.mia(), NotAllowed)]
)
def test_only_advisors_note_calls(place, _case, actor, refusal):
    car = factories.estimated_car(place)
    with nothing_happens(refusal):
        work_orders.note_call(
            work_order_id=car.id, outcome=CallOutcome.LATER, actor=actor, at=later(50)
        )


def waiting(minutes=60, older=30, actor=None):
    return work_orders.unanswered(
        node="/",
        older_than=dt.timedelta(minutes=older),
        actor=actor or world.ada(),
        at=later(minutes),
    )


def test_the_manager_sees_who_waits_and_since_when(place):
    car = factories.estimated_car(place)
    for minutes in (35, 65, 95):
        climb(minutes)

    [one] = waiting(100)

    assert (one.work_order_id, one.waited_minutes) == (car.id, 95)
    assert (one.call_is_due, one.with_manager) == (True, True)
    assert one.open_amount.amount == Decimal(22000)
    assert one.ask_name == "Grace Hopper"
    assert waiting(20) == []
    assert waiting(100, actor=world.bob()) == []


def test_two_clocks_take_a_rung_once(place):
    car = factories.estimated_car(place)

    assert asking.take_next_rung(work_order_id=car.id, actor=SYSTEM, at=later(35))
    assert not asking.take_next_rung(work_order_id=car.id, actor=SYSTEM, at=later(35))


def test_the_list_by_screen_and_by_program(signed_in, place):
    car = factories.estimated_car(place)
    ada = signed_in("ada", Role.ADVISOR)

    shown = ada.get("/work-orders/unanswered/")
    told = ada.get("/api/v1/work-orders/unanswered").json()

    assert str(car.id) in shown.content.decode()
    assert [one["work_order_id"] for one in told] == [str(car.id)]
    pressed = ada.post(f"/work-orders/{car.id}/call/", {"outcome": "no_answer"})
    assert pressed.status_code == 302
    assert Asking.objects.filter(rung="called").count() == 1


def test_the_list_does_not_ask_more_often_for_more_cars(db, django_assert_num_queries):
    place = booking_factories.place(bays=4, technicians=6)
    for number in range(6):
        booking_factories._resource(place.site_id, ResourceKind.ADVISOR, f"B{number}")
    factories.estimated_car(place)
    with CaptureQueriesContext(connection) as one:
        assert len(waiting()) == 1
    for number in range(2):
        customer, vehicle = booking_factories.owner(
            f"Owner{number}", f"owner{number}@example.com", f"品川 300 さ 10-0{number}"
        )
        factories.estimated_car(replace(place, customer_id=customer, vehicle_id=vehicle))

    with django_assert_num_queries(len(one)):
        assert len(waiting()) == 3


def to_do():
    """What is to be done about silent owners: for whom, until when, and what became of it."""
    rows = Task.objects.filter(source__startswith="asking:").order_by("opened_at")
    return [(row.role, row.due_at, row.state) for row in rows]


def test_the_call_and_the_manager_are_tasks_and_the_answer_ends_what_is_left(place, read_all):
    car = factories.estimated_car(place)
    for minutes in (35, 65, 95, 96):
        climb(minutes)
    assert to_do() == [
        (Role.ADVISOR, later(95), TaskState.OPEN),
        (Role.SERVICE_MANAGER, later(125), TaskState.OPEN),
    ]
    assert "Grace Hopper" in Task.objects.first().title["ja"]

    work_orders.note_call(
        work_order_id=car.id, outcome=CallOutcome.VOICEMAIL, actor=world.ada(), at=later(97)
    )
    assert [state for _role, _due, state in to_do()] == [TaskState.DONE, TaskState.OPEN]

    factories.answer(car, at=later(99))
    read_all()
    assert [state for _role, _due, state in to_do()] == [TaskState.DONE, TaskState.GONE]


def test_a_new_version_takes_the_tasks_of_the_old_one_away_and_brings_its_own(place):
    car = factories.estimated_car(place)
    for minutes in (35, 65):
        climb(minutes)
    factories.add_labour(car, title="Clean the brakes")
    factories.make_estimate(car, 70)
    assert [state for _role, _due, state in to_do()] == [TaskState.GONE]

    for minutes in (101, 132):
        climb(minutes)
    assert [state for _role, _due, state in to_do()] == [TaskState.GONE, TaskState.OPEN]


def test_a_visit_that_ends_leaves_nobody_to_be_called(place, read_all):
    car = factories.estimated_car(place)
    for minutes in (35, 65):
        climb(minutes)
    work_orders.cancel(
        work_order_id=car.id, reason="The owner took the car home.", actor=world.ada(), at=later(70)
    )
    read_all()
    assert [state for _role, _due, state in to_do()] == [TaskState.GONE]
