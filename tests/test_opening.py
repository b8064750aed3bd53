"""A workshop is opened from a template: prepared, looked at, opened, and booked in the same run."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from seibi.contexts.booking import facade as booking
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import PostalAddress, Role
from seibi.contexts.network.tests.factories import colleague, grow, site
from seibi.kernel.errors import NotAllowed
from seibi.kernel.journal.models import Entry
from seibi.surfaces.manager.opening import founding, readiness
from seibi.surfaces.manager.opening.templates import COUNTRIES, Size
from tests.world import GROUP, NOON, OTHER_SITE, SITE, actor, sora

pytestmark = pytest.mark.django_db
ADDRESSES = {
    "JP": PostalAddress("JP", "140-0002", "東京都", "品川区", "", "東品川4-12-6"),
    "CN": PostalAddress("CN", "510620", "广东省", "广州市", "天河区", "体育西路1号"),
    "US": PostalAddress("US", "96814", "HI", "Honolulu", "", "1450 Ala Moana Blvd"),
    "NO": PostalAddress("NO", "0191", "", "Oslo", "", "Schweigaards gate 15"),
}


def leader(group=GROUP):
    """Who leads a whole dealer group."""
    return actor("sora", Role.SERVICE_MANAGER, group)


def new(country="JP", size=Size.M, group=GROUP):
    return founding.NewWorkshop(
        group=group,
        name="新しい店",
        size=size,
        address=ADDRESSES[country],
        tz=COUNTRIES[country].tz,
        languages=COUNTRIES[country].languages,
        company_name="Aoba",
        registration="T1234567890123",
    )


def free_days(found):
    page = booking.slots(site_id=found.id, operation_codes=["OIL"], at=NOON)
    return [one.day for one in page.days if one.slots]


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_template_can_be_booked_as_soon_as_somebody_works_there_and_it_opens(country, size):
    group = f"/{country.lower()}/somewhere/aoba/"
    grow(group)
    by = leader(group)
    colleague("sora-too", None, group)

    found = founding.found(new=new(country, size, group), actor=by, at=NOON)
    founding.employ(
        site=found,
        people=[
            founding.NewColleague("Mia", "mia@new.example", Role.TECHNICIAN),
            founding.NewColleague("Ada", "ada@new.example", Role.ADVISOR),
        ],
        actor=by,
        at=NOON,
    )

    assert free_days(found) == [], "nothing is free before it opens"
    assert readiness.tomorrow(found, by, NOON).yes
    assert not network.site(found.id).opened, "trying opens nothing"
    network.open_doors(site_id=found.id, actor=by, at=NOON)
    assert free_days(network.site(found.id))
    priced = [item for item in catalogue.menu(site_id=found.id, at=NOON) if item.price]
    assert {item.price.currency for item in priced} == {COUNTRIES[country].currency}


def test_what_lacks_is_one_tap_away():
    grow(GROUP)
    found = founding.found(new=new(), actor=leader(), at=NOON)

    answer = readiness.tomorrow(found, leader(), NOON)

    assert (answer.yes, answer.fix_url) == (False, "#people")
    assert answer.why


def test_it_is_all_there_or_nothing(monkeypatch):
    grow(GROUP)
    before = Entry.objects.count()

    def fail(*_args):
        raise RuntimeError("the line is cut")

    monkeypatch.setattr(founding, "_price", fail)
    with pytest.raises(RuntimeError):
        founding.found(new=new(), actor=leader(), at=NOON)

    assert (network.sites_under(GROUP), Entry.objects.count()) == ([], before)


def test_who_leads_one_workshop_opens_no_other():
    site(SITE)
    with pytest.raises(NotAllowed):
        founding.found(new=new(), actor=sora(), at=NOON)
    assert len(network.sites_under(GROUP)) == 1


def test_opening_twice_is_opening_once():
    grow(GROUP)
    found = founding.found(new=new(), actor=leader(), at=NOON)
    for _twice in range(2):
        network.open_doors(site_id=found.id, actor=leader(), at=NOON)
    assert Entry.objects.filter(name="network.doors_opened.v1").count() == 1


@pytest.fixture
def browser():
    site(SITE)
    site(OTHER_SITE)
    account = colleague("hana", Role.SERVICE_MANAGER, GROUP)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=account))
    return client


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_a_manager_opens_a_workshop_by_screen(browser, language):
    browser.cookies["django_language"] = language
    page = browser.get("/manager/opening/")
    shown = page.context["form"]
    typed = {name: shown[name].value() for name in shown.fields if shown[name].value() is not None}
    assert browser.post("/manager/opening/", {**typed, "line1": ""}).status_code == 422
    made = browser.post("/manager/opening/", {**typed, "name": "New", "line1": "渋谷3-1-1"})
    hub = made.headers["Location"]
    assert browser.get(hub).status_code == 200
    wrong = browser.post(
        f"{hub}people/", {"name_0": "Mia", "email_0": "nowhere", "role_0": "technician"}
    )
    assert wrong.status_code == 422
    assert 'value="nowhere"' in wrong.content.decode()
    people = {"name_0": "Mia", "email_0": "mia@new.example", "role_0": "technician"}
    assert browser.post(f"{hub}people/", people).status_code == 302
    prices = browser.get(f"{hub}prices/")
    assert 'name="price_OIL"' in prices.content.decode()
    assert browser.post(f"{hub}prices/", {"price_OIL": "lots"}).status_code == 422
    assert browser.post(f"{hub}prices/", {"price_OIL": "4,321"}).status_code == 302
    assert browser.post(f"{hub}holidays/").status_code == 302
    assert b"<svg" in browser.get(f"{hub}sheets/").content
    assert browser.post(f"{hub}open/").status_code == 302
    found = network.site_by_code("new")
    menu = {
        item.code: item for item in catalogue.menu(site_id=found.id, at=NOON + dt.timedelta(3650))
    }
    assert (found.opened, menu["OIL"].price.amount) == (True, 4321)
    assert browser.get(hub).status_code == 200
    assert browser.get(f"/booking/{found.code}/").status_code == 200


def test_a_sister_workshop_is_found_with_what_its_group_has(browser):
    shown = browser.get("/manager/opening/").context["form"]
    assert (shown["city"].value(), shown["country"].value()) == ("渋谷区", "JP")
    assert shown["company"].value() != "new"


def test_the_hub_asks_as_often_for_three_people_as_for_one(django_assert_num_queries):
    grow(GROUP)
    found = founding.found(new=new(), actor=leader(), at=NOON)
    for count in (1, 3):
        people = [
            founding.NewColleague("Mia", f"mia{count}{n}@new.example", Role.TECHNICIAN)
            for n in range(count)
        ]
        founding.employ(site=found, people=people, actor=leader(), at=NOON)
        with django_assert_num_queries(14):
            readiness.steps(found, leader(), NOON)
