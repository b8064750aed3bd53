"""The staff and hours pages: who may open them, and what a form changes."""

import datetime as dt
import re

import pytest
from django.test import Client

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.models import ClosedDay, Deputy, RoleGrant, Staff
from seibi.contexts.network.queries import hours
from seibi.contexts.network.tests import factories
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account

pytestmark = pytest.mark.django_db
NODE = "/jp/kanto/aoba/site-7/"


def _client(account_id) -> Client:
    client = Client()
    client.force_login(
        Account.objects.get(pk=account_id),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.fixture
def site_id():
    return factories.site()


@pytest.fixture
def boss(site_id) -> Client:
    return _client(factories.colleague("boss", Role.ADMINISTRATOR))


@pytest.fixture
def seller(site_id) -> Client:
    return _client(factories.colleague("seller", Role.SALES))


@pytest.mark.parametrize("path", ["/network/", "/network/sites/", "/network/people/new/"])
def test_the_pages_are_for_staff(site_id, boss, path):
    owner = _client(Account.objects.create_user("grace@example.com").pk)

    assert Client().get(path).status_code == 302
    assert owner.get(path).status_code == 403
    shown = boss.get(path)
    assert shown.status_code == 200
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=", shown.content.decode())


def test_somebody_is_hired_gets_a_role_and_loses_it(boss):
    answer = boss.post(
        "/network/people/new/", {"node": NODE, "name": "Ada", "email": "ada@aoba.example"}
    )
    ada = Staff.objects.get(name="Ada").account_id
    assert answer.url == f"/network/people/{ada}/"

    boss.post(
        f"/network/people/{ada}/roles/",
        {"node": NODE, "role": "advisor", "discount_percent": "4"},
    )
    held = RoleGrant.objects.get(account_id=ada)
    page = boss.get(f"/network/people/{ada}/").content.decode()
    boss.post(f"/network/roles/{held.pk}/revoke/", {"person": str(ada)})

    assert held.limits == {"discount_percent": "4"}
    assert "Service advisor" in page
    assert not network.grants_of(ada, clock.now())


def test_a_seller_sees_colleagues_and_changes_nobody(seller):
    ada = factories.colleague("ada", Role.ADVISOR)
    shown = seller.get(f"/network/people/{ada}/")
    granted = seller.post(f"/network/people/{ada}/roles/", {"node": NODE, "role": "cashier"})
    hired = seller.post(
        "/network/people/new/", {"node": NODE, "name": "Bo", "email": "bo@aoba.example"}
    )

    assert shown.status_code == 200
    assert (granted.status_code, hired.status_code) == (403, 403)
    assert RoleGrant.objects.filter(account_id=ada).count() == 1
    assert not Staff.objects.filter(name="Bo").exists()


def test_an_absence_names_a_deputy_who_is_shown(boss):
    ada, ken = factories.colleague("ada", Role.ADVISOR), factories.colleague("ken", Role.CR)
    today = clock.local_day(clock.now(), "Asia/Tokyo")
    typed = {
        "deputy": str(ken),
        "reason": "holiday",
        "from_on": today.isoformat(),
        "until_on": (today + dt.timedelta(days=2)).isoformat(),
    }

    boss.post(f"/network/people/{ada}/away/", typed)

    away = Deputy.objects.get()
    assert away.until_at - away.from_at == dt.timedelta(days=3)
    assert "ken stands in" in boss.get("/network/").content.decode()

    boss.post(f"/network/away/{away.pk}/end/", {"person": str(ada)})

    assert network.deputy_for(ada, clock.now()) == ada


def test_hours_and_closed_days_are_kept_by_who_may(boss, seller, site_id):
    week = {"opens_0": "08:00", "closes_0": "17:00", "pause_0": "12:00", "resume_0": "12:30"}

    refused = seller.post(f"/network/sites/{site_id}/", week)
    assert (refused.status_code, len(hours.week(site_id))) == (403, 6)

    boss.post(f"/network/sites/{site_id}/", week)
    boss.post(f"/network/sites/{site_id}/days/", {"on": "2027-01-04", "reason": "stocktaking"})
    bad = boss.post(f"/network/sites/{site_id}/", {"opens_0": "8 o'clock"})

    assert hours.week(site_id).keys() == {0}
    assert ClosedDay.objects.get().reason == "stocktaking"
    assert bad.status_code == 422
    assert "08:00" in boss.get(f"/network/sites/{site_id}/").content.decode()

    boss.post(f"/network/sites/{site_id}/days/", {"on": "2027-01-04", "open": "1"})

    assert not ClosedDay.objects.exists()


def test_a_form_that_somebody_may_not_send_is_not_shown(seller):
    nao = factories.colleague("nao")
    away = {"deputy": str(nao), "from_on": "2030-01-01", "until_on": "2030-01-02"}
    new = {"node": NODE, "name": "Nobu", "email": "nobu@aoba.example"}

    assert seller.get("/network/people/new/").status_code == 403
    assert seller.post("/network/people/new/", new).status_code == 403
    assert seller.post(f"/network/people/{nao}/away/", away).status_code == 403
    assert not Staff.objects.filter(name="Nobu").exists()
    assert not Deputy.objects.exists()
