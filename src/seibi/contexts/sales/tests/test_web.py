"""Pages of those who sell, and the one on which an advisor tells them something."""

import pytest

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.sales.contracts import Check, ProspectState
from seibi.contexts.sales.models import HandOver, Hint, Prospect
from seibi.contexts.sales.tests.conftest import agree
from seibi.kernel.accounts.models import Account

VISITOR = {
    "family_name": "Lovelace",
    "given_name": "Ada",
    "phone": "090-1111-2222",
    "interest": "A hybrid",
    "source": "walk_in",
    "offers": "on",
}
CAR = {
    "make": "Toyota",
    "model": "Yaris",
    "model_year": "2026",
    "powertrain": "hybrid",
    "number": "KSP210-0012345",
    "channel": "phone",
}


@pytest.fixture
def seller(client, place):
    client.force_login(Account.objects.get(pk=colleague("sam", Role.SALES)))
    return client


@pytest.fixture
def code(place):
    from seibi.contexts.network import facade as network

    return network.site(place.site_id).code


def test_a_visitor_is_noted_and_handed_a_car(seller, code):
    assert "No prospects yet" in seller.get(f"/sales/{code}/").content.decode()
    answer = seller.post(f"/sales/{code}/new/", VISITOR, follow=True)
    row = Prospect.objects.get()
    assert "No offers yet" in answer.content.decode()

    url = f"/sales/prospects/{row.pk}/hand-over/"
    refused = seller.post(url, {**CAR, "first_service": "on"})
    assert refused.status_code == 422
    assert "Still to do: The leader card was given." in refused.content.decode()
    assert 'value="KSP210-0012345"' in refused.content.decode()
    assert not HandOver.objects.exists()

    done = seller.post(url, {**CAR, **dict.fromkeys(Check, "on")}, follow=True)
    assert "Toyota Yaris" in done.content.decode()
    assert "First service planned" in done.content.decode()
    assert seller.get(url).headers["Location"] == f"/sales/prospects/{row.pk}/"


def test_what_was_typed_stays_through_a_refusal(seller, code):
    answer = seller.post(f"/sales/{code}/new/", {**VISITOR, "phone": "", "email": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Note a telephone number or an e-mail address." in text
    assert 'value="A hybrid"' in text
    assert not Prospect.objects.exists()


def test_who_does_not_buy_is_kept_and_may_come_back(seller, code):
    seller.post(f"/sales/{code}/new/", VISITOR)
    row = Prospect.objects.get()
    assert seller.post(f"/sales/prospects/{row.pk}/lose/", {"reason": "x"}).status_code == 422
    row.refresh_from_db()
    assert row.state == ProspectState.OPEN
    seller.post(f"/sales/prospects/{row.pk}/lose/", {"reason": "price"})
    assert "Too expensive" in seller.get(f"/sales/prospects/{row.pk}/").content.decode()
    seller.post(f"/sales/prospects/{row.pk}/reopen/")
    row.refresh_from_db()
    assert row.state == ProspectState.OPEN


def test_an_advisor_tells_sales_about_a_car(client, place, code):
    client.force_login(Account.objects.get(pk=colleague("ann", Role.ADVISOR)))
    url = f"/sales/{code}/hint/?vehicle={place.vehicle_id}"
    sent = {"kind": "repair", "words": "The gearbox is gone."}

    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "Ask them first" in refused.content.decode()
    agree(place.customer_id)
    assert client.post(url, sent).status_code == 302
    assert Hint.objects.get().words == "The gearbox is gone."
    assert client.get(f"/sales/{code}/").status_code == 403


def test_programs_do_the_same(seller, place):
    sent = {
        "site_id": str(place.site_id),
        "interest": "A van",
        "source": "web",
        "family_name": "Lovelace",
        "email": "ada@example.org",
    }
    made = seller.post("/api/v1/sales/prospects", sent, content_type="application/json")
    assert made.status_code == 201
    shown = seller.get(f"/api/v1/sales/{place.site_id}").json()
    assert [one["interest"] for one in shown["open"]] == ["A van"]
    key = made.json()["id"]
    body = {"make": "BYD", "model": "Han", "frame_number": "KSP210-0099", "checks": []}
    refused = seller.post(
        f"/api/v1/sales/prospects/{key}/hand-over", body, content_type="application/json"
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "checks_missing")
