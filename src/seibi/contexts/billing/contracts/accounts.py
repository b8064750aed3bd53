"""Customers on account as others see them: terms, what is open, monthly statements."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from seibi.contexts.billing.contracts import InvoiceRow, PaperParty
from seibi.kernel.money import Money

SET_TERMS = "billing.set_terms"


@dataclass(frozen=True, slots=True)
class NewTerms:
    """What is agreed: how much, until which day, paid when."""

    credit_limit: Decimal
    closing_day: int = 31
    pay_months: int = 1
    pay_day: int = 31


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """One customer on account: the terms and how much of the limit is taken."""

    id: UUID
    customer_id: UUID
    customer: str
    credit_limit: Money
    open: Money
    closing_day: int
    pay_months: int
    pay_day: int
    is_stopped: bool
    stopped_reason: str
    next_close: dt.date
    may_set: bool = False

    @property
    def left(self) -> Money:
        """How much more may be put on account."""
        return self.credit_limit - self.open


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement in a list."""

    id: UUID
    number: str
    closed_on: dt.date
    due_on: dt.date
    due: Money
    open: Money  # of the invoices on it, today


@dataclass(frozen=True, slots=True)
class StatementInfo:
    """One monthly statement with its invoices: for the page, the paper and the API."""

    id: UUID
    account_id: UUID
    number: str
    customer_id: UUID
    closed_on: dt.date
    due_on: dt.date
    before: Money
    received: Money
    billed: Money
    due: Money
    open: Money
    language: str
    issuer: PaperParty
    recipient: PaperParty
    issued_at: dt.datetime
    invoices: tuple[InvoiceRow, ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything about one customer on account."""

    account: AccountInfo
    not_on_a_statement: tuple[InvoiceRow, ...]
    statements: tuple[StatementRow, ...]
