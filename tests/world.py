"""The cast and the moment that all tests share.

Ada: service advisor at site 7. Mia: technician there. Bob: advisor at site 8. Eve: a stranger.
Grace: an owner. NOON is the day on which Europe changes its clocks, which finds bugs.
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.domain.roles import DEFAULT_LIMITS, permissions_of
from seibi.kernel.actor import ANONYMOUS, SYSTEM, Actor, Grant

NOON = dt.datetime(2026, 3, 29, 12, 0, tzinfo=dt.UTC)
GROUP = "/jp/kanto/aoba/"
SITE = "/jp/kanto/aoba/site-7/"
OTHER_SITE = "/jp/kanto/aoba/site-8/"

IDS = {
    name: UUID(int=0x0195_0000_0000_7000_8000_0000_0000_0000 + number)
    for number, name in enumerate(
        ["ada", "mia", "ken", "bob", "eve", "grace", "sora", "carl", "paul", "lena"], start=1
    )
}


def actor(
    name: str,
    role: Role | None = None,
    node: str = SITE,
    *,
    persons: frozenset[UUID] = frozenset(),
    **limits: Decimal,
) -> Actor:
    """Somebody with one role at one node, as ``network`` would build them."""
    grants = ()
    if role:
        allowed = {**DEFAULT_LIMITS.get(role, {}), **limits}
        grants = (Grant(str(role), node, permissions_of(role), allowed),)
    return Actor(str(IDS[name]), grants, persons=persons)


def ada() -> Actor:
    """Service advisor, site 7."""
    return actor("ada", Role.ADVISOR)


def mia() -> Actor:
    """Technician, site 7."""
    return actor("mia", Role.TECHNICIAN)


def ken() -> Actor:
    """Another technician, site 7."""
    return actor("ken", Role.TECHNICIAN)


def sora() -> Actor:
    """Service manager, site 7."""
    return actor("sora", Role.SERVICE_MANAGER)


def carl() -> Actor:
    """Cashier, site 7."""
    return actor("carl", Role.CASHIER)


def paul() -> Actor:
    """Parts clerk, site 7."""
    return actor("paul", Role.PARTS_CLERK)


def lena() -> Actor:
    """Workshop controller, site 7."""
    return actor("lena", Role.CONTROLLER)


def bob() -> Actor:
    """Service advisor, site 8."""
    return actor("bob", Role.ADVISOR, OTHER_SITE)


def eve() -> Actor:
    """Signed in, but with no business here."""
    return actor("eve")


def grace(customer_id: UUID) -> Actor:
    """An owner: reaches what is hers by person."""
    return actor("grace", persons=frozenset({customer_id}))


NOBODY, THE_SYSTEM = ANONYMOUS, SYSTEM
