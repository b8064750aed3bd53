"""Grace's car at site 7, and the people who lead there."""

import pytest

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM, Actor
from tests import world
from tests.world import GROUP, IDS, NOON, SITE


@pytest.fixture
def place(db):
    """Site 7 with bays, technicians and advisors; Grace and her Corolla."""
    return booking_factories.place()


@pytest.fixture
def leaders(place):
    """Ada advises, Sora leads the workshop, Lena the dealer group."""
    visits.cast()
    for name, role, node in (
        ("ada", Role.ADVISOR, SITE),
        ("sora", Role.SERVICE_MANAGER, SITE),
        ("lena", Role.LOCAL_LEADER, GROUP),
    ):
        email = f"{name}@example.org"
        network.hire(node=node, name=name.title(), email=email, actor=SYSTEM, at=NOON)
        network.grant_role(account_id=IDS[name], role=role, node=node, actor=SYSTEM, at=NOON)
    return IDS


@pytest.fixture
def leader() -> Actor:
    """Lena, who leads the dealer group."""
    return world.actor("lena", Role.LOCAL_LEADER, GROUP)


@pytest.fixture
def car(leaders, place):
    """Everything shown was agreed to; Ada advises."""
    return visits.approved_car(place)


@pytest.fixture
def signed_in(leaders):
    """A browser in which somebody is signed in, with their role at site 7."""
    from django.test import Client

    def as_one(name: str) -> Client:
        browser = Client()
        browser.force_login(Account.objects.get(pk=IDS[name]))
        return browser

    return as_one
