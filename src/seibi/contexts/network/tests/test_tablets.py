"""Shared tablets: bound and revoked by right, taken by badge or PIN, and how far they reach."""

import datetime as dt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.domain import tablets as rules
from seibi.contexts.network.models import Badge, Pin, Tablet
from seibi.contexts.network.tests import factories
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken, TooMany
from seibi.kernel.journal.models import Entry
from tests import world

NOON = world.NOON
NODE = "/jp/kanto/aoba/site-7/"
MINUTE = dt.timedelta(minutes=1)


def _actor(account_id) -> Actor:
    return Actor(str(account_id), network.grants_of(account_id, NOON))


@pytest.fixture
def site_id(db):
    return factories.site()


@pytest.fixture
def boss(site_id) -> Actor:
    return _actor(factories.colleague("boss", Role.SERVICE_MANAGER))


@pytest.fixture
def mia(site_id):
    return factories.colleague("Mia", Role.TECHNICIAN)


@pytest.fixture
def tablet(site_id, boss):
    return network.bind_tablet(site_id=site_id, name="Bay 1", lock_minutes=3, actor=boss, at=NOON)


def _pin(account_id, pin="4826") -> None:
    network.set_own_pin(pin=pin, again=pin, actor=_actor(account_id), at=NOON)


@pytest.mark.parametrize("pin", ["1111", "123456", "9876", "0123", "8901", "2109"])
def test_what_a_stranger_tries_first_is_no_pin(pin):
    assert rules.is_guessable(pin)


@pytest.mark.parametrize("pin", ["4826", "1357", "112233"])
def test_other_digits_are(pin):
    assert rules.is_pin(pin)
    assert not rules.is_guessable(pin)


@given(st.integers(0, 60))
def test_who_goes_on_trying_never_waits_less(wrong):
    assert rules.wait_after(wrong) <= rules.wait_after(wrong + 1) <= rules.LONGEST_WAIT


@given(st.text())
def test_a_badge_reads_the_same_however_it_is_typed(text):
    once = rules.badge_code(text)

    assert rules.badge_code(once) == rules.badge_code(f" {once.lower()}-") == once


def test_a_key_is_given_once_and_only_its_hash_is_kept(tablet):
    row = Tablet.objects.get()

    assert tablet.key not in str(row.__dict__)
    assert network.tablet_page(key=tablet.key, at=NOON).name == "Bay 1"
    assert network.tablet_page(key="another", at=NOON) is None


def test_only_a_leader_binds_and_revokes(site_id, mia, tablet):
    before = Entry.objects.count()

    with pytest.raises(NotAllowed):
        network.bind_tablet(
            site_id=site_id, name="Mine", lock_minutes=3, actor=_actor(mia), at=NOON
        )
    with pytest.raises(NotAllowed):
        network.revoke_tablet(tablet_id=tablet.id, reason="x", actor=_actor(mia), at=NOON)
    with pytest.raises(NotFound):
        network.revoke_tablet(tablet_id=tablet.id, reason="x", actor=Actor("eve"), at=NOON)

    assert Tablet.objects.filter(revoked_at=None).count() == 1
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("name", "minutes"), [(" ", 3), ("Bay 2", 0), ("Bay 2", 31)])
def test_a_tablet_has_a_name_and_locks_itself(site_id, boss, name, minutes):
    with pytest.raises(Invalid):
        network.bind_tablet(site_id=site_id, name=name, lock_minutes=minutes, actor=boss, at=NOON)

    assert not Tablet.objects.exists()


def test_a_badge_puts_its_holder_on_and_a_new_one_voids_it(tablet, boss, mia):
    first = network.issue_badge(account_id=mia, actor=boss, at=NOON)
    assert network.take_by_badge(tablet_id=tablet.id, code=first.lower(), at=NOON) == mia
    assert network.who_is_on(tablet.id, mia) == ("Bay 1", "Mia", 3)

    second = network.issue_badge(account_id=mia, code="04:A2:2F:91", actor=boss, at=NOON)

    assert second == "04A22F91"
    with pytest.raises(NotAllowed):
        network.take_by_badge(tablet_id=tablet.id, code=first, at=NOON)
    assert network.take_by_badge(tablet_id=tablet.id, code="04a22f91", at=NOON) == mia


def test_a_badge_is_one_persons_and_can_be_lost(tablet, boss, mia):
    ken = factories.colleague("Ken", Role.TECHNICIAN)
    network.issue_badge(account_id=mia, code="ABC123", actor=boss, at=NOON)

    with pytest.raises(RuleBroken):
        network.issue_badge(account_id=ken, code="abc 123", actor=boss, at=NOON)
    network.revoke_badge(account_id=mia, actor=boss, at=NOON)

    with pytest.raises(NotAllowed):
        network.take_by_badge(tablet_id=tablet.id, code="ABC123", at=NOON)
    with pytest.raises(RuleBroken):
        network.revoke_badge(account_id=mia, actor=boss, at=NOON)
    assert not Badge.objects.filter(account_id=ken).exists()


def test_a_pin_is_chosen_by_its_person_and_never_kept_in_clear(tablet, mia):
    for pin, again in (("1234", "1234"), ("12", "12"), ("4826", "4827")):
        with pytest.raises(Invalid):
            network.set_own_pin(pin=pin, again=again, actor=_actor(mia), at=NOON)
    assert not Pin.objects.exists()

    _pin(mia)

    assert "4826" not in Pin.objects.get().hashed
    assert network.take_by_pin(tablet_id=tablet.id, account_id=mia, pin="4826", at=NOON) == mia


def test_wrong_digits_are_counted_though_they_are_refused_and_then_one_waits(tablet, mia):
    _pin(mia)
    for _try in range(rules.FREE_TRIES):
        with pytest.raises(NotAllowed):
            network.take_by_pin(tablet_id=tablet.id, account_id=mia, pin="9999", at=NOON)

    with pytest.raises(TooMany):
        network.take_by_pin(tablet_id=tablet.id, account_id=mia, pin="4826", at=NOON)
    assert Tablet.objects.get().on_id is None

    later = NOON + 2 * MINUTE
    assert network.take_by_pin(tablet_id=tablet.id, account_id=mia, pin="4826", at=later) == mia
    assert Pin.objects.get().wrong == 0


def test_badges_are_not_tried_out_either(tablet, boss, mia):
    code = network.issue_badge(account_id=mia, actor=boss, at=NOON)
    for _try in range(rules.FREE_TRIES):
        with pytest.raises(NotAllowed):
            network.take_by_badge(tablet_id=tablet.id, code="WRONG999", at=NOON)

    with pytest.raises(TooMany):
        network.take_by_badge(tablet_id=tablet.id, code=code, at=NOON)


def test_who_does_not_work_on_cars_here_is_never_on(tablet, boss):
    seller = factories.colleague("seller", Role.SALES)
    other = factories.site("/jp/kanto/aoba/site-8/")
    far = factories.colleague("Ken", Role.TECHNICIAN, "/jp/kanto/aoba/site-8/")
    for one in (seller, far):
        _pin(one)
        with pytest.raises(NotAllowed):
            network.take_by_pin(tablet_id=tablet.id, account_id=one, pin="4826", at=NOON)
    assert other


def test_a_manager_on_a_tablet_is_a_pair_of_hands(tablet, boss):
    account = UUID(boss.account_id)
    _pin(account)
    network.take_by_pin(tablet_id=tablet.id, account_id=account, pin="4826", at=NOON)

    grants = network.grants_on_tablet(tablet.id, account, NOON)

    held = frozenset().union(*(g.permissions for g in grants))
    assert held <= rules.FLOOR_PERMISSIONS
    assert [(g.node_path, dict(g.limits)) for g in grants] == [(NODE, {})]


def test_a_lost_tablet_opens_nothing_and_nobody_is_on(tablet, boss, mia):
    _pin(mia)
    network.take_by_pin(tablet_id=tablet.id, account_id=mia, pin="4826", at=NOON)

    with pytest.raises(Invalid):
        network.revoke_tablet(tablet_id=tablet.id, reason=" ", actor=boss, at=NOON)
    network.revoke_tablet(tablet_id=tablet.id, reason="left on a train", actor=boss, at=NOON)

    assert network.grants_on_tablet(tablet.id, mia, NOON) == ()
    assert network.who_is_on(tablet.id, mia) is None
    assert network.tablet_page(key=tablet.key, at=NOON) is None
    with pytest.raises(NotFound):
        network.take_by_pin(tablet_id=tablet.id, account_id=mia, pin="4826", at=NOON)


def test_who_leaves_late_does_not_put_the_next_one_off(tablet, mia):
    ken = factories.colleague("Ken", Role.TECHNICIAN)
    for one in (mia, ken):
        _pin(one)
        network.take_by_pin(tablet_id=tablet.id, account_id=one, pin="4826", at=NOON)

    network.leave_tablet(tablet_id=tablet.id, account_id=mia, actor=SYSTEM, at=NOON)
    assert network.who_is_on(tablet.id, ken)

    network.leave_tablet(tablet_id=tablet.id, account_id=ken, actor=SYSTEM, at=NOON)
    assert network.who_is_on(tablet.id, ken) is None


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_of_a_device_asks_the_same_for_one_and_for_three(
    tablet, people, django_assert_num_queries
):
    for number in range(people):
        _pin(factories.colleague(f"Tech {number}", Role.TECHNICIAN))

    with django_assert_num_queries(5):
        page = network.tablet_page(key=tablet.key, at=NOON)

    assert sum(user.has_pin for user in page.users) == people
