"""What changes in the network, what is refused, and that a refusal leaves no trace."""

import datetime as dt
from decimal import Decimal

import pytest

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import DayHours, Role, SharedData
from seibi.contexts.network.models import ClosedDay, Deputy, OpeningHours, RoleGrant, Staff
from seibi.contexts.network.queries import hours as hour_queries
from seibi.contexts.network.tests import factories
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
NOON = world.NOON
HOUR = dt.timedelta(hours=1)


def _actor(account_id) -> Actor:
    return Actor(str(account_id), network.grants_of(account_id, NOON))


@pytest.fixture
def site_id():
    return factories.site()


def test_a_workshop_is_found_by_id_code_and_node(site_id):
    info = network.site(site_id)

    assert network.site_by_code("site-7") == network.site_by_node(info.node) == info
    assert (info.group_node, info.tz, info.currency) == ("/jp/kanto/aoba/", "Asia/Tokyo", "JPY")
    assert network.sites_under("/jp/kanto/") == network.all_sites() == [info]
    assert network.sites_under() == []
    assert network.legal_entity(info.legal_entity_id).tax_rates[0].rate == Decimal("0.10")


def test_opening_times_come_in_utc_without_breaks_and_closed_days(site_id):
    friday = dt.date(2026, 3, 27)
    network.close_day(site_id=site_id, on=friday, reason="stocktaking", actor=SYSTEM, at=NOON)

    found = network.opening_intervals(site_id, friday, friday + dt.timedelta(days=3))

    at = dt.datetime(2026, 3, 28, tzinfo=dt.UTC)
    assert found == [(at, at + 3 * HOUR), (at + 4 * HOUR, at + 9 * HOUR)]


def test_a_closed_day_can_be_opened_again(site_id):
    monday = dt.date(2026, 3, 30)
    network.close_day(site_id=site_id, on=monday, actor=SYSTEM, at=NOON)
    network.reopen_day(site_id=site_id, on=monday, actor=SYSTEM, at=NOON)

    assert len(network.opening_intervals(site_id, monday, monday + dt.timedelta(days=1))) == 2


def test_public_holidays_are_suggested_until_somebody_decides(site_id):
    year = (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    found = {s.on: s.name for s in hour_queries.holiday_suggestions(site_id, *year, "ja")}

    network.close_day(site_id=site_id, on=dt.date(2026, 1, 1), actor=SYSTEM, at=NOON)
    left = {s.on for s in hour_queries.holiday_suggestions(site_id, *year)}

    assert found[dt.date(2026, 1, 1)] == "元日"
    assert left == found.keys() - {dt.date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("_case", "role", "node", "refusal"),
    [
        ("advisor", Role.ADVISOR, "/jp/kanto/aoba/site-7/", NotAllowed),
        ("manager of the next workshop", Role.SERVICE_MANAGER, "/jp/kanto/aoba/site-8/", NotFound),
        ("stranger", None, "/jp/kanto/aoba/site-7/", NotFound),
    ],
)
def test_changing_hours_is_refused_and_leaves_no_trace(site_id, _case, role, node, refusal):
    before = list(OpeningHours.objects.order_by("pk").values())
    told = Entry.objects.count()

    with pytest.raises(refusal):
        network.set_hours(site_id=site_id, week={}, actor=world.actor("bob", role, node), at=NOON)
    with pytest.raises(refusal):
        network.close_day(
            site_id=site_id, on=NOON.date(), actor=world.actor("bob", role, node), at=NOON
        )

    assert list(OpeningHours.objects.order_by("pk").values()) == before
    assert not ClosedDay.objects.exists()
    assert Entry.objects.count() == told


def test_hours_that_cannot_be_kept_are_refused(site_id):
    with pytest.raises(Invalid) as refused:
        network.set_hours(
            site_id=site_id, week={0: DayHours(dt.time(18), dt.time(9))}, actor=SYSTEM, at=NOON
        )

    assert refused.value.extra["errors"].keys() == {"0"}
    assert len(hour_queries.week(site_id)) == 6


def test_the_tree_refuses_what_does_not_fit():
    factories.grow("/jp/kanto/aoba/site-7/")
    told = Entry.objects.count()

    for parent, code, expected in [
        ("/jp/kanto/aoba/site-7/", "bay", "too_deep"),
        ("/jp/kanto/", "Aoba West", "bad_code"),
        ("/cn/", "huadong", "node_not_found"),
        ("/jp/kanto/", "aoba", "node_exists"),
    ]:
        with pytest.raises(DomainError) as refused:
            network.add_node(parent=parent, code=code, name={"en": "x"}, actor=SYSTEM, at=NOON)
        assert refused.value.code == expected

    assert Entry.objects.count() == told


def test_a_role_counts_from_grant_to_revocation(site_id):
    ada = factories.colleague("ada")
    grant = network.grant_role(
        account_id=ada, role=Role.ADVISOR, node="/jp/kanto/aoba/site-7/", actor=SYSTEM, at=NOON
    )

    assert not network.grants_of(ada, NOON - HOUR)
    assert _actor(ada).may("work_orders.receive", at_node="/jp/kanto/aoba/site-7/")
    assert not _actor(ada).may("work_orders.receive", at_node="/jp/kanto/aoba/site-8/")

    network.revoke_role(grant_id=grant, actor=SYSTEM, at=NOON + HOUR)

    assert network.grants_of(ada, NOON)
    assert not network.grants_of(ada, NOON + HOUR)


def test_a_dated_role_ends_by_itself(site_id):
    audit = factories.colleague("audit")
    network.grant_role(
        account_id=audit,
        role=Role.AUDITOR,
        node="/jp/kanto/aoba/",
        valid_until=NOON + HOUR,
        actor=SYSTEM,
        at=NOON,
    )

    assert network.grants_of(audit, NOON)
    assert not network.grants_of(audit, NOON + HOUR)
    assert network.needs_second_factor(audit, NOON)


@pytest.mark.parametrize(
    ("_case", "role", "gives"),
    [
        ("an advisor gives nothing", Role.ADVISOR, Role.ADVISOR),
        ("a manager makes no administrator", Role.SERVICE_MANAGER, Role.ADMINISTRATOR),
        ("head office gives nothing", Role.HEAD_OFFICE, Role.ADVISOR),
    ],
)
def test_granting_is_refused_and_leaves_no_trace(site_id, _case, role, gives):
    giver, taker = factories.colleague("giver", role), factories.colleague("taker")
    told = Entry.objects.count()

    with pytest.raises(NotAllowed):
        network.grant_role(
            account_id=taker,
            role=gives,
            node="/jp/kanto/aoba/site-7/",
            actor=_actor(giver),
            at=NOON,
        )

    assert not RoleGrant.objects.filter(account_id=taker).exists()
    assert Entry.objects.count() == told


def test_nobody_raises_themselves_or_their_limits(site_id):
    boss, ada = factories.colleague("boss", Role.SERVICE_MANAGER), factories.colleague("ada")
    node = "/jp/kanto/aoba/site-7/"

    with pytest.raises(NotAllowed):
        network.grant_role(
            account_id=boss, role=Role.CASHIER, node=node, actor=_actor(boss), at=NOON
        )
    with pytest.raises(Invalid):
        network.grant_role(
            account_id=ada,
            role=Role.ADVISOR,
            node=node,
            limits={"discount_percent": Decimal(50)},
            actor=_actor(boss),
            at=NOON,
        )
    network.grant_role(
        account_id=ada,
        role=Role.ADVISOR,
        node=node,
        limits={"discount_percent": Decimal(10)},
        actor=_actor(boss),
        at=NOON,
    )

    assert _actor(ada).limit("discount_percent", at_node=node) == 10


def test_while_somebody_is_away_work_and_rights_go_to_the_deputy(site_id):
    ada, ken = factories.colleague("ada", Role.ADVISOR), factories.colleague("ken", Role.CR)
    node = "/jp/kanto/aoba/site-7/"

    away = network.name_deputy(
        account_id=ada,
        deputy_id=ken,
        from_at=NOON - HOUR,
        until_at=NOON + HOUR,
        actor=_actor(ada),
        at=NOON - HOUR,
    )

    assert network.deputy_for(ada, NOON) == ken
    assert network.deputy_for(ada, NOON + HOUR) == ada
    assert Actor("x", network.grants_of(ken, NOON)).may("work_orders.receive", at_node=node)
    assert not Actor("x", network.grants_of(ken, NOON + HOUR)).may(
        "work_orders.receive", at_node=node
    )

    network.stand_down(away_id=away, actor=_actor(ada), at=NOON)

    assert network.deputy_for(ada, NOON) == ada


def test_a_circle_of_deputies_is_refused_and_leaves_no_trace(site_id):
    ada, ken = factories.colleague("ada", Role.ADVISOR), factories.colleague("ken", Role.CR)
    times = {"from_at": NOON, "until_at": NOON + HOUR, "at": NOON}
    network.name_deputy(account_id=ada, deputy_id=ken, actor=SYSTEM, **times)
    told = Entry.objects.count()

    with pytest.raises(RuleBroken) as circle:
        network.name_deputy(account_id=ken, deputy_id=ada, actor=SYSTEM, **times)
    with pytest.raises(RuleBroken) as twice:
        network.name_deputy(account_id=ada, deputy_id=ken, actor=SYSTEM, **times)
    with pytest.raises(NotAllowed):
        network.name_deputy(account_id=ken, deputy_id=ada, actor=_actor(ada), **times)

    assert (circle.value.code, twice.value.code) == ("deputy_away", "away_already")
    assert Deputy.objects.count() == 1
    assert Entry.objects.count() == told


def test_an_administrators_rights_are_not_lent(site_id):
    root = factories.colleague("root", Role.ADMINISTRATOR)
    ken = factories.colleague("ken", Role.CR)
    network.name_deputy(
        account_id=root, deputy_id=ken, from_at=NOON, until_at=NOON + HOUR, actor=SYSTEM, at=NOON
    )

    assert not Actor("x", network.grants_of(ken, NOON)).nodes("network.grant")


def test_a_regional_leader_sees_customers_where_the_group_shares_them(site_id):
    lee = factories.colleague("lee", Role.LOCAL_LEADER, "/jp/kanto/")
    group = "/jp/kanto/aoba/"

    assert not _actor(lee).nodes("customers.see")

    network.agree_sharing(
        group=group,
        maker="toyota",
        maker_name="Toyota",
        shares=[SharedData.CUSTOMERS],
        actor=SYSTEM,
        at=NOON,
    )

    assert _actor(lee).nodes("customers.see") == (group,)

    network.agree_sharing(
        group=group,
        maker="toyota",
        maker_name="Toyota",
        shares=[],
        actor=SYSTEM,
        at=NOON + HOUR,
    )

    assert not Actor("x", network.grants_of(lee, NOON + HOUR)).nodes("customers.see")


def test_colleagues_are_known_by_account_with_their_roles(site_id):
    ada, mia = factories.colleague("ada", Role.ADVISOR), factories.colleague("mia")

    assert network.staff_by_account({ada}, NOON)[ada].roles == ("advisor",)
    assert [s.name for s in network.staff_at("/jp/kanto/aoba/", at=NOON)] == ["ada", "mia"]
    assert [s.account_id for s in network.staff_at("/jp/", Role.ADVISOR, NOON)] == [ada]
    assert mia not in {s.account_id for s in network.staff_at("/jp/", Role.ADVISOR, NOON)}


def test_hiring_twice_is_refused_and_leaves_no_trace(site_id):
    factories.colleague("ada")
    told = Entry.objects.count()

    with pytest.raises(RuleBroken):
        factories.colleague("ada")
    with pytest.raises(NotAllowed):
        network.hire(
            node="/jp/kanto/aoba/site-7/",
            name="Bo",
            email="bo@aoba.example",
            actor=world.ada(),
            at=NOON,
        )

    assert Staff.objects.count() == 1
    assert Entry.objects.count() == told
