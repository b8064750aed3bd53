"""Cars over HTTP: what programs get, and what they are refused."""

import pytest

from seibi.contexts.network.contracts import Role
from seibi.contexts.vehicles.models.cars import Ownership, Vehicle
from seibi.contexts.vehicles.models.ledgers import OdometerReading
from seibi.contexts.vehicles.tests import factories
from seibi.contexts.vehicles.tests.conftest import ELSEWHERE
from seibi.contexts.vehicles.tests.deeds import campaign
from tests.world import SITE

pytestmark = pytest.mark.django_db
API = "/api/v1/vehicles"


@pytest.fixture
def advisor(signed_in):
    """A program that acts for Ada."""
    return signed_in(Role.ADVISOR)


def post(client, path, body, key=""):
    headers = {"idempotency-key": key} if key else {}
    return client.post(API + path, body, content_type="application/json", headers=headers)


def put(client, path, body):
    return client.put(API + path, body, content_type="application/json")


def body(**more):
    return {
        "make": "Honda",
        "model": "Accord",
        "model_year": 2024,
        "country": "US",
        "owner_node": SITE,
        "vin": factories.ACCORD,
        **more,
    }


def test_a_car_registered_twice_with_one_key_is_one_car(advisor):
    first, again = (post(advisor, "/", body(), key="k1") for _try in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Vehicle.objects.count() == 1
    shown = advisor.get(f"{API}/{first.json()['id']}").json()
    assert shown["summary"]["vin"] == factories.ACCORD


@pytest.mark.parametrize(
    ("_case", "more", "status", "code"),
    [
        ("wrong check digit", {"vin": "1HGCM82633A004353"}, 422, "vin_wrong"),
        ("NUL", {"make": "a\x00b"}, 422, "invalid"),
        ("a country that is none", {"country": "usa"}, 422, "invalid"),
        ("somebody else's books", {"owner_node": ELSEWHERE}, 403, "not_allowed"),
        ("a date in the year 9999", {"delivered_on": "9999-12-31"}, 422, "day_unlikely"),
    ],
)
def test_a_car_that_cannot_be_taken_is_refused_with_a_code(advisor, _case, more, status, code):
    answer = post(advisor, "/", body(**more))

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Vehicle.objects.exists()


def test_a_number_is_read_without_an_account(client):
    said = client.get(f"{API}/decode", {"vin": "zvw50-1234567"}).json()

    assert (said["make"], said["model"], said["check_digit_ok"]) == ("Toyota", "Prius", None)
    assert client.get(f"{API}/decode", {"vin": "\x00" * 80}).status_code == 200
    assert client.get(f"{API}/decode", {"vin": "x" * 81}).status_code == 422


def test_a_reading_comes_back_with_what_is_odd_about_it(advisor):
    made = factories.car()

    answer = post(advisor, f"/{made}/readings", {"value": 1_999_105})

    assert answer.status_code == 201
    assert answer.json()["flag"] == "implausible"
    assert "1,999,105" in answer.json()["sentence"]
    reading = answer.json()["reading"]["id"]
    fixed = post(
        advisor, f"/{made}/readings/{reading}/correction", {"value": 19_991, "note": "typo"}
    )
    assert fixed.json()["flag"] == "fine"
    assert len(advisor.get(f"{API}/{made}/readings").json()) == 2


@pytest.mark.parametrize(
    "sent",
    [
        {"value": -1},
        {"value": 10**12},
        {"value": 1, "read_at": "2026-01-01T00:00:00"},
        {"value": 1_999_999_999, "unit": "mi"},
        {"value": 1, "note": "a\x00"},
        {},
    ],
)
def test_what_is_no_reading_is_refused(advisor, sent):
    assert post(advisor, f"/{factories.car()}/readings", sent).status_code == 422
    assert not OdometerReading.objects.exists()


def test_recalls_coverage_schedule_and_history_of_a_car(advisor):
    made, recall = factories.car(), campaign()

    assert [c["number"] for c in advisor.get(f"{API}/{made}/campaigns").json()] == ["24V001"]
    done = put(advisor, f"/{made}/campaigns/{recall.pk}", {"status": "repaired"})
    assert done.status_code == 204
    assert advisor.get(f"{API}/{made}/campaigns").json() == []
    covered = advisor.get(f"{API}/{made}/coverage", {"what": "DIAG", "km": 10}).json()
    assert covered["covered"] is False
    assert advisor.get(f"{API}/{made}/schedule").json() == []
    assert advisor.get(f"{API}/{made}/history").json() == []
    assert (
        put(advisor, f"/{made}/signal", {"operation_code": "OIL", "remaining_km": 5}).status_code
        == 204
    )
    assert put(advisor, f"/{made}/signal", {"operation_code": "OIL"}).status_code == 422


def test_a_car_changes_hands_and_drivers(advisor):
    seller, buyer, driver = (factories.customer(name) for name in ("Sam", "Bea", "Dan"))
    made = factories.car(owner_id=seller)

    held = post(advisor, f"/{made}/holders", {"customer_id": str(driver), "role": "driver"})
    ended = advisor.delete(f"{API}/{made}/holders/{held.json()['id']}")
    given = post(advisor, f"/{made}/transfer", {"customer_id": str(buyer)})
    nobody = post(advisor, f"/{made}/transfer", {"customer_id": str(made)})
    plate = post(
        advisor, f"/{made}/identifiers", {"kind": "plate", "value": "NEW1", "country": "US-CA"}
    )

    assert [a.status_code for a in (held, ended, given, nobody, plate)] == [201, 204, 201, 404, 201]
    assert Ownership.objects.get(ends_at=None).customer_id == buyer
    assert [car["plate"] for car in advisor.get(f"{API}/", {"q": "new1"}).json()] == ["NEW1"]


@pytest.mark.parametrize(
    ("role", "node"), [(Role.ADVISOR, ELSEWHERE), (Role.ADMINISTRATOR, SITE), (None, SITE)]
)
def test_a_car_of_others_does_not_exist(signed_in, role, node):
    made, client = factories.car(plate="7ABC123"), signed_in(role, node)

    for part in ("", "/campaigns", "/readings", "/coverage?what=OIL", "/schedule", "/history"):
        assert client.get(f"{API}/{made}{part}").status_code == 404
    assert post(client, f"/{made}/readings", {"value": 1}).status_code == 404
    assert client.get(f"{API}/", {"q": "7ABC123"}).json() == []


def test_imports_are_for_those_who_may_import(signed_in, client):
    administrator, advisor = signed_in(Role.ADMINISTRATOR), signed_in(Role.ADVISOR)
    gone = "/imports/01950000-0000-7000-8000-000000000001"

    assert administrator.get(f"{API}/imports/").json() == []
    assert administrator.get(API + gone).status_code == 404
    assert advisor.get(f"{API}/imports/").status_code == 403
    assert client.get(f"{API}/imports/").status_code == 403
