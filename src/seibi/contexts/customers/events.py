"""Facts about customers that other contexts may listen to; never names or addresses."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class CustomerRegistered(Event):
    """A person or company is known to a dealer group."""

    name: ClassVar[str] = "customers.customer_registered.v1"

    customer_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CustomerChanged(Event):
    """What we know about a customer changed; ``fields`` names what, not how."""

    name: ClassVar[str] = "customers.customer_changed.v1"

    customer_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactAdded(Event):
    """There is one more way to reach somebody."""

    name: ClassVar[str] = "customers.contact_added.v1"

    customer_id: UUID
    contact_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class ContactVerified(Event):
    """A contact point was proved to be the customer's own."""

    name: ClassVar[str] = "customers.contact_verified.v1"

    customer_id: UUID
    contact_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class ContactRemoved(Event):
    """A contact point is not used any more."""

    name: ClassVar[str] = "customers.contact_removed.v1"

    customer_id: UUID
    contact_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class ConsentGiven(Event):
    """Somebody said yes to one purpose on one channel."""

    name: ClassVar[str] = "customers.consent_given.v1"

    customer_id: UUID
    purpose: str
    channel: str
    text_version: str
    source: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Event):
    """Somebody said no, or took a yes back."""

    name: ClassVar[str] = "customers.consent_withdrawn.v1"

    customer_id: UUID
    purpose: str
    channel: str
    source: str


@dataclass(frozen=True, slots=True)
class AuthoriserNamed(Event):
    """Somebody may say yes for a customer, up to a limit."""

    name: ClassVar[str] = "customers.authoriser_named.v1"

    customer_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class AuthoriserDismissed(Event):
    """Somebody may no longer say yes for a customer."""

    name: ClassVar[str] = "customers.authoriser_dismissed.v1"

    customer_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class RecordClaimed(Event):
    """An account was linked to a customer record by the person's own act."""

    name: ClassVar[str] = "customers.record_claimed.v1"

    customer_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class RecordReleased(Event):
    """An account and a customer record are no longer linked."""

    name: ClassVar[str] = "customers.record_released.v1"

    customer_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class CustomersMerged(Event):
    """Two records are one person; the alias is read as the survivor."""

    name: ClassVar[str] = "customers.customers_merged.v1"

    alias_id: UUID
    survivor_id: UUID


@dataclass(frozen=True, slots=True)
class MergeUndone(Event):
    """Two records are two again."""

    name: ClassVar[str] = "customers.merge_undone.v1"

    alias_id: UUID
    survivor_id: UUID


@dataclass(frozen=True, slots=True)
class RecordRead(Event):
    """Staff looked at a customer's page."""

    name: ClassVar[str] = "customers.record_read.v1"

    customer_id: UUID
    page: str


@dataclass(frozen=True, slots=True)
class StandingGiven(Event):
    """What a customer says once for every visit is kept; it replaces what was said before."""

    name: ClassVar[str] = "customers.standing_given.v1"

    customer_id: UUID
    evidence_id: UUID
    source: str


@dataclass(frozen=True, slots=True)
class StandingWithdrawn(Event):
    """From now on this customer is asked about every line again."""

    name: ClassVar[str] = "customers.standing_withdrawn.v1"

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class CustomerTakenBack(Event):
    """A record that came by an import went again; nothing had happened to it."""

    name: ClassVar[str] = "customers.customer_taken_back.v1"

    customer_id: UUID
