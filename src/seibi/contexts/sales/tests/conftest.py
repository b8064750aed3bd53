"""Site 7, its seller Sam, and Grace with her Corolla."""

import pytest

from seibi.contexts.booking.tests import factories as places
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.domain.roles import permissions_of
from seibi.contexts.network.tests.factories import colleague, site
from seibi.kernel.actor import SYSTEM, Actor, Grant
from tests.world import NOON, OTHER_SITE, SITE


@pytest.fixture
def place(db):
    return places.place()


@pytest.fixture
def sam(place):
    """He sells at site 7."""
    return staff("sam", Role.SALES)


@pytest.fixture
def ann(place):
    """She receives cars at site 7."""
    return staff("ann", Role.ADVISOR)


def staff(name: str, role: Role, node: str = SITE) -> Actor:
    """A hired colleague as the network would let them in."""
    account = colleague(name, role, node)
    return Actor(str(account), (Grant(str(role), node, permissions_of(role)),))


def elsewhere(name: str, role: Role) -> Actor:
    """A colleague of the workshop next door."""
    site(OTHER_SITE)
    return staff(name, role, OTHER_SITE)


def agree(customer_id) -> None:
    """Grace wants offers by mail."""
    customers.give_consent(
        customer_id=customer_id,
        purpose=ContactPurpose.OFFERS,
        channel=ContactKind.EMAIL,
        source=ConsentSource.COUNTER,
        actor=SYSTEM,
        at=NOON,
    )
