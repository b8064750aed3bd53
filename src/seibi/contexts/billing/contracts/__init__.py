"""Invoices as others see them: who owes whom what for which work, and how it stands."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money

SEE = "billing.see"
ISSUE = "billing.issue"
CREDIT = "billing.credit"
PUT_ON_ACCOUNT = "billing.put_on_account"
RELEASE_UNPAID = "billing.release_unpaid"
ON_ACCOUNT_LIMIT = "on_account"
GOODWILL_LIMIT = "goodwill"


class InvoiceKind(StrEnum):
    """Something owed, or something no longer owed."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Form(StrEnum):
    """Which rules the paper follows. They differ by the country of the legal entity."""

    QUALIFIED_INVOICE = "qualified_invoice"
    SETTLEMENT_LIST = "settlement_list"
    SALES_TAX_INVOICE = "sales_tax_invoice"
    TAX_INVOICE = "tax_invoice"


class InvoiceState(StrEnum):
    """How far an invoice is settled."""

    ISSUED = "issued"
    PART_PAID = "part_paid"
    PAID = "paid"
    ON_ACCOUNT = "on_account"
    CREDITED = "credited"


class InvoiceAction(StrEnum):
    """What can happen to an invoice once it has its number. It is never edited."""

    PAY_PART = "pay_part"
    PAY = "pay"
    PUT_ON_ACCOUNT = "put_on_account"
    GIVE_BACK = "give_back"
    GIVE_ALL_BACK = "give_all_back"
    CREDIT = "credit"


class Cost(StrEnum):
    """The kinds of cost that papers itemise (JT/T 1133-2017 has one total for each)."""

    DIAGNOSIS = "diagnosis"
    TEST = "test"
    MATERIAL = "material"
    LABOUR = "labour"
    OUTSIDE = "outside"
    OTHER = "other"
    STATUTORY = "statutory"


@dataclass(frozen=True, slots=True)
class PaperParty:
    """A name on the paper as it was on the day: issuer, recipient."""

    name: str
    lines: tuple[str, ...] = ()
    registration_number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceLineInfo:
    """One line of an invoice, final."""

    position: int
    cost: Cost
    description: str
    part_number: str
    quantity: Decimal
    unit: str
    unit_price: Money
    net: Money
    tax_rate: Decimal
    reduced: bool
    gross: Money
    discount: Money | None = None  # taken off already
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class TaxInfo:
    """What is owed at one rate, and the tax on it."""

    rate: Decimal
    outside_tax: bool
    net: Money
    tax: Money
    gross: Money


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What the paper says about the car and the visit, as it was on the day."""

    work_order: str = ""
    plate: str = ""
    car: str = ""
    vin: str = ""
    arrived_on: dt.date | None = None
    finished_on: dt.date | None = None
    odometer_in: int | None = None
    odometer_out: int | None = None
    old_parts: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceInfo:
    """One invoice or credit note with everything on it: for the page, the paper and the API.

    Where ``tax_included`` the paper shows each line, and its unit price, with the tax inside.
    """

    id: UUID
    number: str
    kind: InvoiceKind
    form: Form
    state: InvoiceState
    payer: str
    work_order_id: UUID
    customer_id: UUID
    owner_node: str
    language: str
    issued_at: dt.datetime
    issued_on: dt.date
    due_on: dt.date
    issuer: PaperParty
    recipient: PaperParty
    visit: VisitFacts
    lines: tuple[InvoiceLineInfo, ...]
    taxes: tuple[TaxInfo, ...]
    net: Money
    tax: Money
    gross: Money
    paid: Money
    credits: str = ""  # number of the invoice that this credit note takes back
    credited_by: str = ""
    cost_totals: tuple[tuple[Cost, Money], ...] = ()
    actions: tuple[InvoiceAction, ...] = ()
    tax_included: bool = False
    discount: Money | None = None

    @property
    def open(self) -> Money:
        """What is still owed."""
        if self.kind == InvoiceKind.CREDIT_NOTE or self.state == InvoiceState.CREDITED:
            return Money(Decimal(0), self.gross.currency)
        return self.gross - self.paid


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of a list of invoices."""

    id: UUID
    number: str
    kind: InvoiceKind
    state: InvoiceState
    payer: str
    recipient: str
    car: str
    work_order_id: UUID
    work_order: str
    issued_at: dt.datetime
    due_on: dt.date
    gross: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class ToBill:
    """A car that is ready and has no invoice yet."""

    work_order_id: UUID
    number: str
    car: str
    customer: str
