"""Who is acting. Operations and queries take an Actor, never a request and never an account row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at one node and everything below it: what it permits, and up to which limits."""

    role: str
    node_path: str
    permissions: frozenset[str] = frozenset()
    limits: Mapping[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.node_path.startswith("/") and self.node_path.endswith("/")):
            raise ValueError(f"a node path starts and ends with a slash: {self.node_path!r}")

    def allows(self, permission: str) -> bool:
        return permission in self.permissions or EVERYTHING in self.permissions


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a link in somebody's hand, a partner's token, or the system itself.

    Three ways to reach a row, and no fourth: by node (``grants``), by being the person it is
    about (``persons``: the records this account has claimed), by a link (``keys``: subjects).
    """

    account_id: str
    grants: tuple[Grant, ...] = ()
    on_behalf_of: str | None = None
    persons: frozenset[UUID] = frozenset()
    keys: frozenset[str] = frozenset()

    @property
    def is_anonymous(self) -> bool:
        return self.account_id == ANONYMOUS_ID

    def may(self, permission: str, *, at_node: str) -> bool:
        return any(at_node.startswith(path) for path in self.nodes(permission))

    def nodes(self, permission: str) -> tuple[str, ...]:
        """Where this actor holds the permission; it reaches everything below."""
        return tuple(grant.node_path for grant in self.grants if grant.allows(permission))

    def roles_at(self, node: str) -> frozenset[str]:
        return frozenset(g.role for g in self.grants if node.startswith(g.node_path))

    def limit(self, name: str, *, at_node: str) -> Decimal | None:
        """The highest limit of that name that reaches the node; None where there is none."""
        found = [
            grant.limits[name]
            for grant in self.grants
            if name in grant.limits and at_node.startswith(grant.node_path)
        ]
        return max(found, default=None)

    def is_person(self, record: UUID | None) -> bool:
        return record is not None and record in self.persons

    def holds_key(self, subject: str) -> bool:
        return subject in self.keys


ANONYMOUS_ID = "anonymous"
ANONYMOUS = Actor(ANONYMOUS_ID)
SYSTEM = Actor("system", (Grant("system", "/", frozenset({EVERYTHING})),))
