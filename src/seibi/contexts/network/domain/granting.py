"""From stored role grants to what somebody may do now, with sharing and deputies applied."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from seibi.contexts.network.contracts import Role, SharedData
from seibi.contexts.network.domain.roles import DEFAULT_LIMITS, permissions_of
from seibi.contexts.network.domain.tree import is_above_groups
from seibi.kernel.actor import Grant

# permissions that open a dealer's own data, and what the dealer must have agreed to share
NEEDS_SHARING: Mapping[str, SharedData] = {
    "customers.see": SharedData.CUSTOMERS,
    "customers.edit": SharedData.CUSTOMERS,
    "customers.export": SharedData.CUSTOMERS,
    "messaging.see": SharedData.CONVERSATIONS,
    "work_orders.see": SharedData.SERVICE_HISTORY,
    "work_orders.follow": SharedData.SERVICE_HISTORY,
    "network.audit": SharedData.CUSTOMERS,
    "booking.see": SharedData.SERVICE_HISTORY,
    "billing.see": SharedData.FIGURES,
    "payments.see": SharedData.FIGURES,
    "quality.see": SharedData.FIGURES,
    "workshop.see": SharedData.FIGURES,
    "support.see": SharedData.CONVERSATIONS,
    "support.decide": SharedData.CONVERSATIONS,
}
NOT_LENT = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as it is stored: where, for which maker, with which limits."""

    role: Role
    node: str
    maker: str = ""
    limits: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sharing:
    """What one dealer group shares with one maker at a moment."""

    group: str
    maker: str
    shares: frozenset[SharedData]


def grants(held: Iterable[HeldRole], sharing: Iterable[Sharing]) -> tuple[Grant, ...]:
    """What these roles permit; above the dealer groups only as far as each group shares."""
    agreed = tuple(sharing)
    return tuple(grant for one in held for grant in _grants_of(one, agreed))


def _grants_of(held: HeldRole, sharing: tuple[Sharing, ...]) -> Iterator[Grant]:
    permissions = permissions_of(held.role)
    limits = {**DEFAULT_LIMITS.get(held.role, {}), **held.limits}
    if not is_above_groups(held.node):
        yield Grant(held.role, held.node, permissions, limits)
        return
    yield Grant(held.role, held.node, permissions.difference(NEEDS_SHARING), limits)
    for one in sharing:
        if one.group.startswith(held.node) and held.maker in ("", one.maker):
            opened = frozenset(p for p in permissions if NEEDS_SHARING.get(p) in one.shares)
            if opened:
                yield Grant(held.role, one.group, opened, limits)


def limit_mistakes(
    role: Role, limits: Mapping[str, Decimal], allowed: Mapping[str, Decimal]
) -> dict[str, str]:
    """Limits that may not be given: unknown for the role, negative, or above the giver's own."""
    found: dict[str, str] = {}
    for name, amount in limits.items():
        if name not in DEFAULT_LIMITS.get(role, {}):
            found[name] = "unknown"
        elif amount < 0:
            found[name] = "negative"
        elif name in allowed and amount > allowed[name]:
            found[name] = "above_own"
    return found


def is_running(valid_from: dt.datetime, valid_until: dt.datetime | None, at: dt.datetime) -> bool:
    """Whether a period [from, until) holds a moment."""
    return valid_from <= at and (valid_until is None or at < valid_until)
