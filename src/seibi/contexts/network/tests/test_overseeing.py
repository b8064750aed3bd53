"""Who leads sees what is agreed; who keeps the network sees how many people and whose right ends."""

import datetime as dt

import pytest

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role, SharedData
from seibi.contexts.network.tests import factories
from seibi.kernel.actor import SYSTEM, Actor
from tests import world
from tests.world import GROUP, NOON, OTHER_SITE, SITE

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=30)
ELSEWHERE = "/jp/kansai/midori/"


@pytest.fixture(autouse=True)
def _places():
    factories.site(SITE)
    factories.site(OTHER_SITE)
    factories.site(f"{ELSEWHERE}site-3/")


def agree(group: str, maker: str, *shares: SharedData) -> None:
    network.agree_sharing(
        group=group, maker=maker, maker_name=maker.title(), shares=shares, actor=SYSTEM, at=NOON
    )


def for_maker(name: str, node: str, maker: str | None = None):
    account = factories.colleague(name, node=node)
    network.grant_role(
        account_id=account, role=Role.HEAD_OFFICE, node=node, maker=maker, actor=SYSTEM, at=NOON
    )
    return account


def test_the_maker_s_people_see_the_agreements_of_their_own_maker_and_place():
    agree(GROUP, "toyota", SharedData.SERVICE_HISTORY, SharedData.FIGURES)
    agree(GROUP, "honda", SharedData.FIGURES)
    agree(ELSEWHERE, "toyota")
    country = for_maker("lee", "/jp/", "toyota")
    region = for_maker("kim", "/jp/kansai/", "toyota")

    everywhere = network.agreements_for(country, NOON)
    assert [(one.group_node, one.maker, one.shares) for one in everywhere] == [
        (ELSEWHERE, "Toyota", ()),
        (GROUP, "Toyota", (SharedData.FIGURES, SharedData.SERVICE_HISTORY)),
    ]
    assert [one.group_node for one in network.agreements_for(region, NOON)] == [ELSEWHERE]


def test_an_agreement_that_was_replaced_is_not_shown():
    agree(GROUP, "toyota", SharedData.CUSTOMERS)
    network.agree_sharing(
        group=GROUP,
        maker="toyota",
        maker_name="Toyota",
        shares=[],
        actor=SYSTEM,
        at=NOON + MONTH,
    )
    lee = for_maker("lee", "/jp/", "toyota")

    (now,) = network.agreements_for(lee, NOON + MONTH)
    assert now.shares == ()


def test_people_of_a_dealer_need_no_agreement():
    agree(GROUP, "toyota", SharedData.FIGURES)
    leader = factories.colleague("leader", Role.LOCAL_LEADER, GROUP)

    assert network.agreements_for(leader, NOON) == []


def test_rights_that_end_soon_are_shown_to_those_at_the_place_the_next_first():
    for name, days, node in (("aki", 20, GROUP), ("ben", 5, SITE), ("cat", 90, GROUP)):
        network.grant_role(
            account_id=factories.colleague(name, node=node),
            role=Role.AUDITOR,
            node=node,
            valid_until=NOON + dt.timedelta(days=days),
            actor=SYSTEM,
            at=NOON,
        )
    keeper = world.actor("ada", Role.ADMINISTRATOR, GROUP)
    other = world.actor("bob", Role.ADMINISTRATOR, ELSEWHERE)

    found = network.ending_rights(actor=keeper, at=NOON, within=MONTH)
    assert [(one.name, one.place) for one in found] == [("ben", "site-7"), ("aki", "aoba")]
    assert network.ending_rights(actor=other, at=NOON, within=MONTH) == []


def test_people_are_counted_where_they_work_and_only_for_those_who_may_know():
    for name, node in (("ada", SITE), ("mia", SITE), ("bob", OTHER_SITE), ("eve", ELSEWHERE)):
        factories.colleague(name, node=node)

    keeper = world.actor("ada", Role.ADMINISTRATOR, GROUP)
    assert network.staff_count(actor=keeper, at=NOON) == {SITE: 2, OTHER_SITE: 1}
    assert network.staff_count(actor=Actor("user:nobody"), at=NOON) == {}


def test_one_s_own_rights_come_with_their_end():
    account = factories.colleague("aki", node=GROUP)
    network.grant_role(
        account_id=account,
        role=Role.AUDITOR,
        node=GROUP,
        valid_until=NOON + MONTH,
        actor=SYSTEM,
        at=NOON,
    )

    (right,) = network.rights_of(account, NOON)
    assert (right.role, right.valid_until) == (Role.AUDITOR, NOON + MONTH)
    assert network.rights_of(account, NOON + MONTH) == []
