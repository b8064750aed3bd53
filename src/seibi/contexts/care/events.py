"""Facts about care that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class ContactOpened(Event):
    """Somebody is to be contacted, and why."""

    name: ClassVar[str] = "care.contact_opened.v1"

    contact_id: UUID
    site_id: UUID
    customer_id: UUID
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactTaken(Event):
    """Somebody is on it now, perhaps instead of a colleague."""

    name: ClassVar[str] = "care.contact_taken.v1"

    contact_id: UUID
    before: UUID | None


@dataclass(frozen=True, slots=True)
class CallNoted(Event):
    """Somebody tried, or the owner answered, and what comes next.

    ``settled_visits`` are the visits whose unhappy owners were spoken with.
    """

    name: ClassVar[str] = "care.call_noted.v1"

    contact_id: UUID
    outcome: str
    by_owner: bool
    closed: bool
    next_on: dt.date | None
    settled_visits: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class OwnerWrittenTo(Event):
    """A message about a contact was queued; whether it still holds is decided when it leaves."""

    name: ClassVar[str] = "care.owner_written_to.v1"

    contact_id: UUID


@dataclass(frozen=True, slots=True)
class ListComputed(Event):
    """The list of a workshop's day was computed."""

    name: ClassVar[str] = "care.list_computed.v1"

    site_id: UUID
    day: dt.date
    opened: int
    rolled: int
    ended: int


@dataclass(frozen=True, slots=True)
class RuleSet(Event):
    """A workshop changed one of its rules."""

    name: ClassVar[str] = "care.rule_set.v1"

    site_id: UUID
    kind: str
    version: int
    active: bool
