"""Workshops and staff over the API."""

import datetime as dt
import json

import pytest
from django.test import Client

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.models import RoleGrant
from seibi.contexts.network.tests import factories
from seibi.contexts.network.tests.test_web import _client
from seibi.kernel.accounts.models import Account

pytestmark = pytest.mark.django_db
API = "/api/v1/network/"
NODE = "/jp/kanto/aoba/site-7/"


@pytest.fixture
def site_id():
    return factories.site()


def _api(account_id) -> Client:
    client = _client(account_id)
    client.get("/network/sites/")
    if "csrftoken" in client.cookies:
        client.defaults["HTTP_X_CSRFTOKEN"] = client.cookies["csrftoken"].value
    return client


def _send(client, method, path, body):
    return client.generic(method, f"{API}{path}", json.dumps(body), content_type="application/json")


def test_workshops_and_hours_are_public(site_id):
    anybody = Client()

    assert [s["id"] for s in anybody.get(f"{API}sites/").json()] == [str(site_id)]
    path = f"{API}sites/{site_id}/opening?from_day=2026-03-28&to_day=2026-03-30"
    assert anybody.get(path).json()[0]["start"] == "2026-03-28T00:00:00Z"
    assert anybody.get(f"{API}staff/").json() == []


@pytest.mark.parametrize(
    "days", ["from_day=2026-01-01&to_day=2027-01-01", "from_day=9999-12-30&to_day=9999-12-31"]
)
def test_more_days_than_a_screen_needs_are_refused(site_id, days):
    assert Client().get(f"{API}sites/{site_id}/opening?{days}").status_code == 422


def test_roles_are_given_over_the_api_within_the_givers_own(site_id):
    boss = _api(factories.colleague("boss", Role.ADMINISTRATOR))
    seller = _api(factories.colleague("seller", Role.SALES))
    ada = factories.colleague("ada")
    body = {"role": "advisor", "node": NODE}

    refused = _send(seller, "POST", f"staff/{ada}/roles", body)
    bad = _send(boss, "POST", f"staff/{ada}/roles", {**body, "limits": {"wine": "1"}})
    assert (refused.status_code, bad.status_code) == (403, 422)
    assert not RoleGrant.objects.filter(account_id=ada).exists()

    made = _send(boss, "POST", f"staff/{ada}/roles", body)

    assert made.status_code == 201
    assert [c["staff"]["name"] for c in boss.get(f"{API}staff/").json()] == [
        "ada",
        "boss",
        "seller",
    ]


def test_a_stranger_changes_nothing(site_id):
    eve = _api(Account.objects.create_user("eve@example.com").pk)
    hours = {"days": [{"weekday": 0, "opens": "08:00", "closes": "17:00"}]}

    assert _send(eve, "PUT", f"sites/{site_id}/hours", hours).status_code == 404
    closed = {"on": dt.date(2027, 1, 4).isoformat()}
    assert _send(eve, "POST", f"sites/{site_id}/closed-days", closed).status_code == 404
