"""Reception: earlier work taken up, hats named, two advisors at one car, how long it took."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connections

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import Wishes
from seibi.contexts.booking.models import Arrival
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Answer, PartyRole, State
from seibi.contexts.work_orders.contracts.reception import (
    Interview,
    NamedParty,
    PaymentPlan,
    WalkAround,
)
from seibi.contexts.work_orders.models.reception import Reception
from seibi.contexts.work_orders.models.work_order import Party
from seibi.contexts.work_orders.operations import promising
from seibi.contexts.work_orders.operations.taking_up import take_up_earlier
from seibi.contexts.work_orders.queries import earlier
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import MORNING
from seibi.kernel import clock
from seibi.kernel.errors import NotFound, RuleBroken
from tests import world

NEXT_WEEK = MORNING + dt.timedelta(days=7)


@pytest.fixture
def declined(place):
    """Grace said "not now" to the brakes; a week later she stands at the door again."""
    before = factories.estimated_car(place)
    factories.answer(before, Answer.DECLINE)
    Arrival.objects.update(left_at=factories.later(200))
    arrival = booking.walk_in(
        site_id=place.site_id,
        customer_id=place.customer_id,
        vehicle_id=place.vehicle_id,
        operation_codes=[],
        wishes=Wishes("Look at the wipers."),
        starts_at=None,
        language="en",
        actor=world.ada(),
        machine_at=clock.machine_now(),
        at=NEXT_WEEK,
    )
    now = work_orders.open_from_arrival(arrival_id=arrival.id, actor=world.ada(), at=NEXT_WEEK)
    return before, factories.Car(now, place)


def receive(car, *, take_up=(), parties=(), at=NEXT_WEEK, **more):
    return promising.receive_and_promise(
        work_order_id=car.id,
        walk_around=WalkAround(
            odometer=42_000, signed_by="Grace Hopper", interview=Interview(words="Wipers."), **more
        ),
        promise_at=None,
        parties=parties,
        take_up=take_up,
        actor=world.ada(),
        at=at,
    )


def test_what_was_not_done_last_time_is_taken_up_with_one_tap(declined):
    _before, car = declined
    offered = earlier.earlier_work(work_order_id=car.id, actor=world.ada())
    assert [one.title for one in offered] == ["Replace front brake pads", "Brake pads, front"]

    receive(car, take_up=[one.line_id for one in offered])

    assert {line.title["en"] for line in car.lines} >= {"Replace front brake pads"}
    assert earlier.earlier_work(work_order_id=car.id, actor=world.ada()) == []
    assert {line.state for line in car.lines} == {"open"}


def test_what_they_told_us_before_is_at_hand(declined):
    _before, car = declined
    words = earlier.earlier_words(work_order_id=car.id, actor=world.ada())
    assert [one.words for one in words] == ["It squeals when it is wet."]


def test_work_that_was_never_proposed_is_not_taken_up_and_nothing_is_received(declined):
    _before, car = declined
    with nothing_happens(NotFound, "line_not_found"):
        receive(car, take_up=[uuid4()])
    with nothing_happens(NotFound, "work_order_not_found"):
        take_up_earlier(work_order_id=car.id, line_ids=[], actor=world.bob(), at=NEXT_WEEK)


def test_bringer_and_authoriser_are_two_people_and_the_limit_holds(declined):
    """Bringer is not authoriser: three hats, each with a name."""
    _before, car = declined

    receive(
        car,
        parties=[
            NamedParty(PartyRole.BRINGER, "Ben"),
            NamedParty(PartyRole.AUTHORISER, "Ann", "+81 3-1234-5678", Decimal(10000)),
        ],
        payment=PaymentPlan.CARD,
        courtesy_car=True,
        seat_covers=True,
    )

    hats = {
        party.role: (party.name, party.limit_amount)
        for party in Party.objects.filter(work_order=car.row)
    }
    assert hats["bringer"] == ("Ben", None)
    assert hats["authoriser"] == ("Ann", Decimal(10000))
    kept = Reception.objects.get(work_order=car.row)
    assert (kept.payment, kept.courtesy_car, kept.seat_covers) == ("card", True, True)
    assert "You would like a courtesy car." in kept.evidence.text


def test_the_second_advisor_is_told_by_name(place, signed_in):
    """Two advisors take the same car: the second is told by whom it was received."""
    car = factories.arrived_car(place)
    signed_in("ada", Role.ADVISOR)
    factories.receive(car)

    with nothing_happens(RuleBroken, "received_already"):
        factories.receive(car)
    with pytest.raises(RuleBroken) as told:
        factories.receive(car)
    assert told.value.message == (
        "Ada received this car at 09:01. Look at the visit before you add anything."
    )


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_receive_a_car_once():
    car = factories.arrived_car(booking_factories.place())

    def press(_number):
        try:
            factories.receive(car)
        except RuleBroken as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "received"

    with ThreadPoolExecutor(2) as both:
        answers = sorted(both.map(press, range(2)))

    assert answers == ["received", "received_already"]
    assert car.row.state == State.CHECKED_IN


def test_how_long_it_took_is_known_by_kind(declined):
    _before, car = declined
    receive(car, begun_at=NEXT_WEEK - dt.timedelta(minutes=4))

    [walk_in] = work_orders.reception_times(node="/", since=MORNING, actor=world.ada())

    assert (walk_in.kind, walk_in.count, walk_in.p50, walk_in.p90) == ("walk_in", 1, 4, 4)
    assert work_orders.reception_times(node="/", since=MORNING, actor=world.bob()) == []


def test_nearest_rank():
    assert earlier._nearest([9, 1, 3, 5], 50) == 3
    assert earlier._nearest([9, 1, 3, 5], 90) == 9


def test_the_page_offers_it_and_keeps_what_was_typed(declined, signed_in):
    before, car = declined
    ada = signed_in("ada", Role.ADVISOR)
    line = before.lines[0]
    address = f"/work-orders/{car.id}/reception/"

    page = ada.get(address).content.decode()
    refused = ada.post(
        address,
        {
            "odometer": "42000",
            "odometer_unit": "km",
            "take_up": [str(line.pk)],
            "yes_name": "Ann",
            "payment": "card",
            "seat_covers": "on",
        },
    )

    assert "Look at the wipers." in page
    assert "Not done last time" in page
    assert refused.status_code == 422
    again = refused.content.decode()
    assert 'value="Ann"' in again
    assert f'value="{line.pk}" checked' in again
