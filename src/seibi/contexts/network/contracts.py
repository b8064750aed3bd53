"""Plain values of the network: places, people, roles and hours."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

SEE = "network.see"
MANAGE = "network.manage"
GRANT = "network.grant"
AUDIT = "network.audit"


class Role(StrEnum):
    """What a person is, at a node; what that permits stands in ``domain/roles.py``."""

    OWNER = "owner"
    BRINGER = "bringer"
    CR = "cr"
    ADVISOR = "advisor"
    CONTROLLER = "controller"
    TECHNICIAN = "technician"
    PARTS_CLERK = "parts_clerk"
    CASHIER = "cashier"
    SALES = "sales"
    SERVICE_MANAGER = "service_manager"
    LOCAL_LEADER = "local_leader"
    REGIONAL_LEADER = "regional_leader"
    HEAD_OFFICE = "head_office"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class NodeKind(StrEnum):
    """What a place in the tree stands for."""

    COUNTRY = "country"
    REGION = "region"
    DEALER_GROUP = "dealer_group"
    SITE = "site"


class SharedData(StrEnum):
    """What a dealer group lets a maker see, named one by one in their contract."""

    FIGURES = "figures"
    SERVICE_HISTORY = "service_history"
    CUSTOMERS = "customers"
    CONVERSATIONS = "conversations"


class AwayReason(StrEnum):
    """Why somebody is away, as far as colleagues need to know."""

    HOLIDAY = "holiday"
    TRAINING = "training"
    ILLNESS = "illness"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A postal address in fields; how they are arranged depends on the country.

    ``region`` is the prefecture, province or state; ``line1`` the block and number or street;
    ``line2`` the building and room.
    """

    country: str
    postal_code: str = ""
    region: str = ""
    city: str = ""
    district: str = ""
    line1: str = ""
    line2: str = ""


@dataclass(frozen=True, slots=True)
class NodeInfo:
    """A place in the tree, with its name in the reader's language."""

    path: str
    kind: NodeKind
    name: str
    depth: int


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What everyone needs to know about a workshop."""

    id: UUID
    code: str
    node: str
    name: str
    tz: str
    country: str
    currency: str
    languages: tuple[str, ...]
    legal_entity_id: UUID
    address: PostalAddress
    phone: str
    group_node: str
    latitude: float | None = None
    longitude: float | None = None
    services: tuple[str, ...] = ()
    opened: bool = True


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A rate of value-added or sales tax, as a fraction: 0.10 is ten per cent."""

    code: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class NewSite:
    """What must be known of a workshop; ``coordinates`` are latitude, longitude.

    One that is not ``opened`` is being prepared: it has no free time yet.
    """

    code: str
    legal_entity_id: UUID
    tz: str
    country: str
    currency: str
    languages: tuple[str, ...]
    address: PostalAddress
    phone: str = ""
    coordinates: tuple[float, float] | None = None
    services: tuple[str, ...] = ()
    opened: bool = True


@dataclass(frozen=True, slots=True)
class NewLegalEntity:
    """What must be known about a company before it can sign invoices."""

    name: str
    country: str
    registration_number: str
    address: PostalAddress
    tax_rates: tuple[TaxRate, ...]


@dataclass(frozen=True, slots=True)
class LegalEntityInfo:
    """Who signs the invoice."""

    id: UUID
    name: str
    country: str
    registration_number: str
    address: PostalAddress
    tax_rates: tuple[TaxRate, ...]


@dataclass(frozen=True, slots=True)
class DayHours:
    """One weekday's hours by the clock on the wall; breaks lie inside them."""

    opens: dt.time
    closes: dt.time
    breaks: tuple[tuple[dt.time, dt.time], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenInterval:
    """A time [start, end) in which a workshop is open."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class HolidaySuggestion:
    """A public holiday the site has not decided about yet."""

    on: dt.date
    name: str


@dataclass(frozen=True, slots=True)
class StaffInfo:
    """A colleague as others see them."""

    account_id: UUID
    name: str
    reading: str
    node: str
    roles: tuple[str, ...]
    away: bool = False


@dataclass(frozen=True, slots=True)
class RoleGrantInfo:
    """One role somebody holds at a place, with its limits and its dates."""

    id: UUID
    account_id: UUID
    role: str
    node: str
    limits: Mapping[str, Decimal]
    valid_from: dt.datetime
    valid_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class AwayInfo:
    """Somebody is away and somebody else stands in: from, until, why."""

    id: UUID
    account_id: UUID
    deputy_id: UUID
    from_at: dt.datetime
    until_at: dt.datetime
    reason: AwayReason


@dataclass(frozen=True, slots=True)
class Colleague:
    """One line of the staff page: the person, what they hold, who stands in for them."""

    staff: StaffInfo
    email: str
    grants: tuple[RoleGrantInfo, ...]
    away: AwayInfo | None
    deputy_name: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one dealer group shares with one maker, and since when."""

    group_node: str
    maker: str
    shares: tuple[SharedData, ...]
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class EndingRight:
    """A role that ends by itself before long: whose, which, where, when."""

    account_id: UUID
    name: str
    role: str
    place: str
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TabletInfo:
    """A shared tablet as its managers see it: where it is, who is on, whether it is still ours."""

    id: UUID
    name: str
    site_id: UUID
    node: str
    lock_minutes: int
    bound_at: dt.datetime
    on: str
    on_since: dt.datetime | None
    revoked_at: dt.datetime | None
    revoke_reason: str


@dataclass(frozen=True, slots=True)
class NewTablet:
    """A device that was just bound; its key is known here and never again."""

    id: UUID
    key: str


@dataclass(frozen=True, slots=True)
class TabletUser:
    """Somebody who can be on at a tablet, and whether they have chosen a PIN."""

    account_id: UUID
    name: str
    has_pin: bool


@dataclass(frozen=True, slots=True)
class TabletPage:
    """What a bound device shows when nobody is on."""

    tablet_id: UUID
    name: str
    site_id: UUID
    node: str
    users: tuple[TabletUser, ...]
