"""Who comes onto the list of the day, who leaves it, and who is left in peace."""

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.tests import factories as places
from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import (
    ContactState,
    Outcome,
    RollReason,
    RuleKind,
    Silence,
)
from seibi.contexts.care.models import Contact, Reason, Rule
from seibi.contexts.care.tests import factories
from seibi.contexts.care.tests.factories import A_DAY, carol, computed, listed
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.network.tests.factories import site
from seibi.contexts.support.contracts import NewDispute, Topic
from seibi.contexts.support.operations import raising
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotAllowed
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, OTHER_SITE

pytestmark = pytest.mark.django_db


def names(page):
    return [row.name for row in page.to_call]


def test_an_owner_whose_car_is_due_is_called_for_everything_at_once(place):
    computed(place)

    page = listed(place)
    [row] = page.to_call
    assert (row.customer_id, row.phone) == (place.customer_id, "+819087654320")
    assert row.channel is ContactKind.PHONE
    assert {one.kind for one in row.reasons} <= {RuleKind.DUE, RuleKind.INSPECTION}
    assert len(row.reasons) == Reason.objects.count() > 1
    assert all(one.vehicle_id == place.vehicle_id and one.line for one in row.reasons)


def test_computing_again_changes_nothing(place):
    first = computed(place)
    reasons = Reason.objects.count()

    again = computed(place, NOON + dt.timedelta(hours=1))

    assert first.opened == 1
    assert (again.opened, again.joined, again.rolled, again.ended) == (0, 0, 0, 0)
    assert (Contact.objects.count(), Reason.objects.count()) == (1, reasons)


def test_all_cars_of_a_household_are_one_call(place):
    """Two records with one telephone number, each with a car: one person is called."""
    other, car = places.owner("Hopper", "vincent@example.com", "品川 300 さ 30-01")
    factories.make_due(car)
    factories.may_be_called(other, "+81 90-8765-4320")

    computed(place)

    [row] = listed(place).to_call
    assert {one.vehicle_id for one in row.reasons} == {place.vehicle_id, car}
    assert Contact.objects.count() == 1


def test_a_second_car_that_becomes_due_joins_the_open_contact(place):
    other, car = places.owner("Hopper", "vincent@example.com", "品川 300 さ 30-01")
    factories.may_be_called(other, "090-8765-4320")
    Vehicle.objects.filter(pk=car).update(delivered_on=NOON.date())
    computed(place)

    factories.make_due(car)
    made = computed(place)

    assert (made.opened, made.joined) == (0, 1)
    assert {one.vehicle_id for one in listed(place).to_call[0].reasons} == {place.vehicle_id, car}


def test_who_said_no_to_calls_is_shown_as_silent_and_never_offered(place):
    computed(place)
    customers.withdraw_consent(
        customer_id=place.customer_id,
        purpose=ContactPurpose.REMINDER,
        channel=ContactKind.PHONE,
        source=ConsentSource.COUNTER,
        actor=SYSTEM,
        at=NOON,
    )

    page = listed(place)
    assert page.to_call == ()
    assert [row.silence for row in page.silenced] == [Silence.NOT_CONSENTED]


def test_while_the_car_is_here_nothing_is_sold(place):
    computed(place)
    visits.arrived_car(place)

    page = listed(place, visits.later(10))
    assert page.to_call == ()
    assert [row.silence for row in page.silenced] == [Silence.IN_THE_SHOP]


def test_while_a_dispute_is_open_nothing_is_sold_to_anybody_of_the_household(place):
    """The car is not here any more, but the case is not decided."""
    visits.delivered_car(place)
    visit = WorkOrder.objects.get()
    raising.raise_dispute(
        work_order_id=visit.pk,
        new=NewDispute(Topic.PRICE, "The bill is higher than what was agreed."),
        actor=world.grace(place.customer_id),
        at=visits.later(120),
    )
    computed(place, visits.later(130))

    page = listed(place, visits.later(140))
    assert page.to_call == ()
    assert [row.silence for row in page.silenced] == [Silence.DISPUTE]


def test_a_booked_car_leaves_the_list(place, read_all):
    computed(place)
    visits.cast()

    places.booked(place, places.TUESDAY_10)
    read_all()

    row = Contact.objects.get()
    assert (row.state, row.outcome) == (ContactState.DONE, Outcome.BOOKED)
    assert listed(place).to_call == ()
    assert computed(place).opened == 0


def test_missed_ones_roll_over_and_say_why(place):
    computed(place)

    made = computed(place, NOON + A_DAY)

    assert made.rolled == 1
    [row] = listed(place, NOON + A_DAY).to_call
    assert (row.rolled, row.roll_reason) == (1, RollReason.NOT_CALLED)


def test_never_more_of_a_rule_in_a_day_than_the_workshop_wants(place):
    """Nobody is reached in batches: the second owner waits for tomorrow."""
    other, car = places.owner("Lovelace", "l@example.com", "品川 300 さ 30-02")
    factories.make_due(car)
    factories.may_be_called(other, "090-1111-2222")
    for kind in (RuleKind.DUE, RuleKind.INSPECTION):
        one_a_day(kind)

    assert computed(place).opened == 1
    assert computed(place).opened == 0
    assert computed(place, NOON + A_DAY).opened == 1
    assert Contact.objects.count() == 2


def one_a_day(kind):
    Rule.objects.create(
        owner_node=world.SITE,
        kind=kind,
        active=True,
        after_days=-30,
        window_days=2000,
        cap_days=60,
        priority=5,
        per_day=1,
    )


def test_a_car_is_called_by_the_workshop_that_knows_it(place):
    visits.booked_car(place)
    Appointment.objects.update(state=AppointmentState.MISSED)
    WorkOrder.objects.update(site_id=site(OTHER_SITE))

    assert computed(place).opened == 0


def test_a_car_that_is_not_due_for_long_is_left_alone(place):
    Vehicle.objects.update(delivered_on=NOON.date() - dt.timedelta(days=60))

    assert computed(place).opened == 0


def test_a_visit_is_asked_about_after_it_and_tells_no_lie(db, read_all):
    where = factories.place()
    visits.delivered_car(where)
    at = visits.later(90) + A_DAY

    computed(where, at)

    page = listed(where, at)
    [row] = page.to_call
    assert row.reasons[0].kind is RuleKind.POST_SERVICE


def test_a_stranger_neither_sees_nor_computes_a_list(place):
    with pytest.raises(NotAllowed):
        care.today(site_id=place.site_id, actor=world.bob(), at=NOON)
    with pytest.raises(NotAllowed):
        care.compute(site_id=place.site_id, actor=world.mia(), at=NOON)
    assert not Entry.objects.filter(name__startswith="care.").exists()
    assert not Contact.objects.exists()


def test_three_people_take_as_many_queries_as_one(place, django_assert_num_queries):
    computed(place)
    listed(place)
    with CaptureQueriesContext(connection) as one:
        assert len(listed(place).to_call) == 1
    for number in (1, 2):
        other, car = places.owner(
            f"H{number}", f"h{number}@example.com", f"品川 300 さ 30-0{number}"
        )
        factories.make_due(car)
        factories.may_be_called(other, f"090-1234-000{number}")
    computed(place)

    with django_assert_num_queries(len(one)):
        assert len(listed(place).to_call) == 3


def test_three_cars_are_looked_through_with_as_many_questions_as_one(place):
    computed(place)
    with CaptureQueriesContext(connection) as one:
        computed(place)
    for number in (1, 2):
        other, car = places.owner(
            f"H{number}", f"h{number}@example.com", f"品川 300 さ 30-0{number}"
        )
        Vehicle.objects.filter(pk=car).update(delivered_on=NOON.date())
        factories.may_be_called(other, f"090-1234-000{number}")

    with CaptureQueriesContext(connection) as three:
        computed(place)
    assert len(three) <= len(one)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_compute_at_once_call_nobody_twice():
    where = factories.place()
    gate = Barrier(2)

    def run():
        try:
            gate.wait()
            care.compute(site_id=where.site_id, actor=carol(), at=NOON)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Contact.objects.count() == 1
    assert Entry.objects.filter(name="care.contact_opened.v1").count() == 1
