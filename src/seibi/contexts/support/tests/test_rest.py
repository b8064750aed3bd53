"""The same for programs: one happy path of each side, and the refusals."""

import json

import pytest
from django.test import Client

from seibi.contexts.support.models.disputes import Dispute
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel import clock

pytestmark = pytest.mark.django_db
API = "/api/v1/support"


@pytest.fixture(autouse=True)
def eleven():
    """Trade time stands at eleven on the day of the visit."""
    clock.follow(lambda: clock.Rate(clock.machine_now(), visits.later(120)))
    yield
    clock.follow(lambda: clock.REAL)


def call(browser, method, path, body=None, status=200):
    answer = getattr(browser, method)(
        f"{API}{path}",
        data=json.dumps(body) if body is not None else None,
        content_type="application/json",
    )
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def test_a_case_from_the_link_to_the_decision(car, signed_in):
    key = work_orders.link_of(car.id).rstrip("/").rpartition("/")[2]
    line = str(car.line(LineKind.LABOUR).pk)
    body = {"topic": "price", "words": "You said less.", "line_ids": [line]}
    case = call(Client(), "post", f"/visits/{key}/disputes", body, 201)
    assert (case["number"], case["assignee_name"]) == ("D-000001", "Lena")
    lena = signed_in("lena")
    (row,) = call(lena, "get", "/disputes")
    assert row["mine"] is True
    one = f"/disputes/{case['id']}"
    call(lena, "post", f"{one}/take", {})
    call(lena, "post", f"{one}/ask", {"text": "Which line?"})
    facts = Client().post(f"{API}/visits/{key}{one}/facts", {"words": "The labour."})
    assert facts.json()["facts"][0]["words"] == "The labour."
    ruling = {"outcome": "refused", "reason": "It stood in version 1."}
    assert call(lena, "post", f"{one}/decide", ruling)["outcome"] == "refused"
    assert call(Client(), "get", f"/visits/{key}{one}")["routes"][0] == "jp_car_adr"


def test_refusals_have_codes(car, signed_in):
    key = work_orders.link_of(car.id).rstrip("/").rpartition("/")[2]
    body = {"topic": "price", "words": " "}
    problem = call(Client(), "post", f"/visits/{key}/disputes", body, 422)
    assert problem["code"] == "words_missing"
    assert not Dispute.objects.exists()
    assert call(signed_in("ada"), "get", f"/visits/{car.id}/thread", status=404)


def test_messages_from_both_sides(car, signed_in):
    key = work_orders.link_of(car.id).rstrip("/").rpartition("/")[2]
    asked = call(Client(), "post", f"/visits/{key}/messages", {"text": "責任者を出して"})
    assert asked["is_asked"] is True
    assert call(Client(), "post", f"/visits/{key}/connect", {"connect": False})["cases"] == []
    ada = signed_in("ada")
    assert call(ada, "get", "/inbox")["unread"] == 1
    call(ada, "post", f"/threads/{car.id}/read", {}, 204)
    call(ada, "post", f"/threads/{car.id}/notes", {"text": "Upset."})
    said = call(ada, "post", f"/threads/{car.id}/answer", {"text": "I call you."})
    assert said["messages"][-1]["name"] == "Ada"
    assert call(Client(), "get", f"/visits/{key}/thread")["messages"][-1]["text"] == "I call you."
