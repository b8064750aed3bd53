"""The pages of the workshop, as browsers get them."""

import json
import re

import pytest

from seibi.contexts.network.contracts import Role
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import AbsenceReason
from seibi.contexts.workshop.models import Absence, Resource, ResourceHours
from seibi.contexts.workshop.operations import resources
from seibi.contexts.workshop.readers import lounge_screen
from seibi.contexts.workshop.tests.factories import AT, NINE, booked_job
from seibi.kernel.actor import SYSTEM
from tests import world

pytestmark = pytest.mark.django_db


def data_of(answer):
    found = re.search(
        r'<script id="board-data" type="application/json">(.*?)</script>', answer.content.decode()
    )
    return json.loads(found.group(1))


@pytest.mark.parametrize("page", ["board", "wall"])
def test_the_board_brings_its_values_and_says_where_to_ask(at_shop, browse, nine, page):
    booked_job(at_shop, "appointment:1")

    answer = browse(Role.CONTROLLER).get(f"/workshop/site-7/{page}/?by=technician")

    board = data_of(answer)
    assert [card["title"] for card in board["cards"]] == ["Corolla"]
    assert (board["by"], board["may_move"]) == ("technician", True)
    text = answer.content.decode()
    assert 'data-refresh="/api/v1/workshop/board?site=site-7&amp;day=2026-11-23' in text
    assert 'data-live="board:/jp/kanto/aoba/site-7/"' in text


@pytest.mark.parametrize("query", ["day=2026-13-99", "day=tomorrow", "by=roof", "day="])
def test_a_slip_in_the_address_shows_today(at_shop, browse, nine, query):
    answer = browse(Role.ADVISOR).get(f"/workshop/site-7/board/?{query}")

    assert data_of(answer)["day"] == "2026-11-23"


@pytest.mark.parametrize("page", ["board", "wall", "lounge", "resources", "resources/new"])
def test_strangers_find_nothing_and_the_unknown_are_asked_who_they_are(
    at_shop, browse, client, page
):
    assert client.get(f"/workshop/site-7/{page}/").status_code == 302
    assert (
        browse(Role.ADVISOR, world.OTHER_SITE).get(f"/workshop/site-7/{page}/").status_code == 404
    )
    assert client.get(f"/workshop/nowhere/{page}/").status_code == 404


def test_the_lounge_shows_tickets(at_shop, browse, nine):
    booked_job(at_shop, "appointment:1", ticket="A12")
    workshop.arrive(subject="appointment:1", actor=SYSTEM, at=NINE)

    text = browse(Role.ADVISOR).get("/workshop/site-7/lounge/").content.decode()

    assert "A12" in text
    assert "Corolla" not in text
    assert "about 09:30" in lounge_screen(world.SITE, "en")


def test_an_empty_lounge_says_so(at_shop, browse, nine):
    text = browse(Role.ADVISOR).get("/workshop/site-7/lounge/").content.decode()

    assert "No car is in the workshop" in text


def test_a_manager_adds_a_bay_and_is_told_what_is_missing(at_shop, browse, nine):
    manager = browse(Role.SERVICE_MANAGER)
    values = {"kind": "bay", "code": "lift-3", "name": "Lift 3", "bay_kind": ""}

    wrong = manager.post("/workshop/site-7/resources/new/", values)
    right = manager.post("/workshop/site-7/resources/new/", {**values, "bay_kind": "lift"})

    assert wrong.status_code == 422
    assert "only a bay, has a kind" in wrong.content.decode()
    made = Resource.objects.get(code="lift-3")
    assert right.headers["Location"] == f"/workshop/resources/{made.pk}/"
    assert "Lift 3" in manager.get("/workshop/site-7/resources/").content.decode()


def test_week_skills_and_rest_are_changed_on_one_page(at_shop, browse, nine):
    manager, mia = browse(Role.SERVICE_MANAGER), at_shop.ids["mia"]
    page = f"/workshop/resources/{mia}/"

    hours = {"part": "hours", "from_0_0": "08:00", "until_0_0": "12:00", "from_0_1": "13:00"}
    assert manager.post(page, {**hours, "until_0_1": "17:00"}).status_code == 302
    assert manager.post(page, {"part": "skills", "general": "4", "ev_hv": ""}).status_code == 302
    assert manager.post(page, {"part": "skills", "general": "9"}).status_code == 422
    overlap = {**hours, "from_0_1": "11:00", "until_0_1": "17:00"}
    assert manager.post(page, overlap).status_code == 422
    assert manager.post(page, {"part": "active", "active": "0"}).status_code == 302

    assert ResourceHours.objects.filter(resource=mia).count() == 2
    assert [s.grade for s in Resource.objects.get(pk=mia).skills.all()] == [4]
    assert not Resource.objects.get(pk=mia).active
    text = manager.get(page).content.decode()
    assert 'value="08:00"' in text
    assert "Nothing new is planned here" in text


def test_an_absence_is_recorded_in_the_time_of_the_site_and_ended(at_shop, browse, nine):
    manager, mia = browse(Role.SERVICE_MANAGER), at_shop.ids["mia"]
    values = {"from_at": "2026-11-24T09:00", "until_at": "2026-11-24T12:00", "reason": "sick"}

    manager.post(f"/workshop/resources/{mia}/absence/", values)
    absence = Absence.objects.get()
    assert absence.from_at == NINE.replace(day=24)
    assert "Sick" in manager.get(f"/workshop/resources/{mia}/").content.decode()
    backwards = {**values, "until_at": "2026-11-24T08:00"}
    manager.post(f"/workshop/resources/{mia}/absence/", backwards)
    manager.post(f"/workshop/resources/{mia}/absence/", {"reason": "sick"})
    assert Absence.objects.count() == 1
    manager.post(f"/workshop/absences/{absence.pk}/end/", {"resource": mia})
    assert not Absence.objects.exists()


def test_others_look_but_do_not_change(at_shop, browse, nine):
    advisor, mia = browse(Role.ADVISOR), at_shop.ids["mia"]
    resources.add_absence(
        resource_id=mia,
        from_at=NINE,
        until_at=NINE.replace(day=25),
        reason=AbsenceReason.LEAVE,
        actor=SYSTEM,
        at=AT,
    )

    page = advisor.get(f"/workshop/resources/{mia}/")
    refused = advisor.post(f"/workshop/resources/{mia}/", {"part": "active", "active": "0"})

    assert page.status_code == 200
    assert 'type="submit"' not in page.content.decode().split("<main")[1]
    assert refused.status_code == 403
    assert Resource.objects.get(pk=mia).active


def test_a_form_that_somebody_may_not_send_is_not_shown(at_shop, browse, nine):
    advisor = browse(Role.ADVISOR)
    bay = {"kind": "bay", "code": "new", "name": "New", "bay_kind": "lift"}

    assert advisor.get("/workshop/site-7/resources/new/").status_code == 403
    assert advisor.post("/workshop/site-7/resources/new/", bay).status_code == 403
    assert "New" not in advisor.get("/workshop/site-7/resources/").content.decode()
