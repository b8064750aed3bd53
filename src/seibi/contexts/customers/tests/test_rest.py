"""Customers over the API: one happy path, refusals as problems, the key replays."""

import json
import uuid

import pytest

from seibi.contexts.customers.models.agreements import Consent
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.customers.tests import factories
from seibi.contexts.customers.tests.test_web import _client
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories as network

pytestmark = pytest.mark.django_db
API = "/api/v1/customers/"
NEW = {
    "group_node": "/jp/kanto/aoba/",
    "kind": "person",
    "family_name": "佐藤",
    "country": "JP",
    "language": "ja",
    "time_zone": "Asia/Tokyo",
    "contacts": [{"kind": "phone", "value": "090-1234-5678"}],
}


def _api(role: Role | None, node: str = "/jp/kanto/aoba/site-7/"):
    """A client that sends its CSRF token, as our pages do."""
    account = network.colleague(f"c-{uuid.uuid4().hex[:6]}", role, node)
    client = _client(account)
    client.get("/customers/")
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    client.defaults["HTTP_X_CSRFTOKEN"] = token
    return client


@pytest.fixture
def cr():
    network.site()
    return _api(Role.CR)


def _send(client, method, path, body=None, **headers):
    return client.generic(
        method,
        f"{API}{path}",
        json.dumps(body or {}),
        content_type="application/json",
        headers=headers,
    )


def test_registered_found_and_read_over_the_api(cr):
    made = _send(cr, "POST", "", NEW).json()["id"]

    assert [c["id"] for c in cr.get(f"{API}?q=5678").json()] == [made]
    page = cr.get(f"{API}{made}").json()
    assert page["summary"]["name"] == "佐藤"
    assert page["contacts"][0]["value"] == "+819012345678"


def test_the_same_key_registers_once(cr):
    key = {"idempotency-key": "abc"}

    first, again = (_send(cr, "POST", "", NEW, **key) for _try in range(2))

    assert first.json() == again.json()
    assert Customer.objects.count() == 1


def test_consent_over_the_api(cr):
    one = factories.customer(email="t@example.com")
    yes = {"purpose": "offers", "channel": "email", "given": True, "source": "telephone"}

    answer = _send(cr, "POST", f"{one}/consents", yes)

    assert answer.status_code == 204
    assert Consent.objects.get().source == "telephone"
    said = {
        (c["purpose"], c["channel"]): c["answer"] for c in cr.get(f"{API}{one}/consents").json()
    }
    assert said["offers", "email"] == "given"


@pytest.mark.parametrize(
    ("_case", "role", "node", "status"),
    [
        ("technician", Role.TECHNICIAN, "/jp/kanto/aoba/site-7/", 403),
        ("another group", Role.CR, "/jp/kanto/mori/site-1/", 404),
        ("no role", None, "/jp/kanto/aoba/site-7/", 404),
    ],
)
def test_refusals_are_problems_and_change_nothing(_case, role, node, status):
    network.site()
    network.grow(node)
    one, client = factories.customer(), _api(role, node)
    contact = {"kind": "phone", "value": "090-1234-5678"}

    answer = _send(client, "POST", f"{one}/contacts", contact)

    assert (answer.status_code, answer["content-type"]) == (status, "application/problem+json")
    assert client.get(f"{API}{one}").status_code == (200 if status == 403 else 404)
    assert not Customer.objects.filter(contacts__isnull=False).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"family_name": "a\x00b"},
        {"kind": "cat"},
        {"country": "Japan"},
        {"time_zone": "x y"},
        {"group_node": "nowhere"},
        {"contacts": [{"kind": "phone", "value": "1"}]},
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(cr, wrong):
    answer = _send(cr, "POST", "", {**NEW, **wrong})

    assert answer.status_code == 422
    assert not Customer.objects.exists()
