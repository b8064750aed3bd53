"""A whole visit by API, in calls a program would make; and what a program is refused."""

import base64
import json

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.actor import SYSTEM
from tests.world import IDS, NOON

API = "/api/v1/work-orders"


@pytest.fixture
def cast(place, signed_in):
    """Everybody a visit needs, each in a browser of their own; every call is counted."""
    browsers = {
        "ada": signed_in("ada", Role.ADVISOR),
        "mia": signed_in("mia", Role.TECHNICIAN),
        "paul": signed_in("paul", Role.PARTS_CLERK),
        "grace": signed_in("grace"),
    }
    customers.link_account(
        account_id=IDS["grace"], customer_id=place.customer_id, actor=SYSTEM, at=NOON
    )
    calls = []

    def call(who, method, path, body=None, *, key=None, expect=(200, 201)):
        calls.append(path)
        headers = {"Idempotency-Key": key} if key else {}
        response = browsers[who].generic(
            method, f"{API}{path}", json.dumps(body or {}), "application/json", headers=headers
        )
        assert response.status_code in expect, response.content
        return response.json()

    call.count = lambda: len(calls)
    return call


def test_a_whole_visit_is_twenty_calls(place, cast):
    car = factories.arrived_car(place)
    factories.stocked(factories.PADS, 5)
    picture = base64.b64encode(factories.photo()).decode()

    opened = cast("ada", "POST", "/", {"arrival_id": str(car.row.arrival_id)}, key="open")
    visit = f"/{opened['work_order_id']}"
    reception = {
        "odometer": 41_200,
        "interview": {"words": "It squeals."},
        "pins": [{"x": 1, "y": 2, "kind": "scratch"}],
        "signed_by": "Grace Hopper",
        "promise_at": "2030-01-01T08:00:00Z",
    }
    cast("ada", "POST", f"{visit}/reception", reception, key="receive")
    labour = {"kind": "labour", "title": {"en": "Pads"}, "unit_net": "12000", "minutes": 60}
    cast("ada", "POST", f"{visit}/lines", labour, key="labour")
    cast("ada", "POST", f"{visit}/lines", {"kind": "part", "part_number": factories.PADS})
    for line in [x for x in cast("ada", "GET", visit)["lines"] if x["operation_code"] == "OIL"]:
        cast("ada", "POST", f"{visit}/lines/{line['id']}/remove")
    version = cast("ada", "POST", f"{visit}/estimates", {"tell_customer": False})["version"]
    seen = cast("grace", "GET", f"{visit}/visit")
    answers = [{"line_id": line["id"], "answer": "approve"} for line in seen["lines"]]
    cast("grace", "POST", f"{visit}/answers", {"version": version, "answers": answers})
    cast("paul", "POST", f"{visit}/parts")
    job = cast("mia", "GET", f"{visit}/job")
    line_id = next(x["id"] for x in job["lines"] if x["kind"] == "labour")
    clock = cast("mia", "POST", f"{visit}/clock", {"line_id": line_id})
    cast("mia", "POST", f"{visit}/pause", {"reason": "tool"})
    cast("mia", "POST", f"{visit}/clock", {"line_id": line_id})
    cast("mia", "POST", f"{visit}/lines/{line_id}/finish")
    checked = {"line_id": line_id, "passed": True, "photo": picture}
    card = cast("mia", "POST", f"{visit}/checks", checked)
    factories.release(car)
    handed = {
        "odometer": 41_201,
        "explanation": "New pads",
        "old_parts": "taken",
        "delivered_to": "Grace Hopper",
    }
    cast("ada", "POST", f"{visit}/delivery", handed)

    assert clock["chargeable"] is True
    assert card["state"] == "ready"
    assert car.row.state == "delivered"
    assert cast.count() <= 25


def test_the_same_key_is_one_effect_and_one_answer(place, cast):
    car = factories.received_car(place)
    body = {"reason": "", "tell_customer": False}

    first = cast("ada", "POST", f"/{car.id}/estimates", body, key="one")
    second = cast("ada", "POST", f"/{car.id}/estimates", body, key="one")

    assert first == second == {"version": 1}
    assert EstimateVersion.objects.count() == 1


def test_an_old_version_is_refused_with_a_code_and_the_valid_one(place, cast):
    car = factories.estimated_car(place)
    answers = [{"line_id": str(line.pk), "answer": "approve"} for line in car.lines]

    told = cast(
        "grace", "POST", f"/{car.id}/answers", {"version": 0, "answers": answers}, expect=[409]
    )

    assert (told["code"], told["latest"]) == ("estimate_outdated", 1)
    assert WorkOrder.objects.get().state == "estimate"


@pytest.mark.parametrize(
    ("who", "path", "body", "status"),
    [
        ("mia", "estimates", {}, 403),
        ("mia", "parts", {}, 403),
        ("ada", "clock", {"line_id": "00000000-0000-7000-8000-000000000000"}, 403),
        ("ada", "delivery", {"odometer": 1}, 422),
        (
            "ada",
            "delivery",
            {"odometer": 1, "explanation": "x", "old_parts": "none", "delivered_to": "x"},
            409,
        ),
        ("ada", "reception", {"odometer": -1, "signed_by": "x"}, 422),
        ("ada", "reception", {"odometer": 1, "signed_by": "x", "signature": "not base64!"}, 422),
        ("ada", "lines", {"kind": "part", "part_number": "NONE"}, 422),
        ("ada", "lines", {"kind": "labour", "title": {"xx": "no such language"}}, 422),
        (
            "ada",
            "parties",
            {"role": "bringer", "customer_id": "00000000-0000-7000-8000-00000000000f"},
            404,
        ),
        ("ada", "promise", {"promise_at": "9999-12-31T23:59:59-12:00"}, 422),
        ("ada", "release", {"kind": "by_right", "reason": "friend"}, 403),
        ("grace", "estimates", {}, 404),
        ("grace", "notes", {"text": "x"}, 404),
    ],
)
def test_programs_are_refused_in_documented_words(place, cast, who, path, body, status):
    car = factories.estimated_car(place)
    before = WorkOrder.objects.values().get()

    told = cast(who, "POST", f"/{car.id}/{path}", body, expect=[status])

    assert "code" in told or "detail" in told
    assert WorkOrder.objects.values().get() == before


def test_the_owners_answer_and_the_desks_are_two_values(place, cast):
    car = factories.estimated_car(place)

    owners = cast("grace", "GET", f"/{car.id}/visit")
    cast("ada", "GET", f"/{car.id}/visit", expect=[404])
    cast("grace", "GET", f"/{car.id}", expect=[404])
    desks = cast("ada", "GET", f"/{car.id}")

    assert "notes" in desks
    assert "notes" not in owners
    assert cast("grace", "GET", "/mine")[0]["awaits_answer"] is True
    assert cast("ada", "GET", "/")["items"][0]["open_lines"] == 2
