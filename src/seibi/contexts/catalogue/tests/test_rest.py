"""The menu and prices over HTTP."""

import pytest

from seibi.contexts.catalogue.tests.factories import shop

pytestmark = pytest.mark.django_db


def test_the_menu_is_public(client):
    site_id = shop()

    found = client.get(f"/api/v1/catalogue/sites/{site_id}/menu").json()

    assert found[0]["code"] == "OIL"
    assert found[0]["price"] == {"amount": "5500", "currency": "JPY"}


def test_a_quote_names_every_line(client):
    site_id = shop()

    found = client.get(f"/api/v1/catalogue/sites/{site_id}/quote?codes=OIL&codes=WASH").json()

    assert [line["operation_code"] for line in found["lines"]] == ["OIL", "WASH"]


def test_an_unknown_site_is_a_problem(client):
    answer = client.get("/api/v1/catalogue/sites/0195d8a0-0000-7000-8000-000000000000/menu")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_stranger_sets_no_price(client):
    shop()
    body = {
        "node": "/jp/kanto/aoba/site-7/",
        "kind": "fixed",
        "item_code": "OIL",
        "amount": "1",
        "currency": "JPY",
        "valid_from": "2026-04-01",
    }

    answer = client.post("/api/v1/catalogue/prices", body, content_type="application/json")

    assert answer.status_code == 403
