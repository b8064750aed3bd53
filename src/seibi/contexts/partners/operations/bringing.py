"""What one row does when it is brought in: the same for the rehearsal and for the real thing."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.partners.contracts import Field, Remark, Trouble, Verdict
from seibi.kernel.actor import Actor, Grant

NEEDED = frozenset(
    {"network.see", "customers.see", "customers.edit", "vehicles.see", "vehicles.edit"}
)


class RowRefused(Exception):
    """A row that cannot be used, and which of its columns is to blame."""

    def __init__(self, trouble: Trouble, column: Field | None = None) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.column = column


@dataclass(frozen=True, slots=True)
class Destination:
    """Where rows go: the workshop, in whose name, when, and which file and row they are from."""

    site: SiteInfo
    file_name: str
    run_id: UUID
    row: int
    actor: Actor
    at: dt.datetime
    operations: Mapping[str, str] = field(default_factory=dict)

    @property
    def group(self) -> str:
        return self.site.group_node

    @property
    def language(self) -> str:
        """What people of this workshop read unless the file says otherwise."""
        return self.site.languages[0] if self.site.languages else "en"

    @property
    def plate_country(self) -> str:
        """Plates are the state's in the USA."""
        state = self.site.address.region
        return f"US-{state}" if self.site.country == "US" and state else self.site.country


@dataclass(frozen=True, slots=True)
class Brought:
    """What a row did, to whom, and what is worth knowing about it."""

    verdict: Verdict
    subject: str
    title: str
    remarks: tuple[tuple[Remark, str], ...] = ()
    twin: UUID | None = None
    before: Mapping[str, Any] = field(default_factory=dict)


Said = Mapping[Field, Any]
Bring = Callable[[Said, Destination], Brought]


def hand_of(account_id: str, node: str) -> Actor:
    """Imports act for whoever started them, with what rows need at that workshop and no more."""
    return Actor("system", (Grant("import", node, NEEDED),), on_behalf_of=account_id)
