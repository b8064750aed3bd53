"""What is due for a car, on the page and over HTTP."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from seibi.contexts.diagnosis.tests.test_queries import car
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague, site
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from tests.world import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, monkeypatch):
    """Ada at the desk, at noon."""
    site()
    vehicles.load_schedules(actor=SYSTEM, at=NOON)
    client.force_login(get_user_model().objects.get(pk=colleague("ada", Role.ADVISOR)))
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return client


def test_the_page_says_what_comes_next_and_why(browser):
    made = car()

    shown = browser.get(f"/diagnosis/vehicles/{made}/").content.decode()
    fragment = browser.get(f"/diagnosis/vehicles/{made}/", headers={"hx-request": "true"})

    assert "Due for Toyota Prius (2023)" in shown
    assert "The law asks for it by Feb. 28, 2027." in shown
    assert "The law asks for it" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_a_program_gets_the_same(browser):
    made = car()

    due = browser.get(f"/api/v1/diagnosis/vehicles/{made}/due").json()

    assert due["title"] == "Toyota Prius (2023)"
    days = [dt.date.fromisoformat(item["due_p50"]) for item in due["items"]]
    assert days == sorted(days)


def test_a_car_of_others_does_not_exist(client):
    site()
    client.force_login(get_user_model().objects.get(pk=colleague("eve")))
    made = car()

    assert client.get(f"/diagnosis/vehicles/{made}/").status_code == 404
    assert client.get(f"/api/v1/diagnosis/vehicles/{made}/due").status_code == 404
