"""The shared tablet in the hand: bound by a manager, switched by badge and PIN, locked by itself."""

import pytest
from django.test import Client

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM, Actor
from seibi.surfaces.shop_floor import device

pytestmark = pytest.mark.django_db
PIN = "4826"


def _client(account_id) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=account_id), backend=device.BACKEND)
    return client


def _person(name: str, role: Role):
    account = factories.colleague(name, role)
    actor = Actor(str(account), network.grants_of(account, clock.now()))
    network.set_own_pin(pin=PIN, again=PIN, actor=actor, at=clock.now())
    return account


def _row():
    return network.tablets_at(actor=SYSTEM, node="/")[0]


@pytest.fixture
def site_id():
    return factories.site()


@pytest.fixture
def boss(site_id):
    return _person("boss", Role.SERVICE_MANAGER)


@pytest.fixture
def mia(site_id):
    return _person("Mia", Role.TECHNICIAN)


@pytest.fixture
def tablet(boss) -> Client:
    """A browser that a manager has bound."""
    browser = _client(boss)
    form = {"name": "Bay 1", "lock_minutes": "3"}
    answer = browser.post("/floor/tablets/site-7/bind/", form)
    assert answer["Location"] == "/floor/tablet/"
    return browser


def _take(browser: Client, account_id, pin: str = PIN):
    return browser.post(f"/floor/tablet/pin/{account_id}/", {"pin": pin})


def test_whoever_binds_it_is_signed_out_of_it(tablet, mia):
    page = tablet.get("/floor/tablet/")

    assert "Mia" in page.content.decode()
    assert "_auth_user_id" not in tablet.session
    assert tablet.get("/work-orders/floor/").status_code == 302


def test_a_device_that_is_not_bound_offers_no_names(boss, mia):
    page = Client().get("/floor/tablet/")

    assert "Mia" not in page.content.decode()
    assert _take(Client(), mia).status_code == 200


def test_a_pin_and_a_badge_switch_the_person_and_the_name_is_shown(tablet, mia, boss):
    ken = _person("Ken", Role.TECHNICIAN)
    badge = network.issue_badge(account_id=ken, actor=SYSTEM, at=clock.now())

    assert _take(tablet, mia)["Location"] == "/work-orders/floor/"
    assert "<strong>Mia</strong>" in tablet.get("/work-orders/floor/").content.decode()

    assert tablet.post("/floor/tablet/badge/", {"code": badge})["Location"] == "/work-orders/floor/"
    assert "<strong>Ken</strong>" in tablet.get("/work-orders/floor/").content.decode()
    assert tablet.session["_auth_user_id"] == str(ken)


def test_wrong_digits_say_so_and_let_nobody_in(tablet, mia):
    answer = _take(tablet, mia, "9999")

    assert answer.status_code == 403
    assert 'role="alert"' in answer.content.decode()
    assert tablet.get("/work-orders/floor/").status_code == 302


def test_a_manager_reaches_nothing_but_the_floor(tablet, boss, site_id):
    _take(tablet, boss)

    assert tablet.get("/work-orders/floor/").status_code == 200
    for path in (
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/floor/pin/",
        f"/network/people/{boss}/",
        "/floor/tablets/site-7/",
        "/billing/site-7/",
        "/quality/site-7/",
    ):
        assert tablet.get(path).status_code in (403, 404), path
    row = _row()
    assert (
        tablet.post(f"/floor/tablets/site-7/{row.id}/revoke/", {"reason": "x"}).status_code == 403
    )
    assert tablet.put("/api/v1/network/me/pin").status_code == 403


def test_it_locks_itself_and_comes_back_to_where_it_was(tablet, mia):
    _take(tablet, mia)
    session = tablet.session
    session[device.SEEN] -= 3 * 60 + 1
    session.save()

    locked = tablet.get("/work-orders/floor/")

    assert locked["Location"] == "/floor/tablet/?next=%2Fwork-orders%2Ffloor%2F"
    assert _row().on == ""
    answer = tablet.post(f"/floor/tablet/pin/{mia}/", {"pin": PIN, "next": "/work-orders/floor/"})
    assert answer["Location"] == "/work-orders/floor/"


def test_back_asks_the_tablet_again_whose_page_it_is(tablet, mia):
    _take(tablet, mia)

    assert tablet.get("/work-orders/floor/")["Cache-Control"] == "no-store"
    assert tablet.get("/floor/tablet/")["Cache-Control"] == "no-store"


def test_a_press_on_a_locked_tablet_is_answered_by_a_page_of_nobody(tablet, mia):
    """By that the device knows that it has to keep the press for its person."""
    _take(tablet, mia)
    tablet.post("/floor/tablet/lock/")

    answer = tablet.post("/work-orders/floor/indirect/", {"reason": "cleaning"}, follow=True)

    page = answer.content.decode()
    assert '<meta name="who" content="anonymous">' in page
    assert work_orders.open_clocks(node="/", actor=SYSTEM, at=clock.now()) == 0


def test_another_place_is_no_way_back(tablet, mia):
    for elsewhere in ("https://evil.example/", "/accounts/email/", "//evil.example/work-orders/"):
        answer = tablet.post(f"/floor/tablet/pin/{mia}/", {"pin": PIN, "next": elsewhere})
        assert answer["Location"] == "/work-orders/floor/"


def test_a_lost_tablet_ends_at_once(tablet, mia, boss):
    _take(tablet, mia)
    row = _row()

    answer = _client(boss).post(f"/floor/tablets/site-7/{row.id}/revoke/", {"reason": "lost"})

    assert answer.status_code == 302
    assert tablet.get("/work-orders/floor/")["Location"].startswith("/floor/tablet/")
    assert "Mia" not in tablet.get("/floor/tablet/").content.decode()
    assert tablet.get("/api/v1/work-orders/floor/my-day").status_code in (401, 403, 404)


def test_switching_off_is_one_press(tablet, mia):
    _take(tablet, mia)

    assert tablet.post("/floor/tablet/lock/")["Location"] == "/floor/tablet/"
    assert "_auth_user_id" not in tablet.session
    assert tablet.get("/floor/tablet/").status_code == 200


def test_a_badge_is_printed_once_and_a_pin_is_ones_own(boss, mia):
    page = _client(boss).post(f"/floor/badges/{mia}/")
    mine = _client(mia).post("/floor/pin/", {"pin": "7193", "again": "7193"})

    assert "<svg" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert mine.status_code == 302
    wrong = _client(mia).post("/floor/pin/", {"pin": "1234", "again": "1234"})
    assert wrong.status_code == 422
    assert _client(mia).post(f"/floor/badges/{mia}/").status_code == 403
