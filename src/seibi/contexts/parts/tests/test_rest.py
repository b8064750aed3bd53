"""Stock over the API: what a parts clerk does, and what others are refused."""

import json

import pytest
from django.test import Client

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import site
from seibi.contexts.parts.contracts import Wanted
from seibi.contexts.parts.models import BackOrder, Balance
from seibi.contexts.parts.operations import keeping
from seibi.contexts.parts.tests.factories import stocked
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests.world import NOON, SITE

API = "/api/v1/parts"


@pytest.fixture
def as_role(db):
    site()

    def sign_in(role):
        email = f"{role}@example.org"
        account = network.hire(node=SITE, name=str(role), email=email, actor=SYSTEM, at=NOON)
        network.grant_role(account_id=account, role=role, node=SITE, actor=SYSTEM, at=NOON)
        browser = Client()
        browser.force_login(Account.objects.get(pk=account))
        return browser

    return sign_in


def post(browser, path, body, key=""):
    headers = {"Idempotency-Key": key} if key else {}
    return browser.post(f"{API}{path}", json.dumps(body), "application/json", headers=headers)


def test_a_clerk_receives_counts_and_prices(as_role):
    number = stocked(quantity=2)
    keeping.reserve(
        subject="appointment:1",
        node=SITE,
        wanted=[Wanted(number, 4)],
        needed_at=None,
        whole=False,
        actor=SYSTEM,
        at=NOON,
    )
    clerk = as_role(Role.PARTS_CLERK)
    receipt = {"part_number": number, "node": SITE, "place_code": "MAIN", "quantity": "5"}

    waiting = clerk.get(f"{API}/back-orders").json()
    expected = {"expected_at": "2030-01-01T00:00:00Z"}
    assert post(clerk, f"/back-orders/{waiting[0]['id']}", expected).status_code == 200
    assert [post(clerk, "/receipts", receipt, "one").status_code for _ in range(2)] == [201, 201]

    assert BackOrder.objects.get().state == "arrived"
    assert Balance.objects.get().on_hand == 7
    assert clerk.get(f"{API}/?q={number[:4]}").json()[0]["number"] == number
    assert clerk.get(f"{API}/stock").json()[0]["reserved"] == "4.000"
    counted = {**receipt, "counted": "6", "reason": "stock-taking"}
    counted.pop("quantity")
    assert post(clerk, "/counts", counted).json() == {"difference": "-1.000"}
    price = {"part_number": number, "node": SITE, "net": "100", "currency": "JPY"}
    assert post(clerk, "/prices", price).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (
            "/receipts",
            {"part_number": "NONE", "node": SITE, "place_code": "MAIN", "quantity": "1"},
            404,
        ),
        (
            "/receipts",
            {"part_number": "X", "node": "nowhere", "place_code": "M", "quantity": "1"},
            422,
        ),
        ("/receipts", {"part_number": "X", "node": SITE, "place_code": "M", "quantity": "-1"}, 422),
    ],
)
def test_what_cannot_be_is_refused(as_role, path, body, status):
    assert post(as_role(Role.PARTS_CLERK), path, body).status_code == status


def test_a_technician_may_look_and_not_change(as_role):
    number = stocked(quantity=2)
    technician = as_role(Role.TECHNICIAN)
    price = {"part_number": number, "node": SITE, "net": "1", "currency": "JPY"}

    assert len(technician.get(f"{API}/stock").json()) == 1
    assert post(technician, "/prices", price).status_code == 403
    assert Client().get(f"{API}/stock").json() == []
