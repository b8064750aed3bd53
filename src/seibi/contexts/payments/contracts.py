"""Anything payable: an amount and a reference. Nothing here knows what is being paid for."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money

SEE = "payments.see"
TAKE = "payments.take"
REFUND = "payments.refund"
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


class Method(StrEnum):
    """How the money comes."""

    ONLINE = "online"
    CASH = "cash"
    CARD_TERMINAL = "card_terminal"
    TRANSFER = "transfer"


class Purpose(StrEnum):
    """Why somebody pays."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"


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
