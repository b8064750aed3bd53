"""What the tests of visits share."""

import pytest

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests.world import IDS, NOON, SITE


@pytest.fixture
def place(db):
    """Site 7 with bays, technicians and advisors; Grace and her Corolla."""
    return booking_factories.place()


@pytest.fixture
def signed_in(place):
    """A browser in which somebody of the cast is signed in, with their role at site 7."""
    from django.test import Client

    def as_one(name: str, role: Role | None = None, node: str = SITE) -> Client:
        factories.cast()
        if role is not None:
            email = f"{name}@example.org"
            network.hire(node=node, name=name.title(), email=email, actor=SYSTEM, at=NOON)
            network.grant_role(account_id=IDS[name], role=role, node=node, actor=SYSTEM, at=NOON)
        browser = Client()
        browser.force_login(Account.objects.get(pk=IDS[name]))
        return browser

    return as_one
