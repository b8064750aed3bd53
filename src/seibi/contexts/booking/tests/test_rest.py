"""Booking over HTTP: one effect per key, refusals with a code and with times that are free."""

import pytest
from django.contrib.auth import get_user_model

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.models import Appointment, Hold
from seibi.contexts.booking.tests.factories import MONDAY_9, TUESDAY_10, booked, held
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.kernel.actor import SYSTEM
from tests.world import NOON, SITE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_stopped_clock")]
API = "/api/v1/booking"


@pytest.fixture
def ada_client(client, place):
    account = network.hire(node=SITE, name="Ada", email="ada@aoba.example", actor=SYSTEM, at=NOON)
    network.grant_role(account_id=account, role=Role.ADVISOR, node=SITE, actor=SYSTEM, at=NOON)
    client.force_login(get_user_model().objects.get(pk=account))
    return client


def post(client, path, body, key=""):
    headers = {"idempotency-key": key} if key else {}
    return client.post(API + path, body, content_type="application/json", headers=headers)


def hold_body(place, starts_at=MONDAY_9):
    return {
        "site_id": str(place.site_id),
        "operation_codes": ["OIL"],
        "starts_at": starts_at.isoformat(),
    }


def confirm_body(place):
    return {"customer_id": str(place.customer_id), "vehicle_id": str(place.vehicle_id)}


def test_from_free_times_to_an_arrived_car(ada_client, place):
    times = ada_client.get(f"{API}/sites/{place.site_id}/slots?operation_codes=OIL").json()
    first = times["offers"][0]["slot"]["starts_at"]
    kept = post(ada_client, "/holds", hold_body(place) | {"starts_at": first})
    visit = post(ada_client, f"/holds/{kept.json()['id']}/confirm", confirm_body(place)).json()
    moved = post(
        ada_client, f"/appointments/{visit['id']}/move", {"starts_at": TUESDAY_10.isoformat()}
    ).json()
    arrived = post(ada_client, f"/appointments/{visit['id']}/arrive", {"parking_place": "B4"})

    assert kept.status_code == 201
    assert (visit["number"], visit["door"], visit["sequence"]) == ("A-1001", "api", 0)
    assert moved["sequence"] == 1
    assert arrived.status_code == 201
    assert arrived.json()["ticket"] == 1
    day = ada_client.get(f"{API}/sites/{place.site_id}/days/2026-03-31").json()
    assert [row["parking_place"] for row in day] == ["B4"]


def test_the_same_key_gives_the_same_answer_and_one_effect(ada_client, place):
    first = post(ada_client, "/holds", hold_body(place), key="k-1")
    again = post(ada_client, "/holds", hold_body(place), key="k-1")
    other = post(ada_client, "/holds", hold_body(place, TUESDAY_10), key="k-1")

    assert first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert Hold.objects.count() == 1


def test_a_taken_time_answers_with_free_ones(ada_client, place):
    held(place)

    answer = post(ada_client, "/holds", hold_body(place))

    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "slot_taken"
    assert len(answer.json()["free"]) >= 1
    assert set(answer.json()["free"][0]) >= {"start", "ready_at"}


def test_an_expired_hold_is_gone(ada_client, place):
    kept = post(ada_client, "/holds", hold_body(place)).json()
    Hold.objects.update(expires_at=NOON)

    answer = post(ada_client, f"/holds/{kept['id']}/confirm", confirm_body(place))

    assert (answer.status_code, answer.json()["code"]) == (410, "hold_expired")
    assert not Appointment.objects.exists()


def test_confirming_twice_without_a_key_books_once(ada_client, place):
    kept = post(ada_client, "/holds", hold_body(place)).json()

    answers = [
        post(ada_client, f"/holds/{kept['id']}/confirm", confirm_body(place)).json()["id"]
        for _again in range(2)
    ]

    assert answers == [kept["id"], kept["id"]]
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("_case", "change", "status"),
    [
        ("no work", {"operation_codes": []}, 422),
        ("unknown work", {"operation_codes": ["NOTHING"]}, 404),
        ("no time zone", {"starts_at": "2026-03-30T00:00:00"}, 422),
        ("no such site", {"site_id": "0195d8a0-0000-7000-8000-000000000000"}, 404),
        ("a time out of reach", {"starts_at": "9999-12-31T23:59:59+00:00"}, 422),
        ("a time before all time", {"starts_at": "0001-01-01T00:00:00+14:00"}, 422),
        ("a code of zeros", {"operation_codes": ["\u0000"]}, 422),
    ],
)
def test_odd_holds_are_refused_in_words(ada_client, place, _case, change, status):
    answer = post(ada_client, "/holds", hold_body(place) | change)

    assert answer.status_code == status
    assert not Hold.objects.exists()


def test_strangers_get_a_404_for_what_is_not_theirs(client, place):
    visit = booked(place)

    for path, body in (
        (f"/appointments/{visit}/move", {"starts_at": TUESDAY_10.isoformat()}),
        (f"/appointments/{visit}/cancel", {}),
        (f"/appointments/{visit}/arrive", {}),
    ):
        assert post(client, path, body).status_code == 404
    assert client.get(f"{API}/appointments/{visit}").status_code == 404
    assert booking.appointment(appointment_id=visit, actor=place.grace).sequence == 0


@pytest.mark.parametrize("field", ["customer_id", "vehicle_id", "bringer_id", "authoriser_id"])
def test_nobody_who_does_not_exist_is_booked(ada_client, place, field):
    kept = post(ada_client, "/holds", hold_body(place)).json()
    nobody = {field: "0195d8a0-0000-7000-8000-000000000000"}

    answer = post(ada_client, f"/holds/{kept['id']}/confirm", confirm_body(place) | nobody)

    assert answer.status_code == 404
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/sites/{site}/slots?operation_codes=OIL&from_day=9999-12-31",
        "/sites/{site}/slots?operation_codes=OIL&from_day=0001-01-01",
        "/sites/{site}/days/0001-01-01",
        "/sites/{site}/days/9999-12-31",
    ],
)
def test_days_out_of_reach_break_nothing(ada_client, place, path):
    assert ada_client.get(API + path.format(site=place.site_id)).status_code == 200


def test_strangers_see_no_times_of_a_visit_that_is_not_theirs(client, place):
    assert client.get(f"{API}/appointments/{booked(place)}/slots").status_code == 404
