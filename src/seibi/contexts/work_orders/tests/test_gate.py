"""The gate in full: causes, road tests, China's certificate, and who comes back for the same."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.network.models import Site
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import Grade, LineKind, Payer, State
from seibi.contexts.work_orders.contracts.quality import Cause, RepairLevel
from seibi.contexts.work_orders.domain import guarantee
from seibi.contexts.work_orders.models.quality import Certificate, Comeback, ReturnVisit
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries import returns
from seibi.contexts.work_orders.queries.certificates import certificate_of
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from tests import world
from tests.world import IDS

DAY = dt.timedelta(days=1)
AT = world.NOON


@given(st.integers(0, 400), st.one_of(st.none(), st.integers(0, 40_000)))
def test_what_is_over_stays_over(days, km):
    terms = guarantee.OURS
    if not guarantee.is_under(terms, days=days, km=km):
        assert not guarantee.is_under(terms, days=days + 1, km=km)
        assert not guarantee.is_under(terms, days=days, km=None if km is None else km + 1) or (
            km is None
        )


@pytest.mark.parametrize("level", list(RepairLevel))
def test_nobody_promises_less_than_the_law(level):
    code = next((c for c, found in guarantee.LEVELS.items() if found is level), "OIL")
    ours, law = guarantee.guarantee_for("CN", code), guarantee.LAWFUL[guarantee.level_of([code])]

    assert ours.days >= law.days
    assert ours.km >= law.km


def test_young_visits_are_not_judged_unless_they_are_back():
    old, young = AT - 40 * DAY, AT - 3 * DAY
    visits = [
        guarantee.Ended(old),
        guarantee.Ended(old, old + 5 * DAY),
        guarantee.Ended(old, old + 35 * DAY),  # so late that it says nothing about the repair
        guarantee.Ended(young),
        guarantee.Ended(young, young + DAY),
    ]

    found = guarantee.first_time_fix(visits, AT)

    assert (found.fixed, found.back, found.too_young, found.judged) == (2, 2, 1, 4)


def _grade(car, grade: Grade):
    line = car.line(LineKind.LABOUR)
    line.grade = grade
    line.save(update_fields=["grade"])


def test_a_comeback_knows_its_cause_and_whose_work_it_was(place):
    car = factories.finished_car(place)

    factories.check(car, passed=False, remarks="bolt is loose", cause=Cause.FORGOTTEN)

    found = Comeback.objects.get()
    assert (found.cause, found.doer_id) == ("forgotten", IDS["mia"])
    assert car.row.state == State.IN_WORK


@pytest.mark.parametrize(
    ("km", "minutes", "code"),
    [(None, 10, "distance_missing"), (Decimal(60), 10, "road_test_too_fast")],
)
def test_a_road_test_has_a_distance_and_a_time_that_fit(place, km, minutes, code):
    car = factories.finished_car(place)
    _grade(car, Grade.ROAD_TEST)

    with nothing_happens(Invalid, code):
        factories.check(car, road_km=km, road_minutes=minutes)
    factories.check(car, road_km=Decimal("4.5"), road_minutes=11)

    assert car.row.state == State.READY


@pytest.fixture
def chinese_car(place):
    """A level-2 maintenance in China, done and looked at by its doer's own photo."""
    car = factories.finished_car(place)
    Site.objects.filter(pk=car.row.site_id).update(country="CN")
    line = car.line(LineKind.LABOUR)
    line.operation_code = "CHECK-24"
    line.save(update_fields=["operation_code"])
    return car


def test_where_the_law_asks_a_car_is_not_ready_without_its_certificate(chinese_car):
    factories.check(chinese_car)
    assert chinese_car.row.state == State.QUALITY_CHECK

    with nothing_happens(RuleBroken, "certificate_missing"):
        work_orders.pass_gate(work_order_id=chinese_car.id, actor=world.ken(), at=later(76))
    with pytest.raises(DatabaseError, match="certificate"), transaction.atomic():
        WorkOrder.objects.filter(pk=chinese_car.id).update(state="ready", ready_at=later(77))

    number = work_orders.issue_certificate(
        work_order_id=chinese_car.id, actor=world.ken(), at=later(78)
    )

    assert number == "SITE-7-2026-000001"
    assert chinese_car.row.state == State.READY
    info = certificate_of(chinese_car.id, world.ken())
    assert (info.needed, info.number) == (RepairLevel.LEVEL_2, number)


def test_a_certificate_is_signed_after_the_looks_by_an_inspector_who_did_not_do_it(chinese_car):
    for actor, refusal, code in (
        (world.ken(), RuleBroken, "unchecked_work"),
        (world.mia(), NotAllowed, ""),
        (world.ada(), NotAllowed, ""),
    ):
        with nothing_happens(refusal, code):
            work_orders.issue_certificate(work_order_id=chinese_car.id, actor=actor, at=later(76))


def test_work_that_is_opened_again_voids_what_was_signed(chinese_car):
    factories.check(chinese_car)
    work_orders.issue_certificate(work_order_id=chinese_car.id, actor=world.ken(), at=later(78))

    work_orders.reopen_work(
        work_order_id=chinese_car.id, reason="it rattles", actor=world.sora(), at=later(79)
    )

    assert Certificate.objects.get().void_at == later(79)


def test_elsewhere_no_certificate_is_signed(place):
    car = factories.finished_car(place)

    with nothing_happens(RuleBroken, "no_certificate_needed"):
        work_orders.issue_certificate(work_order_id=car.id, actor=world.ken(), at=later(76))


def test_the_codes_in_the_database_are_those_of_the_rule():
    from pathlib import Path

    from seibi.contexts.work_orders import migrations

    text = (Path(migrations.__file__).parent / "0011_gate.sql").read_text()
    asked = "', '".join(guarantee.LEVELS)

    assert f"IN ('{asked}')" in text


@pytest.fixture
def back(place):
    """The same car is here again, for the same work."""
    first = factories.delivered_car(place)
    booked = booking_factories.booked(place, booking_factories.MONDAY_9 + dt.timedelta(hours=4))
    arrival = booking.arrive(appointment_id=booked, actor=world.ada(), at=later(190))
    car = factories.Car(
        work_orders.open_from_arrival(arrival_id=arrival.id, actor=world.ada(), at=later(190)),
        place,
    )
    factories.receive(car)
    factories.add_labour(car)
    return first, car


def test_the_same_concern_within_the_guarantee_is_offered_and_free(back):
    first, car = back
    offers = returns.earlier_work_of(car.row, later(200))
    assert offers[0].work_order_id == first.id

    work_orders.link_return(
        work_order_id=car.id, earlier_line_id=offers[0].line_id, actor=world.ada(), at=later(200)
    )

    row = ReturnVisit.objects.get()
    assert row.first_doer_id == IDS["mia"]
    if row.line:
        assert row.line.payer == Payer.INTERNAL
    found = work_orders.comebacks(node=world.SITE, actor=world.sora(), at=later(201))
    assert [(one.number, one.times) for one in found.open] == [(car.row.number, 2)]
    assert work_orders.repairs_of_car(
        vehicle_id=car.row.vehicle_id, actor=world.sora(), at=later(201)
    ) == {row.concern: 2}
    with nothing_happens(RuleBroken, "linked_already"):
        work_orders.link_return(
            work_order_id=car.id,
            earlier_line_id=offers[0].line_id,
            actor=world.ada(),
            at=later(202),
        )


def test_after_the_guarantee_nothing_is_offered(back):
    first, car = back
    line = first.line(LineKind.LABOUR)

    with nothing_happens(NotFound, "earlier_work_not_found"):
        work_orders.link_return(
            work_order_id=car.id,
            earlier_line_id=line.pk,
            actor=world.ada(),
            at=later(90) + 181 * DAY,
        )


def test_it_is_the_advisor_who_says_so_and_may_take_it_back(back):
    _first, car = back
    offer = returns.earlier_work_of(car.row, later(200))[0]
    with nothing_happens(NotAllowed):
        work_orders.link_return(
            work_order_id=car.id, earlier_line_id=offer.line_id, actor=world.mia(), at=later(200)
        )
    made = work_orders.link_return(
        work_order_id=car.id, earlier_line_id=offer.line_id, actor=world.ada(), at=later(200)
    )

    work_orders.unlink_return(
        work_order_id=car.id, return_id=made, actor=world.ada(), at=later(201)
    )

    assert returns.returns_of(car.row) == []
