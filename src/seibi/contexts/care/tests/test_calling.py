"""What came of a call, in one tap, and the next step that follows from it."""

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import connection

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import CarWish
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.tests import factories as places
from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import ContactState, Outcome, Refusal, RollReason
from seibi.contexts.care.models import Try
from seibi.contexts.care.tests import factories
from seibi.contexts.care.tests.factories import A_DAY, carol, listed
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders.tests import factories as visits
from seibi.contexts.workshop import facade as workshop
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 29)


def note(row, outcome, *, actor=None, at=NOON, **more):
    care.note_outcome(contact_id=row.pk, outcome=outcome, actor=actor or carol(), at=at, **more)
    row.refresh_from_db()
    return row


@pytest.fixture
def small_place(db):
    """One bay, one technician, and Grace's car due."""
    where = places.place(bays=1, technicians=1)
    vehicles.load_schedules(actor=world.THE_SYSTEM, at=NOON)
    factories.make_due(where.vehicle_id)
    factories.may_be_called(where.customer_id, "090-8765-4320")
    return where


def wish(where, vehicle_id=None, owner_id=None, **more):
    return CarWish(owner_id or where.customer_id, vehicle_id or where.vehicle_id, ("OIL",), **more)


def book(row, *wishes, at=places.TUESDAY_10, **more):
    return care.book(
        contact_id=row.pk,
        cars=wishes,
        starts_at=at,
        actor=carol(),
        machine_at=clock.machine_now(),
        at=NOON,
        **more,
    )


def work_of(visit):
    """When the only work of a visit is planned."""
    (step,) = workshop.job_of(f"appointment:{visit.pk}", NOON).steps
    return step.start, step.end


def second_car():
    """Her husband's, reached at the same number."""
    other, car = places.owner("Hopper", "vincent@example.com", "品川 300 さ 30-01")
    factories.make_due(car)
    factories.may_be_called(other, "090-8765-4320")
    return other, car


@pytest.mark.parametrize(
    ("outcome", "days", "why"),
    [
        (Outcome.NO_ANSWER, 1, RollReason.NOT_REACHED),
        (Outcome.VOICEMAIL, 2, RollReason.NOT_REACHED),
    ],
)
def test_whoever_is_not_reached_is_tried_again(place, outcome, days, why):
    row = note(factories.contact(place), outcome)

    assert (row.state, row.tries) == (ContactState.POSTPONED, 1)
    assert (row.due_on, row.roll_reason) == (TODAY + dt.timedelta(days=days), why)
    assert listed(place).to_call == ()
    assert len(listed(place, NOON + dt.timedelta(days=days)).to_call) == 1


def test_four_times_unreached_is_enough(place):
    row = factories.contact(place)
    for number in range(4):
        note(row, Outcome.NO_ANSWER, at=NOON + number * A_DAY)

    assert (row.state, row.outcome) == (ContactState.DONE, Outcome.NO_ANSWER)
    assert Try.objects.count() == 4


def test_a_call_back_stands_first_from_its_hour_on(place):
    later = NOON + dt.timedelta(hours=2)
    row = note(factories.contact(place), Outcome.CALL_BACK, call_at=later)

    assert (row.due_on, row.call_at) == (TODAY, later)
    assert listed(place).to_call[0].call_at == later


@pytest.mark.parametrize("outcome", [Outcome.REACHED, Outcome.ELSEWHERE])
def test_who_was_spoken_with_is_left_in_peace(place, outcome):
    row = note(factories.contact(place), outcome, text="  Was at the other shop in May. ")

    assert (row.state, row.outcome) == (ContactState.DONE, outcome)
    assert Try.objects.get().note == "Was at the other shop in May."
    assert factories.computed(place, NOON + A_DAY).opened == 0


def test_a_no_has_a_reason_and_no_more_calls_means_it(place):
    row = factories.contact(place)
    with pytest.raises(Invalid) as refusal:
        note(row, Outcome.REFUSED)
    assert refusal.value.code == "reason_missing"
    assert not Try.objects.exists()

    note(row, Outcome.REFUSED, refusal=Refusal.NO_CALLS)

    assert row.refusal == Refusal.NO_CALLS
    ways = customers.ways_to([place.customer_id], ["reminder"], NOON)[place.customer_id]
    assert ways.phone == {}


def test_a_sold_car_is_nobodys_reason_any_more(place):
    row = factories.contact(place)

    note(row, Outcome.SOLD)

    assert row.state == ContactState.DONE
    assert vehicles.owner_of(place.vehicle_id, NOON) is None
    assert factories.computed(place, NOON + 90 * A_DAY).opened == 0


def test_of_two_cars_somebody_says_which_was_sold_and_the_other_stays(place):
    _other, car = second_car()
    row = factories.contact(place)
    with pytest.raises(Invalid) as refusal:
        note(row, Outcome.SOLD)
    assert refusal.value.code == "car_missing"

    note(row, Outcome.SOLD, vehicle_id=car)

    assert row.state == ContactState.POSTPONED
    assert {one.vehicle_id for one in listed(place).to_call[0].reasons} == {place.vehicle_id}
    assert vehicles.owner_of(car, NOON) is None
    assert vehicles.owner_of(place.vehicle_id, NOON) is not None


def test_a_wrong_number_is_forgotten(place):
    row = note(factories.contact(place), Outcome.WRONG_NUMBER)

    kinds = {one.kind for one in customers.contacts_of(place.customer_id)}
    assert kinds == {ContactKind.EMAIL}
    assert row.state == ContactState.DONE


@pytest.mark.parametrize(
    ("call_at", "code"),
    [
        (None, "time_missing"),
        (NOON - A_DAY, "time_past"),
        (NOON + 200 * A_DAY, "time_too_far"),
    ],
)
def test_a_call_back_needs_a_moment_that_can_come(place, call_at, code):
    row = factories.contact(place)
    with pytest.raises(Invalid) as refusal:
        note(row, Outcome.CALL_BACK, call_at=call_at)

    assert refusal.value.code == code
    row.refresh_from_db()
    assert row.state == ContactState.OPEN
    assert not Try.objects.exists()


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("of another workshop", world.bob(), NotFound),
        ("signed in only", Actor("user:eve"), NotFound),
        ("who may look but not call", world.actor("lena", "local_leader"), NotAllowed),
    ],
)
def test_who_may_not_call_notes_nothing(place, _case, actor, refusal):
    row = factories.contact(place)
    before = Entry.objects.count()

    with pytest.raises(refusal):
        note(row, Outcome.REACHED, actor=actor)

    row.refresh_from_db()
    assert row.state == ContactState.OPEN
    assert Entry.objects.count() == before


def test_what_is_settled_stays_settled(place):
    row = note(factories.contact(place), Outcome.REACHED)

    with pytest.raises(RuleBroken) as refusal:
        note(row, Outcome.NO_ANSWER)
    assert refusal.value.code == "contact_settled"
    assert Try.objects.count() == 1


def test_whoever_answers_the_owners_call_takes_it_over(place):
    row = factories.contact(place)
    visits.cast()
    care.take(contact_id=row.pk, actor=carol(), at=NOON)

    care.take(contact_id=row.pk, actor=world.ada(), at=NOON)

    row.refresh_from_db()
    assert str(row.taken_by) == world.ada().account_id
    assert Entry.objects.filter(name="care.contact_taken.v1").count() == 2


def test_two_cars_of_a_household_are_booked_in_one_call(place):
    """Two bays at the same arrival, one brought by somebody who is named."""
    other, car = second_car()
    row = factories.contact(place)

    ids = book(row, wish(place), wish(place, car, other), bringer_name="My wife")

    booked = Appointment.objects.order_by("vehicle_id")
    assert {one.pk for one in booked} == set(ids)
    assert {one.starts_at for one in booked} == {places.TUESDAY_10}
    assert {(one.customer_id, one.vehicle_id) for one in booked} == {
        (place.customer_id, place.vehicle_id),
        (other, car),
    }
    assert {one.bringer_name for one in booked} == {"My wife"}
    row.refresh_from_db()
    assert (row.state, row.outcome) == (ContactState.DONE, Outcome.BOOKED)


def test_two_cars_come_at_once_to_the_only_bay_and_are_done_one_by_one(small_place):
    other, car = second_car()
    row = factories.contact(small_place)
    wishes = [wish(small_place), wish(small_place, car, other)]

    page = booking.slots_together(site_id=small_place.site_id, cars=wishes, at=NOON)
    first = page.days[0].slots[0]
    book(row, *wishes, at=first.starts_at)

    visits = list(Appointment.objects.all())
    assert {one.starts_at for one in visits} == {first.starts_at}
    spans = sorted(work_of(one) for one in visits)
    assert spans[0][1] <= spans[1][0], "one bay does not do two cars at a time"
    assert first.ends_at >= spans[1][1]


def test_if_one_of_two_cars_has_no_room_none_is_booked(small_place):
    """The second one wants a courtesy car, and there is none."""
    other, car = second_car()
    row = factories.contact(small_place)
    wishes = [wish(small_place), wish(small_place, car, other, courtesy_car=True)]
    page = booking.slots_together(site_id=small_place.site_id, cars=wishes, at=NOON)
    assert page.days == ()

    with pytest.raises(RuleBroken) as refusal:
        book(row, *wishes)

    assert refusal.value.code == "slot_taken"
    assert not Appointment.objects.exists()
    row.refresh_from_db()
    assert row.state == ContactState.OPEN


def test_shown_times_can_all_be_booked_on_the_weekdays_that_suit(place):
    other, car = second_car()
    row = factories.contact(place)
    wishes = [wish(place), wish(place, car, other)]
    page = booking.slots_together(site_id=place.site_id, cars=wishes, weekdays={5}, at=NOON)

    assert {one.day.weekday() for one in page.days} == {5}
    last = page.days[-1].slots[-1]
    assert len(book(row, *wishes, at=last.starts_at)) == 2


def test_the_script_is_in_the_owners_language_with_the_facts(place):
    row = factories.contact(place)

    page = care.contact(contact_id=row.pk, actor=carol(), at=NOON)

    assert "Grace Hopper" in page.script[0] or "Hopper" in page.script[0]
    assert any("Toyota Corolla" in line for line in page.script)
    assert page.may_call


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_note_one_call_once():
    where = factories.place()
    row = factories.contact(where)
    gate, refused = Barrier(2), []

    def run():
        try:
            gate.wait()
            care.note_outcome(contact_id=row.pk, outcome=Outcome.REACHED, actor=carol(), at=NOON)
        except RuleBroken as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["contact_settled"]
    assert Try.objects.count() == 1
