"""The wait-list on screens and over HTTP: join, answer by one tap, leave; the desk's line."""

import datetime as dt
import re

import pytest
from django.contrib.auth import get_user_model

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts.waiting import WaitOfferState, WaitState
from seibi.contexts.booking.models import Appointment, ContactProof
from seibi.contexts.booking.models.waiting import Waiting, WaitOffer
from seibi.contexts.booking.operations import contacts, offering
from seibi.contexts.booking.tests.factories import (
    MONDAY_9,
    TUESDAY_10,
    WEDNESDAY_10,
    booked,
    wait_earlier,
)
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from tests.world import NOON, SITE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]
MORNING = MONDAY_9 + dt.timedelta(minutes=5)
WISH = {
    "from_day": "2026-03-31",
    "until_day": "2026-04-01",
    "weekdays": ["1", "2"],
    "hours": "morning",
    "notice": "24",
}


@pytest.fixture
def desk(client, place):
    """Ada at the desk of site 7."""
    account = network.hire(node=SITE, name="Ada", email="ada@aoba.example", actor=SYSTEM, at=NOON)
    network.grant_role(account_id=account, role=Role.ADVISOR, node=SITE, actor=SYSTEM, at=NOON)
    client.force_login(get_user_model().objects.get(pk=account))
    return client


@pytest.fixture
def visit(place):
    return booked(place, WEDNESDAY_10)


@pytest.fixture
def offer(place, visit):
    """Grace waits, and a time on Tuesday is kept for her."""
    wait_earlier(place, visit)
    offering.go_on(actor=SYSTEM, machine_at=clock.machine_now(), at=MORNING)
    return WaitOffer.objects.get()


def link(offer):
    return booking.waiting_link_of(offer.waiting_id)


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def say(client, offer, step, **more):
    form = {"step": step, "offer": str(offer.pk), **more}
    return client.post(f"{link(offer)}answer/", form)


def test_who_holds_the_link_of_a_visit_joins_and_is_shown_what_they_wait_for(client, visit):
    page = booking.link_of(visit)
    assert "Tell me if an earlier time is free" in text(client.get(page))
    assert 'value="2026-04-01"' in text(client.get(f"{page}earlier/"))

    response = client.post(f"{page}earlier/", WISH)

    row = Waiting.objects.get()
    assert (row.weekdays, row.until_time, row.notice_hours) == ([1, 2], dt.time(12), 24)
    assert response.headers["Location"] == booking.waiting_link_of(row.pk)
    assert "We tell you when a time is free" in text(client.get(response.headers["Location"]))
    assert "You are on the wait-list for an earlier time" in text(client.get(page))


@pytest.mark.parametrize(
    ("_case", "change", "says"),
    [
        ("no weekday", {"weekdays": []}, "weekdays_error"),
        ("backwards", {"until_day": "2026-03-30"}, "until_day_error"),
        ("no day at all", {"from_day": "soon"}, "from_day_error"),
    ],
)
def test_a_wish_that_cannot_be_is_shown_where_it_is_wrong(client, visit, _case, change, says):
    response = client.post(f"{booking.link_of(visit)}earlier/", WISH | change)

    assert response.status_code == 422
    assert says in text(response)
    assert 'value="afternoon">' in text(response)
    assert not Waiting.objects.exists()


def test_one_tap_takes_the_time_and_a_second_tap_changes_nothing(client, visit, offer):
    shown = text(client.get(link(offer)))
    assert "A time has become free" in shown
    assert "data-countdown" in shown

    for _twice in range(2):
        assert say(client, offer, "take").status_code == 302

    assert Appointment.objects.get().starts_at == offer.starts_at
    assert "The time is yours" in text(client.get(link(offer)))


def test_one_tap_says_no_and_keeps_the_place(client, offer):
    say(client, offer, "decline")

    assert Waiting.objects.get().state == WaitState.WAITING
    assert "You said no to" in text(client.get(link(offer)))


def test_one_tap_leaves(client, offer):
    say(client, offer, "leave")

    assert Waiting.objects.get().state == WaitState.LEFT
    assert "You are not waiting any more" in text(client.get(link(offer)))


def test_a_page_that_is_out_of_date_is_refused_kindly_and_shows_how_it_is(client, visit, offer):
    WaitOffer.objects.update(expires_at=clock.machine_now())

    response = say(client, offer, "take")

    assert response.status_code == 410
    assert "This time is no longer kept for you" in text(response)
    assert "was not answered and went to the next person" in text(response)
    assert Appointment.objects.get().starts_at == WEDNESDAY_10


def test_a_link_opens_one_entry_and_no_other_offer(client, place, offer):
    other = booked(place, TUESDAY_10 + dt.timedelta(days=7))
    Waiting.objects.update(state=WaitState.LEFT, ended_at=NOON)
    second = wait_earlier(place, other)

    wrong = client.post(
        f"{booking.waiting_link_of(second)}answer/", {"step": "take", "offer": str(offer.pk)}
    )

    assert wrong.status_code == 404
    assert client.get("/booking/waiting/nonsense/").status_code == 404
    assert WaitOffer.objects.get().state == WaitOfferState.OPEN


@pytest.fixture
def code(monkeypatch):
    monkeypatch.setattr(contacts, "new_code", lambda: "123456")
    return "123456"


def test_a_stranger_waits_with_a_proven_address_and_no_account(client, place, code):
    client.post("/booking/site-7/", {"codes": ["OIL"], "stay": "drop_off"})
    assert "No time suits: tell me when one is free" in text(client.get("/booking/site-7/when/"))
    who = {"name": "Ada Lovelace", "plate": "品川 300 さ 55-55", "email": "al@example.com"}

    sent = client.post("/booking/site-7/wait/", WISH | who | {"step": "send"})
    assert sent.headers["Location"] == "/booking/site-7/wait/"
    wrong = client.post("/booking/site-7/wait/", {"step": "code", "code": "000000"})
    assert wrong.status_code == 422
    done = client.post("/booking/site-7/wait/", {"step": "code", "code": code})

    row = Waiting.objects.get()
    assert done.headers["Location"] == booking.waiting_link_of(row.pk)
    assert (row.appointment_id, row.operation_codes, row.door) == (None, ["OIL"], "web")
    assert ContactProof.objects.get().used_at is not None


def test_without_a_choice_there_is_nothing_to_wait_for(client, place):
    assert client.get("/booking/site-7/wait/").headers["Location"] == "/booking/site-7/"


def test_the_desk_puts_a_caller_on_the_list_and_answers_for_them(desk, place, offer):
    page = text(desk.get("/booking/site-7/desk/waiting/"))
    assert "Told by e-mail" in page
    assert re.search(r"Hopper", page)

    answered = desk.post(
        f"/booking/site-7/desk/waiting/{offer.waiting_id}/answer/",
        {"step": "take", "offer": str(offer.pk)},
    )

    assert answered.headers["Location"] == "/booking/site-7/desk/waiting/"
    assert Appointment.objects.get().starts_at == offer.starts_at
    who = {"customer": place.customer_id, "vehicle": place.vehicle_id, "codes": ["OIL"]}
    assert "Put on the wait-list" in text(desk.get("/booking/site-7/desk/waiting/new/", who))
    joined = desk.post("/booking/site-7/desk/waiting/new/", who | WISH)
    assert joined.headers["Location"] == "/booking/site-7/desk/waiting/"
    assert Waiting.objects.in_line().get().door == "phone"


def test_the_desk_is_told_why_not(desk, place, visit):
    assert (
        desk.post("/booking/site-7/desk/waiting/new/", {"visit": visit} | WISH).status_code == 302
    )

    again = desk.post("/booking/site-7/desk/waiting/new/", {"visit": visit} | WISH)

    assert again.status_code == 409
    assert "on the wait-list already" in text(again)
    assert Waiting.objects.count() == 1


@pytest.mark.parametrize(("language", "word"), [("ja", "キャンセル待ち"), ("zh-hans", "候补名单")])
def test_the_page_is_in_the_readers_language(client, offer, language, word):
    assert word in text(client.get(link(offer), headers={"accept-language": language}))


API = "/api/v1/booking"


def post(client, path, body=None, key=""):
    headers = {"idempotency-key": key} if key else {}
    return client.post(API + path, body or {}, content_type="application/json", headers=headers)


def test_a_program_joins_sees_takes_and_repeats(desk, place, visit):
    body = {"from_day": "2026-03-31", "until_day": "2026-03-31", "until_time": "11:00"}
    joined = post(desk, f"/appointments/{visit}/wait-for-earlier", body)
    offering.go_on(actor=SYSTEM, machine_at=clock.machine_now(), at=MORNING)
    (row,) = desk.get(f"{API}/sites/{place.site_id}/wait-list").json()
    offer_id = row["waiting"]["offer"]["id"]

    taken = [post(desk, f"/offers/{offer_id}/take", key="tap") for _twice in range(2)]

    assert joined.status_code == 201
    assert joined.json()["actions"] == ["leave"]
    assert [answer.json()["state"] for answer in taken] == ["served", "served"]
    assert Appointment.objects.get().sequence == 1


def test_a_program_is_refused_with_a_code(desk, place, visit):
    body = {"from_day": "2026-03-31", "until_day": "2026-03-31"}
    who = {"customer_id": str(place.customer_id), "vehicle_id": str(place.vehicle_id)}
    full = body | who | {"operation_codes": ["OIL"]}
    waiting = post(desk, f"/sites/{place.site_id}/wait-list", full).json()

    again = post(desk, f"/sites/{place.site_id}/wait-list", full)
    left = post(desk, f"/waiting/{waiting['id']}/leave")
    nothing = post(desk, f"/offers/{waiting['id']}/decline")

    assert (again.status_code, again.json()["code"]) == (409, "waiting_already")
    assert (left.status_code, left.json()["state"]) == (200, "left")
    assert (nothing.status_code, nothing.json()["code"]) == (404, "offer_not_found")
