"""What each role sees first: what is theirs, nothing of other places, and no door that is shut."""

import re
from decimal import Decimal

import pytest

from seibi.contexts.billing.events import CarReleasedUnpaid
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role, SharedData
from seibi.contexts.quality.contracts import KpiName
from seibi.contexts.quality.models import Answer, Survey
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import PauseReason
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.tell import tell
from tests import world as people
from tests.permissions import cast
from tests.permissions.stage import ELEVEN
from tests.permissions.test_matrix import _eleven, world
from tests.world import SITE

__all__ = ["_eleven", "world"]
pytestmark = pytest.mark.django_db

CALLERS = (
    "advisor",
    "service_manager",
    "local_leader",
    "regional_leader",
    "head_office",
)
STAFF = [str(role) for role in cast.PLACES]
FIRST_PAGE = {
    "owner": "/my/",
    "bringer": "/my/",
    "advisor": "/desk/",
    "cr": "/desk/calls/",
    "controller": "/workshop/site-7/board/",
    "technician": "/work-orders/floor/",
    "cashier": "/billing/site-7/desk/",
    "stranger": "/my/",
}


def knocker(world, column: str, place: int = 0) -> cast.Knocker:
    return next(one for one in world.everybody if (one.column, one.place) == (column, place))


def home(world, column: str, place: int = 0):
    return knocker(world, column, place).browser.get("/", follow=True)


def elsewhere(column: str) -> range:
    return range(1, len(cast.PLACES[Role(column)]))


@pytest.mark.parametrize("column", cast.COLUMNS)
def test_everybody_has_a_first_page_of_their_own(world, column):
    answer = home(world, column)

    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == FIRST_PAGE.get(column, "/")


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("column", [c for c in cast.COLUMNS if c not in ("stranger", "anonymous")])
def test_no_link_of_a_first_page_leads_to_a_shut_door(world, column, place):
    browser = knocker(world, column, place).browser
    page = browser.get("/", follow=True).content.decode()

    links = {link for link in re.findall(r'<a [^>]*href="(/[^"#]*)"', page) if "logout" not in link}
    shut = {link: code for link in links if (code := browser.get(link).status_code) >= 400}
    assert shut == {}


@pytest.mark.parametrize("place", elsewhere("service_manager"))
def test_a_manager_elsewhere_sees_none_of_it(world, place):
    shown = home(world, "service_manager", place).context

    assert (shown["here"], shown["total"], shown["queues"]) == (0, 0, [])


@pytest.fixture
def unhappy(world):
    """Grace was not content with the visit that is over."""
    survey = Survey.objects.get(work_order_id=world.stage.cars["delivered"].id)
    Answer.objects.filter(survey=survey).delete()
    return Answer.objects.create(
        survey=survey, csat=2, comment="Nobody called me.", answered_at=ELEVEN
    )


@pytest.mark.parametrize(
    "column",
    ["advisor", "service_manager", "local_leader", "regional_leader", "head_office"],
)
def test_an_unhappy_owner_is_heard_by_those_who_care_and_lead_and_by_nobody_elsewhere(
    world, unhappy, column
):
    assert "Nobody called me." in home(world, column).content.decode()
    for place in elsewhere(column):
        assert "Nobody called me." not in home(world, column, place).content.decode()


def test_a_content_owner_is_no_matter_for_the_first_page(world, unhappy):
    Answer.objects.update(csat=3)

    assert "Nobody called me." not in home(world, "service_manager").content.decode()


@pytest.mark.parametrize("column", ["cr", "advisor", "service_manager", "local_leader"])
def test_who_calls_an_unhappy_owner_back_takes_them_off_everybody_s_list(world, unhappy, column):
    caller = knocker(world, column).browser
    answer = caller.post(f"/quality/answers/{unhappy.survey_id}/called-back/")

    assert answer.url == "/"
    for reader in ("advisor", "service_manager", "local_leader"):
        assert "Nobody called me." not in home(world, reader).content.decode()


def test_who_only_reads_is_not_offered_to_call(world, unhappy):
    offers = {column: "called-back/" in home(world, column).content.decode() for column in CALLERS}

    assert offers == dict.fromkeys(CALLERS, True) | {"head_office": False, "regional_leader": False}


def test_cr_sees_the_list_of_the_day_and_whom_a_freed_time_suits(world, unhappy):
    browser = knocker(world, "cr").browser
    browser.post("/desk/calls/list/")

    shown = home(world, "cr").context

    assert shown["today"].computed_at
    assert [row.waiting.id for row in shown["offers"]] == [world.stage["waiting_id"]]


@pytest.mark.parametrize("place", elsewhere("cr"))
def test_cr_elsewhere_calls_nobody_of_it(world, unhappy, place):
    shown = home(world, "cr", place).context

    assert (shown["today"].to_call, shown["today"].silenced, shown["offers"]) == ((), (), [])
    assert "Nobody waits for a call" in home(world, "cr", place).content.decode()


def test_a_parts_clerk_sees_who_waits_for_a_part_and_what_was_asked_for(world):
    car = world.stage.cars["half"]
    work_orders.pause(
        work_order_id=car.id, reason=PauseReason.PARTS, note="", actor=people.mia(), at=ELEVEN
    )

    shown = home(world, "parts_clerk").context

    assert car.id in {one.card.id for one in shown["waiting"]}
    assert [wish.id for wish in shown["wishes"]] == [world.stage["request_id"]]
    for place in elsewhere("parts_clerk"):
        there = home(world, "parts_clerk", place).context
        assert (there["waiting"], there["wishes"], there["to_hand_out"]) == ([], [], [])


def test_sales_see_whose_car_is_here_and_nothing_of_the_work(world):
    answer = home(world, "sales")

    here = {car.vehicle_id for car in answer.context["cars"]}
    assert world.stage.cars["working"].row.vehicle_id in here
    assert world.stage.cars["delivered"].row.vehicle_id not in here
    assert "/work-orders/" not in answer.content.decode()
    for place in elsewhere("sales"):
        assert home(world, "sales", place).context["cars"] == []


def test_a_local_leader_sees_the_figures_of_their_group_and_its_late_cars(world):
    (group,) = home(world, "local_leader").context["groups"]

    figures = {one.site_code: one for one in group.figures}
    assert set(figures) == {"site-7", "site-8"}
    counted = {kpi.name: kpi.n for kpi in figures["site-7"].kpis}
    assert counted[KpiName.SAME_DAY] > 0
    assert {kpi.n for kpi in figures["site-8"].kpis} == {0}
    (there,) = home(world, "local_leader", 1).context["groups"]
    assert {one.site_code for one in there.figures} == {"site-3"}
    assert home(world, "local_leader", 1).context["late"] == []


@pytest.mark.parametrize("column", ["regional_leader", "head_office"])
def test_the_maker_sees_what_the_group_has_agreed_to_share_and_no_visit(world, column):
    answer = home(world, column)

    group = next(one for one in answer.context["groups"] if one.agreement)
    assert group.agreement.shares == (SharedData.FIGURES, SharedData.SERVICE_HISTORY)
    assert {one.site_code for one in group.figures} == {"site-7", "site-8"}
    assert "Figures without names" in answer.content.decode()
    assert "/work-orders/" not in answer.content.decode()


def test_a_group_without_an_agreement_hides_its_figures_from_the_maker(world):
    (group,) = home(world, "regional_leader", 1).context["groups"]

    assert (group.agreement, group.figures, group.hidden) == (None, (), 1)
    assert "not shared" in home(world, "regional_leader", 1).content.decode()


def test_an_auditor_sees_who_decided_and_who_looked(world):
    customer = world.stage["customer_id"]
    knocker(world, "advisor").browser.get(f"/desk/people/{customer}/")
    car = world.stage.cars["billed"]
    WorkOrder.objects.filter(pk=car.id).update(release_reason="Comes back on Monday.")
    tell(
        CarReleasedUnpaid(car.id, Decimal(100), "JPY"),
        actor=people.carl(),
        at=ELEVEN,
        subject=f"work_order:{car.id}",
        owner_node=SITE,
    )

    shown = home(world, "auditor").context

    (released,) = [one for one in shown["decisions"] if one.code == CarReleasedUnpaid.name]
    assert (released.what, released.who) == ("A car left unpaid", "carl")
    assert (released.reason, released.url) == ("Comes back on Monday.", f"/work-orders/{car.id}/")
    assert ("ada", customer) in {(read.reader, read.customer_id) for read in shown["reads"]}
    there = home(world, "auditor", 1).context
    assert CarReleasedUnpaid.name not in {one.code for one in there["decisions"]}
    assert there["reads"] == []


def test_an_owner_reads_who_looked_where_and_when_by_their_own_clock(world):
    knocker(world, "advisor").browser.get(f"/desk/people/{world.stage['customer_id']}/")

    page = knocker(world, "owner").browser.get("/my/read-log/")

    read, where = page.context["reads"][0]
    assert (read.reader, where) == ("ada", "At the service desk")
    zone = next(iter(customers.summaries([world.stage["customer_id"]]).values())).time_zone
    assert page.context["tz"] == zone
    assert knocker(world, "owner", 1).browser.get("/my/read-log/").context["reads"] == []


def test_an_administrator_sees_workshops_with_their_people_and_rights_that_end(world):
    shown = home(world, "administrator").context

    counted = {site.code: number for site, number in shown["sites"]}
    assert set(counted) == {"site-7", "site-8"}
    assert counted["site-7"] >= 8
    assert shown["health"] is None  # the state of the platform is for whoever keeps all of it
    assert {site.code for site, _n in home(world, "administrator", 1).context["sites"]} == {
        "site-3"
    }


def test_somebody_with_two_roles_comes_to_the_first_page_of_the_weightier_one(world):
    mia = knocker(world, "technician")
    network.grant_role(
        account_id=mia.account_id, role=Role.PARTS_CLERK, node=SITE, actor=SYSTEM, at=ELEVEN
    )

    assert home(world, "technician").templates[0].name == "home/parts.html"


def test_one_s_own_rooms_are_in_the_way_there_is_and_the_one_i_am_in_is_marked(world):
    entries = {entry.title: entry for entry in home(world, "service_manager").context["nav"]}

    assert entries["My day"].current
    assert not any(entry.current for title, entry in entries.items() if title != "My day")


@pytest.mark.parametrize("column", [str(role) for role in cast.PLACES])
def test_each_key_of_the_bar_leads_to_one_room(world, column):
    keys = [one.key for one in home(world, column).context["nav"] if one.key]

    assert sorted(keys) == sorted(set(keys))
