"""Facts about the network that other contexts may listen to."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class NodeAdded(Event):
    """The tree has a new place."""

    name: ClassVar[str] = "network.node_added.v1"

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class LegalEntityRegistered(Event):
    """A company that can sign invoices is known."""

    name: ClassVar[str] = "network.legal_entity_registered.v1"

    legal_entity_id: UUID
    country: str


@dataclass(frozen=True, slots=True)
class DoorsOpened(Event):
    """A workshop that was prepared can be booked from now on."""

    name: ClassVar[str] = "network.doors_opened.v1"

    site_id: UUID


@dataclass(frozen=True, slots=True)
class SiteOpened(Event):
    """A workshop takes part from now on."""

    name: ClassVar[str] = "network.site_opened.v1"

    site_id: UUID
    node: str
    code: str


@dataclass(frozen=True, slots=True)
class OpeningHoursChanged(Event):
    """A workshop keeps other hours: whoever planned with the old ones plans again."""

    name: ClassVar[str] = "network.opening_hours_changed.v1"

    site_id: UUID


@dataclass(frozen=True, slots=True)
class DayClosed(Event):
    """A workshop stays closed on one day."""

    name: ClassVar[str] = "network.day_closed.v1"

    site_id: UUID
    on: str


@dataclass(frozen=True, slots=True)
class DayReopened(Event):
    """A day that was closed keeps its usual hours again."""

    name: ClassVar[str] = "network.day_reopened.v1"

    site_id: UUID
    on: str


@dataclass(frozen=True, slots=True)
class StaffHired(Event):
    """Somebody works here."""

    name: ClassVar[str] = "network.staff_hired.v1"

    account_id: UUID
    node: str


@dataclass(frozen=True, slots=True)
class RoleGranted(Event):
    """Somebody may act in a role at a place and below it."""

    name: ClassVar[str] = "network.role_granted.v1"

    grant_id: UUID
    account_id: UUID
    role: str
    node: str


@dataclass(frozen=True, slots=True)
class RoleRevoked(Event):
    """A role ended."""

    name: ClassVar[str] = "network.role_revoked.v1"

    grant_id: UUID
    account_id: UUID
    role: str
    node: str


@dataclass(frozen=True, slots=True)
class DeputyNamed(Event):
    """Somebody will be away; their work goes to a deputy for that time."""

    name: ClassVar[str] = "network.deputy_named.v1"

    away_id: UUID
    account_id: UUID
    deputy_id: UUID
    from_at: str
    until_at: str


@dataclass(frozen=True, slots=True)
class DeputyStoodDown(Event):
    """Somebody is back earlier, or not away at all."""

    name: ClassVar[str] = "network.deputy_stood_down.v1"

    away_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class SharingAgreed(Event):
    """A dealer group and a maker agreed what the maker may see."""

    name: ClassVar[str] = "network.sharing_agreed.v1"

    contract_id: UUID
    maker: str
    node: str
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TabletBound(Event):
    """A device is a shared tablet of a workshop."""

    name: ClassVar[str] = "network.tablet_bound.v1"

    tablet_id: UUID
    site_id: UUID


@dataclass(frozen=True, slots=True)
class TabletRevoked(Event):
    """A device is no shared tablet any more; who was on is on no longer."""

    name: ClassVar[str] = "network.tablet_revoked.v1"

    tablet_id: UUID


@dataclass(frozen=True, slots=True)
class TabletTaken(Event):
    """Somebody is on at a shared tablet, by badge or PIN; what follows is in their name."""

    name: ClassVar[str] = "network.tablet_taken.v1"

    tablet_id: UUID
    account_id: UUID
    how: str


@dataclass(frozen=True, slots=True)
class TabletLeft(Event):
    """Nobody is on at a shared tablet now."""

    name: ClassVar[str] = "network.tablet_left.v1"

    tablet_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class BadgeIssued(Event):
    """A colleague has a badge; an earlier one opens nothing any more."""

    name: ClassVar[str] = "network.badge_issued.v1"

    account_id: UUID


@dataclass(frozen=True, slots=True)
class BadgeRevoked(Event):
    """A badge opens nothing any more."""

    name: ClassVar[str] = "network.badge_revoked.v1"

    account_id: UUID


@dataclass(frozen=True, slots=True)
class PinSet(Event):
    """Somebody has chosen the digits for shared tablets."""

    name: ClassVar[str] = "network.pin_set.v1"

    account_id: UUID
