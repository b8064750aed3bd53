"""Plain values that customers hands to other contexts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from seibi.contexts.network.contracts import PostalAddress
from seibi.kernel.money import Money

SEE = "customers.see"
EDIT = "customers.edit"
MERGE = "customers.merge"

# where the law wants the customer's consent to each item, nothing is agreed by itself
CONSENT_PER_ITEM = frozenset({"CN", "US"})


class CustomerKind(StrEnum):
    """Somebody, or an organisation."""

    PERSON = "person"
    COMPANY = "company"


class ContactKind(StrEnum):
    """The ways to reach somebody."""

    EMAIL = "email"
    PHONE = "phone"
    LINE = "line"
    WECHAT = "wechat"
    WEB_PUSH = "web_push"
    POST = "post"


class ContactPurpose(StrEnum):
    """What we would use a contact point, or data of a person, for."""

    VISIT = "visit"
    SAFETY = "safety"
    REMINDER = "reminder"
    SURVEY = "survey"
    OFFERS = "offers"
    CAR_DATA = "car_data"
    LOCATION = "location"


class ConsentSource(StrEnum):
    """Where somebody said yes or no."""

    COUNTER = "counter"
    TELEPHONE = "telephone"
    PAPER = "paper"
    OWN_PAGE = "own_page"
    LINK = "link"


class HowToAsk(StrEnum):
    """How an owner wants to be asked while their car is with us."""

    ANY = "any"
    TEXT = "text"
    CALL = "call"


class MayReach(StrEnum):
    """Whether a purpose is open on a channel, and why."""

    SERVICE = "service"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    NEVER_ASKED = "never_asked"


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What is typed when a person or company is first recorded.

    For a company ``family_name`` and ``given_name`` are the contact person's.
    """

    kind: CustomerKind
    family_name: str = ""
    given_name: str = ""
    family_reading: str = ""
    given_reading: str = ""
    company_name: str = ""
    company_reading: str = ""
    department: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    country: str = ""


@dataclass(frozen=True, slots=True)
class CustomerSummary:
    """Who this is, in one line."""

    id: UUID
    kind: CustomerKind
    name: str
    formal_name: str
    reading: str
    language: str
    time_zone: str
    group_node: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Route:
    """Where one message to one person goes."""

    channel: ContactKind
    address: str
    language: str
    tz: str
    formal_name: str = ""


@dataclass(frozen=True, slots=True)
class ContactInfo:
    """One way to reach somebody, and whether it was proved to be theirs."""

    id: UUID
    kind: ContactKind
    value: str
    shown: str
    verified_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ContactMatch:
    """A record that carries a contact point as it was typed, and whether it proved it."""

    kind: ContactKind
    typed: str
    customer_id: UUID
    verified: bool


@dataclass(frozen=True, slots=True)
class ConsentInfo:
    """What somebody said about one purpose on one channel, last."""

    purpose: ContactPurpose
    channel: ContactKind
    answer: MayReach
    text_version: str = ""
    source: ConsentSource | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class AuthoriserInfo:
    """Who may say yes for this customer, and up to how much (no amount: to any)."""

    id: UUID
    customer_id: UUID
    name: str
    limit: Money | None


@dataclass(frozen=True, slots=True)
class ReadInfo:
    """Who looked at the record, and when; the person it is about may see this."""

    at: dt.datetime
    reader: str
    page: str


@dataclass(frozen=True, slots=True)
class RecordReadInfo:
    """Somebody looked at somebody's record: for those who check that this is right."""

    at: dt.datetime
    reader: str
    page: str
    customer_id: UUID
    customer_name: str


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No call and no message between these times where the person lives; may pass midnight."""

    begins: dt.time
    ends: dt.time


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody may be reached now, by purpose: what they opened, what they like, and when."""

    phone: Mapping[ContactPurpose, str]
    email: Mapping[ContactPurpose, str]
    preferred: Mapping[ContactPurpose, ContactKind]
    quiet: QuietHours | None
    is_quiet: bool
    tz: str
    language: str


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Everything the customer page shows."""

    summary: CustomerSummary
    details: NewCustomer
    contacts: tuple[ContactInfo, ...]
    address: PostalAddress | None
    address_lines: tuple[str, ...]
    consents: tuple[ConsentInfo, ...]
    preferred: Mapping[ContactPurpose, ContactKind]
    quiet: QuietHours | None
    po_required: bool
    authorisers: tuple[AuthoriserInfo, ...]
    has_account: bool
    merged: tuple[CustomerSummary, ...] = ()
    twins: tuple[CustomerSummary, ...] = ()
    reads: tuple[ReadInfo, ...] = ()
    may_edit: bool = False
    may_merge: bool = False
    sales_id: UUID | None = None
    sales_name: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer in a list of all."""

    id: UUID
    details: NewCustomer
    contacts: tuple[ContactInfo, ...]
    address: PostalAddress | None


@dataclass(frozen=True, slots=True)
class AuthorityTerms:
    """Who may say yes to work for this customer, and whether a purchase order is needed."""

    customer_id: UUID
    is_company: bool
    po_required: bool
    limits: Mapping[UUID, Decimal | None] = field(default_factory=dict)
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ClaimOffer:
    """A record that may be the account holder's own; the name is shown in part only."""

    customer_id: UUID
    hint: str
    group_node: str
    needs_answer: bool


@dataclass(frozen=True, slots=True)
class NewContact:
    """A way to reach somebody as it was typed."""

    kind: ContactKind
    value: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """Which way somebody likes to be reached for what, and when not at all."""

    preferred: Mapping[ContactPurpose, ContactKind] = field(default_factory=dict)
    quiet: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class NewStanding:
    """What an owner says once for every visit: how far, then whom, which parts, how to ask."""

    limit: Money | None = None
    second_name: str = ""
    second_phone: str = ""
    second_email: str = ""
    no_used_parts: bool = False
    keep_old_parts: bool = False
    ask_by: HowToAsk = HowToAsk.ANY
    note: str = ""


@dataclass(frozen=True, slots=True)
class StandingInfo:
    """What stands now, whose word it is, and the text that was kept of it."""

    id: UUID
    limit: Money | None
    second_name: str
    second_phone: str
    second_email: str
    no_used_parts: bool
    keep_old_parts: bool
    ask_by: HowToAsk
    note: str
    who: str
    source: ConsentSource
    said_at: dt.datetime
    text: str
    sha256: str
