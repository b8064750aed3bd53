"""The pages: three steps for owners, the visit behind its link, three steps for the desk."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.models import Appointment, Arrival, ContactProof, Hold
from seibi.contexts.booking.operations import contacts
from seibi.contexts.booking.tests.factories import MONDAY_9, TUESDAY_10, booked, held
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.kernel.actor import SYSTEM
from tests.world import NOON, SITE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]
START = "/booking/site-7/"
TEN = TUESDAY_10.isoformat()


@pytest.fixture
def owner_client(client, place):
    """Grace, signed in, with her record claimed."""
    account = get_user_model().objects.create_user("grace@example.com", language="en")
    customers.link_account(
        account_id=account.pk, customer_id=place.customer_id, actor=SYSTEM, at=NOON
    )
    client.force_login(account)
    return client


@pytest.fixture
def desk(client, place):
    """Ada at the desk of site 7."""
    account = network.hire(node=SITE, name="Ada", email="ada@aoba.example", actor=SYSTEM, at=NOON)
    network.grant_role(account_id=account, role=Role.ADVISOR, node=SITE, actor=SYSTEM, at=NOON)
    client.force_login(get_user_model().objects.get(pk=account))
    return client


def choose(client, **more):
    return client.post(START, {"codes": ["OIL"], "wishes": "It squeals", "stay": "wait"} | more)


def page(response):
    """What is written on it; plates are kept on one line there."""
    return response.content.decode().replace("\u00a0", " ")


def test_the_menu_shows_price_and_time_without_an_account(client, place):
    text = page(client.get(START))

    assert "Oil change" in text
    assert "¥5,500" in text
    assert "30 min" in text


@pytest.mark.parametrize(
    ("language", "word"), [("ja", "オイル交換"), ("zh-hans", "更换机油"), ("en", "Oil change")]
)
def test_the_menu_is_in_the_readers_language(client, place, language, word):
    assert word in page(client.get(START, headers={"accept-language": language}))


def test_choosing_nothing_keeps_what_was_typed_and_says_why(client, place):
    response = client.post(START, {"stay": "wait", "courtesy_car": "on"})

    assert response.status_code == 422
    assert "Choose at least one thing" in page(response)
    assert re.search(r'value="wait" checked', page(response))


def test_own_words_alone_mean_that_somebody_looks(client, place):
    response = client.post(START, {"wishes": "There is a noise"})

    assert response.headers["Location"] == "/booking/site-7/when/"
    assert "Something is not right" in page(client.get("/booking/site-7/when/"))


def test_the_times_come_with_three_good_offers_first(client, place):
    choose(client)

    text = page(client.get("/booking/site-7/when/"))

    assert text.index("Soonest") < text.index("Quietest") < text.index("All times")
    assert 'value="2026-03-30T00:00:00' in text


def test_a_taken_time_shows_the_free_ones_and_keeps_the_choice(client, place):
    choose(client)
    held(place, TUESDAY_10)

    response = client.post("/booking/site-7/when/", {"starts_at": TEN})

    assert response.status_code == 409
    assert "Somebody has just taken this time" in page(response)
    assert page(response).count('name="starts_at"') == 3
    assert "Oil change" in page(client.get("/booking/site-7/when/"))
    assert Hold.objects.count() == 1


def test_a_double_click_holds_one_time(client, place):
    choose(client)
    form = {"starts_at": TEN, "idempotency_key": "one-click"}

    first = client.post("/booking/site-7/when/", form)
    second = client.post("/booking/site-7/when/", form)

    assert first.headers["Location"] == second.headers["Location"] == "/booking/site-7/you/"
    assert Hold.objects.filter(released_at=None).count() == 1


def test_going_back_and_choosing_again_gives_the_first_time_back(client, place):
    choose(client)
    client.post("/booking/site-7/when/", {"starts_at": TEN})
    client.post("/booking/site-7/when/", {"starts_at": MONDAY_9.isoformat()})

    assert Hold.objects.filter(released_at=None).count() == 1
    assert Hold.objects.get(released_at=None).starts_at == MONDAY_9


def test_without_an_account_the_code_from_the_mail_books(client, place, monkeypatch):
    monkeypatch.setattr(contacts, "new_code", lambda: "123456")
    choose(client)
    client.post("/booking/site-7/when/", {"starts_at": TEN})
    guest = {
        "name": "Alan Turing",
        "plate": "品川 500 な 19-12",
        "car": "Toyota Yaris",
        "email": "alan@example.com",
    }

    client.post("/booking/site-7/you/", guest)
    wrong = client.post("/booking/site-7/you/", {"step": "code", "code": "000000"})
    right = client.post("/booking/site-7/you/", {"step": "code", "code": "123 456"})

    assert wrong.status_code == 422
    assert "This is not the code" in page(wrong)
    assert "Alan Turing" in page(wrong)
    visit = client.get(right.headers["Location"])
    assert "Your visit is booked" in page(visit)
    assert Appointment.objects.get().wishes == "It squeals"
    assert ContactProof.objects.get().tries_left == 4


def test_what_was_typed_survives_a_mistake(client, place):
    choose(client)
    client.post("/booking/site-7/when/", {"starts_at": TEN})

    response = client.post(
        "/booking/site-7/you/", {"name": "Alan", "plate": "品川 1", "email": "nobody"}
    )

    assert response.status_code == 422
    assert 'value="Alan"' in page(response)
    assert 'value="nobody"' in page(response)


def test_a_signed_in_owner_books_with_one_button(owner_client, place):
    choose(owner_client)
    owner_client.post("/booking/site-7/when/", {"starts_at": TEN})

    asked = page(owner_client.get("/booking/site-7/you/"))
    response = owner_client.post("/booking/site-7/you/", {"bringer_name": "My son"})

    assert "品川 300 さ 12-34" in asked
    row = Appointment.objects.get()
    assert (row.customer_id, row.bringer_name) == (place.customer_id, "My son")
    assert response.headers["Location"] == booking.link_of(row.pk)


def test_an_expired_time_says_so_and_keeps_everything(owner_client, place):
    choose(owner_client)
    owner_client.post("/booking/site-7/when/", {"starts_at": TEN})
    Hold.objects.update(expires_at=NOON)

    response = owner_client.post("/booking/site-7/you/", {})

    assert response.status_code == 410
    assert "gave it back" in page(response)
    assert not Appointment.objects.exists()


def test_the_link_opens_the_visit_for_whoever_holds_it(client, place):
    link = booking.link_of(booked(place))

    assert "A-1001" in page(client.get(link))
    assert client.get(link.replace("visit/0", "visit/1")).status_code == 404
    assert client.get("/booking/visit/nonsense/").status_code == 404


def test_the_calendar_file_is_behind_the_same_link(client, place):
    response = client.get(booking.link_of(booked(place)) + "visit.ics")

    assert response.headers["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in response.content


def test_the_visit_moves_and_is_cancelled_by_link(client, place):
    visit = booked(place, TUESDAY_10)
    link = booking.link_of(visit)

    later = TUESDAY_10.replace(hour=4).isoformat()
    moved = client.post(link + "move/", {"starts_at": later})
    cancelled = client.post(link + "cancel/", {"reason": "I am ill"})

    assert moved.headers["Location"] == link == cancelled.headers["Location"]
    row = Appointment.objects.get()
    assert (row.state, row.sequence) == (AppointmentState.CANCELLED, 2)
    assert "This visit is cancelled" in page(client.get(link))


def test_a_stranger_does_not_see_the_desk(client, place):
    eve = get_user_model().objects.create_user("eve@example.com")
    paths = [START + path for path in ("desk/", "desk/new/", "desk/walk-in/")]

    assert {client.get(path).url.split("?")[0] for path in paths} == {"/sign-in/"}
    client.force_login(eve)
    assert {client.get(path).status_code for path in paths} == {403}


def test_the_caller_is_found_by_the_last_four_digits(desk, place):
    text = page(desk.get(START + "desk/new/?q=1234"))

    assert "Hopper" in text
    assert str(place.vehicle_id) in text


def test_a_booking_by_telephone_takes_four_clicks(desk, place):
    who = f"customer={place.customer_id}&vehicle={place.vehicle_id}"
    services = f"{START}desk/new/services/"
    form = {
        "customer": place.customer_id,
        "vehicle": place.vehicle_id,
        "codes": ["OIL"],
        "wishes": "It smells",
    }

    asked = page(desk.get(f"{services}?{who}"))
    times = page(desk.get(f"{services}?{who}&codes=OIL", headers={"hx-request": "true"}))
    kept = desk.post(services, form | {"starts_at": TEN})
    read_back = page(desk.get(kept.headers["Location"]))
    done = desk.post(kept.headers["Location"], form | {"language": "ja"})

    assert "Oil change" in asked
    assert "2026-03-31T01:00" in times
    assert "<html" not in times
    assert "It smells" in read_back
    assert done.headers["Location"] == "/booking/site-7/desk/?day=2026-03-31"
    row = Appointment.objects.get()
    assert (row.door, row.wishes, row.language) == ("phone", "It smells", "ja")


def test_the_desk_receives_a_car_and_sees_its_ticket(desk, place):
    visit = booked(place)

    desk.post(f"{START}desk/visits/{visit}/arrive/", {"parking_place": "B4"})

    arrived = Arrival.objects.get()
    assert (arrived.ticket, arrived.parking_place) == (1, "B4")
    assert "B4" in page(desk.get(START + "desk/?day=2026-03-30"))
    desk.post(f"{START}desk/cars/{arrived.pk}/place/", {"key_tag": "K7", "parking_place": "C1"})
    arrived.refresh_from_db()
    assert (arrived.key_tag, arrived.parking_place) == ("K7", "C1")


def test_the_desk_cancels_for_the_site_only_with_a_remedy(desk, place):
    path = f"{START}desk/visits/{booked(place, TUESDAY_10)}/change/"

    refused = desk.post(path, {"step": "cancel", "by": "site", "reason": "Flood"})
    done = desk.post(path, {"step": "cancel", "by": "site", "remedy": "A free wash"})

    assert refused.status_code == 422
    assert "Flood" in page(refused)
    assert done.status_code == 302
    assert Appointment.objects.get().remedy == "A free wash"


def test_a_walk_in_hears_honest_answers_and_is_taken_in(desk, place):
    who = {"customer": place.customer_id, "vehicle": place.vehicle_id, "codes": ["OIL"]}

    offered = page(desk.get(START + "desk/walk-in/", who))
    taken = desk.post(START + "desk/walk-in/", who | {"starts_at": MONDAY_9.isoformat()})

    assert "The honest answers" in offered
    assert taken.status_code == 302
    assert Arrival.objects.get().appointment.door == "walk_in"


def test_pages_begin_with_the_question_they_answer():
    folder = Path(__file__).parent.parent / "templates" / "booking"
    pages = [p for p in folder.glob("*.html") if not p.name.startswith("_")]

    assert pages
    assert all(p.read_text(encoding="utf-8").startswith("{# ") for p in pages)
    assert all("?" in p.read_text(encoding="utf-8").split("#}")[0] for p in pages)


def test_somebody_new_walks_in_and_is_received(desk, place):
    nobody = page(desk.get(START + "desk/walk-in/?q=練馬 330 に 77-77"))
    form = {"name": "Alan Turing", "plate": "練馬 330 に 77-77", "car": "Honda Fit", "phone": ""}

    recorded = desk.post(START + "desk/newcomer/", form | {"goes_on": "walk_in"})
    offered = page(desk.get(recorded.headers["Location"] + "&codes=OIL"))

    assert "Somebody new" in nobody
    assert "Turing" in offered
    assert "練馬 330 に 77-77" in offered


def test_a_newcomer_without_a_name_keeps_what_was_typed(desk, place):
    response = desk.post(START + "desk/newcomer/", {"name": " ", "plate": "練馬 1", "car": "Honda"})

    assert response.status_code == 422
    assert "Enter your name" in page(response)
    assert 'value="Honda"' in page(response)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("desk/new/services/", ""),
        ("desk/new/services/", "?customer=x&vehicle=y"),
        ("desk/walk-in/", "?vehicle=nothing&customer=1"),
        ("desk/", "?day=0001-01-01"),
        ("desk/", "?day=tomorrow"),
        ("desk/new/", "?q=%00"),
    ],
)
def test_odd_addresses_break_nothing(desk, place, path, query):
    assert desk.get(START + path + query).status_code in {200, 404}


@pytest.mark.parametrize("verb", ["arrive", "missed"])
def test_who_may_not_receive_is_told_so_and_nothing_happens(client, place, verb):
    visit = booked(place)
    account = network.hire(node=SITE, name="Mia", email="mia@aoba.example", actor=SYSTEM, at=NOON)
    network.grant_role(account_id=account, role=Role.TECHNICIAN, node=SITE, actor=SYSTEM, at=NOON)
    client.force_login(get_user_model().objects.get(pk=account))

    answer = client.post(f"/booking/site-7/desk/visits/{visit}/{verb}/")

    assert answer.status_code == 403
    assert Appointment.objects.get().state == AppointmentState.BOOKED
    assert not Arrival.objects.exists()
