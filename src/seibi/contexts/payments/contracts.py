"""Anything payable: an amount and a reference. Nothing here knows what is being paid for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money

SEE = "payments.see"
TAKE = "payments.take"
REFUND = "payments.refund"
CLOSE = "payments.close"
REOPEN = "payments.reopen"
REFUND_LIMIT = "refund"


class PaymentState(StrEnum):
    """Where a payment is. The words are those of the payment library."""

    WAITING = "waiting"
    INPUT = "input"
    PREAUTH = "preauth"
    CONFIRMED = "confirmed"
    REFUNDED = "refunded"
    REJECTED = "rejected"
    ERROR = "error"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # the provider was asked and fell silent: nobody takes the money again


class Method(StrEnum):
    """How the money comes."""

    ONLINE = "online"
    CASH = "cash"
    CARD_TERMINAL = "card_terminal"
    TRANSFER = "transfer"
    ROUNDING = (
        "rounding"  # coins that the trade does not ask for; no money, but the bill is settled
    )


class Purpose(StrEnum):
    """Why somebody pays."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"


class MovementKind(StrEnum):
    """Why the money of a site became more or less."""

    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    CORRECTED = "corrected"
    DROP = "drop"
    CHANGE_MONEY = "change_money"


class Effect(StrEnum):
    """What a word from a provider did to a payment."""

    APPLIED = "applied"
    REPEATED = "repeated"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class PaymentInfo:
    """One payment, as screens and other contexts see it."""

    id: UUID
    reference: str
    purpose: Purpose
    method: Method
    state: PaymentState
    amount: Money
    captured: Money  # taken and not given back
    refunded: Money
    note: str
    opened_at: dt.datetime
    settled_at: dt.datetime | None
    pay_url: str  # the page where an online payment is made; empty for money taken at a desk
    may_refund: bool = False
    given: Money | None = None  # the notes and coins that were handed over
    corrected: Money | None = None
    moved: Money | None = None

    @property
    def change(self) -> Money | None:
        """What went back over the counter at once."""
        return self.given - self.amount if self.given else None


@dataclass(frozen=True, slots=True)
class PayPage:
    """What the person with the link may see: the amount and how it stands, nothing else."""

    token: UUID
    description: str
    amount: Money
    state: PaymentState
    open: bool
    return_url: str


@dataclass(frozen=True, slots=True)
class ProviderWord:
    """What a provider says about one payment, in our words."""

    event_id: str
    state: PaymentState
    captured: Money | None
    transaction_id: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What a day at one till should hold, by method, and what does not add up."""

    method: Method
    currency: str
    count: int
    taken: Money
    given_back: Money


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An online payment that has been open for too long: ask the provider."""

    id: UUID
    reference: str
    amount: Money
    state: PaymentState
    opened_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that a day leaves open, as the record of the day says it."""

    kind: str
    words: str
    subject: str = ""
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class TenderDay:
    """What a day brought by one tender, and what should be there because of it."""

    method: Method
    count: int
    taken: Money
    given_back: Money
    corrected: Money
    drawer: Money
    due: Money


@dataclass(frozen=True, slots=True)
class TillInfo:
    """The open day of a till: what should be in the drawer now, by tender."""

    node: str
    day: dt.date
    currency: str
    opening_float: Money
    tenders: tuple[TenderDay, ...]
    expected_cash: Money
    expected_cards: Money
    is_closed: bool  # today is; what comes now belongs to the next day
    last: UUID | None = None


@dataclass(frozen=True, slots=True)
class Counting:
    """What somebody counted: pieces of each note and coin, the card slips, what stays."""

    pieces: Mapping[str, Decimal]
    stays: Money
    card_slips: Money | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayEndInfo:
    """A closed day: the signed record."""

    id: UUID
    node: str
    number: int
    day: dt.date
    opening_float: Money
    tenders: tuple[TenderDay, ...]
    pieces: Mapping[str, Decimal]
    expected_cash: Money
    counted_cash: Money
    card_slips: Money | None
    stays: Money
    reason: str
    open_items: tuple[OpenItem, ...]
    closed_by: str
    closed_at: dt.datetime
    sha256: str
    before: str
    reopened_at: dt.datetime | None = None
    reopened_reason: str = ""
    may_reopen: bool = False

    @property
    def difference(self) -> Money:
        """Above zero there is too much in the drawer."""
        return self.counted_cash - self.expected_cash

    @property
    def banked(self) -> Money:
        """What is carried to the safe or the bank."""
        return self.counted_cash - self.stays
