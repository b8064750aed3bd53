"""The list of whom to call, as those who look after owners work through it."""

import datetime as dt

import pytest

from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.tests import factories as places
from seibi.contexts.care.contracts import ContactState, Outcome
from seibi.contexts.care.models import Contact, Try
from seibi.contexts.care.tests import factories
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.ui.templatetags.ui_format import iso
from tests.world import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon():
    before = clock._clock.source
    clock._clock.known_until = 0.0
    clock.follow(lambda: clock.Rate(clock.machine_now(), NOON))
    yield
    clock.follow(before)


@pytest.fixture
def place():
    return factories.place()


@pytest.fixture
def carol(client, place):
    client.force_login(Account.objects.get(pk=colleague("carol", Role.CR)))
    return client


def page(browser, query=""):
    return browser.get(f"/desk/calls/{query}")


def test_the_first_page_of_those_who_look_after_owners_is_the_list(place, carol):
    row = factories.contact(place)

    answer = carol.get("/", follow=True)

    assert answer.request["PATH_INFO"] == "/desk/calls/"
    text = answer.content.decode()
    assert "1 to call" in text
    assert "tel:+819087654320" in text
    assert answer.context["open"].row.id == row.pk
    assert "I can book it right now" in text


def test_a_list_that_was_not_made_today_says_so_and_is_made_by_hand(place, carol):
    assert "not made yet" in page(carol).content.decode()

    carol.post("/desk/calls/list/")

    assert "not made yet" not in page(carol).content.decode()
    assert len(page(carol).context["today"].to_call) == 1


def test_one_tap_notes_the_outcome_and_says_what_comes_next(place, carol):
    row = factories.contact(place)

    answer = carol.post(
        f"/desk/calls/{row.pk}/outcome/", {"outcome": "no_answer", "note": "Rang long"}, follow=True
    )

    assert "It comes back on" in answer.content.decode()
    assert Try.objects.get().note == "Rang long"
    assert answer.context["today"].to_call == ()


def test_a_refused_outcome_keeps_what_was_typed(place, carol):
    row = factories.contact(place)

    answer = carol.post(
        f"/desk/calls/{row.pk}/outcome/", {"outcome": "refused", "note": "Says the price is high"}
    )

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Says the price is high" in text
    assert "Choose why they do not want it." in text
    assert not Try.objects.exists()


def test_a_call_back_is_typed_in_the_time_of_the_workshop(place, carol):
    row = factories.contact(place)

    carol.post(
        f"/desk/calls/{row.pk}/outcome/",
        {"outcome": "call_back", "call_at": "2026-03-30T09:15"},
    )

    row.refresh_from_db()
    assert row.call_at == dt.datetime(2026, 3, 30, 0, 15, tzinfo=dt.UTC)


def test_two_cars_are_booked_on_saturday_from_the_list(place, carol):
    """Person, weekday, time, book: four presses from the list to two appointments."""
    other, car = places.owner("Hopper", "vincent@example.com", "品川 300 さ 30-01")
    factories.make_due(car)
    factories.may_be_called(other, "090-8765-4320")
    row = factories.contact(place)
    shown = page(carol, f"?contact={row.pk}&weekday=5").context
    assert {day.day.weekday() for day in shown["page"].days} == {5}
    assert len(shown["choices"]) == 2

    moment = shown["page"].days[0].slots[0].starts_at
    assert shown["chosen_time"] == iso(moment)
    assert page(carol, f"?contact={row.pk}").context["chosen_time"] == ""
    answer = carol.post(
        f"/desk/calls/{row.pk}/book/",
        {
            "starts_at": moment.isoformat(),
            "car": [str(place.vehicle_id), str(car)],
            "bringer_name": "My wife",
        },
        follow=True,
    )

    assert "2 cars" in answer.content.decode()
    assert Appointment.objects.filter(starts_at=moment, bringer_name="My wife").count() == 2
    row.refresh_from_db()
    assert (row.state, row.outcome) == (ContactState.DONE, Outcome.BOOKED)


def test_without_a_time_nothing_is_booked_and_the_page_says_so(place, carol):
    row = factories.contact(place)

    answer = carol.post(f"/desk/calls/{row.pk}/book/", {"bringer_name": "My wife"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Choose one of the free times." in text
    assert "My wife" in text
    assert not Appointment.objects.exists()


def test_who_rings_is_opened_with_the_contact_that_made_us_ring(place, carol):
    row = factories.contact(place)

    answer = carol.get("/desk/call?from=+81 90-8765-4320", follow=True)

    assert answer.context["open"].row.id == row.pk
    assert "They are calling us" in answer.content.decode()
    carol.post(f"/desk/calls/{row.pk}/take/")
    row.refresh_from_db()
    assert row.taken_by is not None


def test_who_rings_without_a_contact_is_opened_too_and_a_stranger_is_said(place, carol):
    assert carol.get("/desk/call?from=09087654320").url == (f"/desk/people/{place.customer_id}/")
    assert "Nobody we know" in carol.get("/desk/call?from=0311112222").content.decode()
    assert "Who is calling?" in carol.get("/desk/call").content.decode()


def test_looking_up_a_caller_changes_nothing(place, carol):
    row = factories.contact(place)

    carol.get("/desk/call?from=09087654320", follow=True)

    row.refresh_from_db()
    assert row.taken_by is None
    assert Contact.objects.count() == 1
