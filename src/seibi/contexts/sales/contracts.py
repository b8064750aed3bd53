"""Plain values that sales hands to its own screens and to other contexts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from seibi.contexts.customers.contracts import ContactKind, NewContact, NewCustomer
from seibi.contexts.vehicles.contracts import Powertrain

SELL = "sales.sell"
HINT = "sales.hint"


class ProspectState(StrEnum):
    OPEN = "open"
    SOLD = "sold"
    LOST = "lost"


class ProspectAction(StrEnum):
    HAND_OVER = "hand_over"
    LOSE = "lose"
    REOPEN = "reopen"


class Source(StrEnum):
    """How a prospect came to us."""

    WALK_IN = "walk_in"
    TELEPHONE = "telephone"
    WEB = "web"
    RECOMMENDED = "recommended"
    AFTER_SALES = "after_sales"
    EVENT = "event"


class Lost(StrEnum):
    """Why somebody does not buy."""

    PRICE = "price"
    OTHER_BRAND = "other_brand"
    NO_NEED = "no_need"
    NOT_REACHED = "not_reached"
    OTHER = "other"


class Check(StrEnum):
    """What a hand-over wants, in the order in which it is done beside the car."""

    OWNER_ACCOUNT = "owner_account"
    FIRST_SERVICE = "first_service"
    LEADER_CARD = "leader_card"
    CONTACT_CHANNEL = "contact_channel"


class HintKind(StrEnum):
    """Why after-sales thinks that an owner may want another car."""

    REPAIR = "repair"
    FINANCE = "finance"
    INSPECTION = "inspection"


@dataclass(frozen=True, slots=True)
class NewProspect:
    """What is noted of a visitor: somebody new, or (``customer_id``) somebody we know.

    ``offers_by``: the ways on which they said yes to offers.
    """

    interest: str
    source: Source
    who: NewCustomer | None = None
    contacts: Sequence[NewContact] = ()
    customer_id: UUID | None = None
    offers_by: frozenset[ContactKind] = frozenset()


@dataclass(frozen=True, slots=True)
class NewCar:
    """The car that is handed over."""

    make: str
    model: str
    model_year: int | None = None
    powertrain: Powertrain = Powertrain.UNKNOWN
    vin: str = ""
    frame_number: str = ""
    plate: str = ""
    finance_ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Ticked:
    """What was done at a hand-over, on which way the owner is reached, and whether reminded."""

    checks: frozenset[Check]
    channel: ContactKind | None = None
    may_remind: bool = False


@dataclass(frozen=True, slots=True)
class ProspectRow:
    """One prospect on the list of those who sell."""

    id: UUID
    site_id: UUID
    customer_id: UUID
    name: str
    phone: str
    email: str
    interest: str
    source: Source
    state: ProspectState
    seller_name: str
    opened_at: dt.datetime
    tz: str
    lost: Lost | None = None
    vehicle_id: UUID | None = None
    car: str = ""
    handed_over_on: dt.date | None = None
    first_service_on: dt.date | None = None
    may_offer: bool = False
    actions: tuple[ProspectAction, ...] = ()


@dataclass(frozen=True, slots=True)
class SalesHint:
    """A sentence from after-sales about one car; ``id`` where somebody wrote it."""

    kind: HintKind
    customer_id: UUID
    name: str
    phone: str
    vehicle_id: UUID
    car: str
    plate: str
    words: str = ""
    on: dt.date | None = None
    told_by: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SalesPage:
    """What somebody who sells sees; ``kept_back``: hints about owners who want no offers."""

    open: tuple[ProspectRow, ...]
    closed: tuple[ProspectRow, ...]
    hints: tuple[SalesHint, ...]
    kept_back: int = 0


@dataclass(frozen=True, slots=True)
class FirstService:
    """The first service of a car that we handed over: when it is planned, and what is done."""

    vehicle_id: UUID
    customer_id: UUID
    on: dt.date
    operation_code: str
