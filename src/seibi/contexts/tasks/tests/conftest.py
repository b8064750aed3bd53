"""Site 7 with its people, and what everybody writes about: a customer's record."""

import datetime as dt
from uuid import UUID

import pytest

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.domain.roles import permissions_of
from seibi.contexts.network.tests import factories as network
from seibi.contexts.tasks.contracts import NewTask
from seibi.kernel.actor import Actor, Grant
from tests.world import NOON, OTHER_SITE, SITE

LATER = NOON + dt.timedelta(hours=3)
ABOUT = f"customer:{UUID(int=7)}"


def staff(account: UUID, role: Role, node: str = SITE) -> Actor:
    """A hired colleague as the network would let them in."""
    return Actor(str(account), (Grant(str(role), node, permissions_of(role)),))


def a_task(**other: object) -> NewTask:
    """The smallest task: for the advisors of site 7, in three hours."""
    known = {"title": {"en": "Call about the key"}, "due_at": LATER, "role": Role.ADVISOR}
    if "person" in other:
        known["role"] = ""
    return NewTask(**{"subject": ABOUT, "node": SITE, **known, **other})


@pytest.fixture
def people(db) -> dict[str, UUID]:
    """Ann and Ben receive cars, Sue leads, at site 7; Olly works at site 8."""
    network.site()
    network.site(OTHER_SITE)
    return {
        "ann": network.colleague("ann", Role.ADVISOR),
        "ben": network.colleague("ben", Role.ADVISOR),
        "sue": network.colleague("sue", Role.SERVICE_MANAGER),
        "olly": network.colleague("olly", Role.ADVISOR, OTHER_SITE),
    }
