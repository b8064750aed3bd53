"""A page that is out of date: nothing is changed, a kind sentence, and how things are now."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.booking.tests.factories import MONDAY_9, TUESDAY_10, WEDNESDAY_10, booked
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from seibi.kernel.links.reasons import Reason
from seibi.ui.formats import local_datetime
from tests import world
from tests.world import NOON, SITE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]
DESK = "/booking/site-7/desk/"
CHANGED = "The appointment was changed meanwhile"
LATER = TUESDAY_10 + dt.timedelta(hours=3)


@pytest.fixture
def desk(client, place):
    """Ada at the desk of site 7."""
    account = network.hire(node=SITE, name="Ada", email="ada@aoba.example", actor=SYSTEM, at=NOON)
    network.grant_role(account_id=account, role=Role.ADVISOR, node=SITE, actor=SYSTEM, at=NOON)
    client.force_login(get_user_model().objects.get(pk=account))
    return client


@pytest.fixture
def moved(place):
    """Grace has a page open with Tuesday on it; the desk has moved the visit to Wednesday."""
    visit = booked(place, TUESDAY_10)
    booking.move(appointment_id=visit, starts_at=WEDNESDAY_10, actor=world.ada(), at=NOON)
    return visit


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def unchanged():
    row = Appointment.objects.get()
    return (row.state, row.starts_at, row.sequence) == (AppointmentState.BOOKED, WEDNESDAY_10, 1)


@pytest.mark.parametrize("step", ["move", "cancel"])
def test_an_owner_who_saw_the_old_time_is_shown_the_new_one(client, moved, step):
    told = Entry.objects.count()

    response = client.post(
        f"{booking.link_of(moved)}{step}/", {"starts_at": LATER.isoformat(), "sequence": "0"}
    )

    assert response.status_code == 409
    assert CHANGED in text(response)
    assert local_datetime(WEDNESDAY_10, "Asia/Tokyo") in text(response)
    assert 'name="sequence" value="1"' in text(response)
    assert unchanged()
    assert Entry.objects.count() == told


@pytest.mark.parametrize("step", ["move", "cancel"])
def test_with_the_new_page_the_same_step_is_done(client, moved, step):
    response = client.post(
        f"{booking.link_of(moved)}{step}/", {"starts_at": LATER.isoformat(), "sequence": "1"}
    )

    assert response.status_code == 302
    assert Appointment.objects.get().sequence == 2


@pytest.mark.parametrize("step", [{}, {"step": "cancel"}])
def test_the_desk_that_saw_the_old_time_is_shown_the_new_one(desk, moved, step):
    form = {
        "starts_at": LATER.isoformat(),
        "by": "owner",
        "sequence": "0",
        "reason": "Asked by phone",
    }

    response = desk.post(f"{DESK}visits/{moved}/change/", form | step)

    assert response.status_code == 409
    assert CHANGED in text(response)
    assert local_datetime(WEDNESDAY_10, "Asia/Tokyo") in text(response)
    assert "Asked by phone" in text(response)
    assert unchanged()


def test_a_cancelled_visit_does_not_move_and_its_page_says_so(client, place):
    visit = booked(place, TUESDAY_10)
    booking.cancel(appointment_id=visit, actor=world.ada(), at=NOON)

    response = client.post(
        f"{booking.link_of(visit)}move/", {"starts_at": LATER.isoformat(), "sequence": "0"}
    )

    assert response.status_code == 409
    assert "the record has moved on" in text(response)
    assert "This visit is cancelled" in text(client.get(booking.link_of(visit)))


@pytest.mark.parametrize("step", ["arrive", "missed"])
def test_a_list_of_the_day_that_is_old_receives_nobody_who_cancelled(desk, place, step):
    visit = booked(place, MONDAY_9)
    booking.cancel(appointment_id=visit, actor=world.ada(), at=NOON)

    response = desk.post(f"{DESK}visits/{visit}/{step}/", follow=True)

    assert response.redirect_chain == [(DESK, 302)]
    assert "the record has moved on" in text(response)
    assert not Arrival.objects.exists()
    assert Appointment.objects.get().state == AppointmentState.CANCELLED


def test_a_replaced_link_opens_nothing_and_the_new_one_is_mailed(desk, place, read_all):
    visit = booked(place, TUESDAY_10)
    old = booking.link_of(visit)
    read_all()

    done = desk.post(
        f"{DESK}visits/{visit}/link/", {"reason": str(Reason.WRONG_HANDS)}, follow=True
    )
    read_all()

    assert "The owner is sent a new one" in text(done)
    new = booking.link_of(visit)
    for path in (old, f"{old}move/", f"{old}cancel/", f"{old}visit.ics", f"{old}earlier/"):
        refused = desk.get(path)
        assert refused.status_code == 410
        assert "This link was replaced by a new one" in text(refused)
    assert desk.get(new).status_code == 200
    assert Entry.objects.filter(name="booking.owner_informed.v1").count() == 2


def test_who_holds_only_the_link_cannot_replace_it(client, place):
    visit = booked(place, TUESDAY_10)
    old = booking.link_of(visit)

    assert client.post(f"{DESK}visits/{visit}/link/").url.startswith("/sign-in/")
    assert booking.link_of(visit) == old
