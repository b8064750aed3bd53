"""The cash desk as screens and programs see it: what to bill and settle, how the day stands."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from seibi.contexts.billing.contracts import InvoiceRow, ToBill
from seibi.contexts.billing.contracts.discounts import DiscountInfo
from seibi.contexts.payments.contracts import DayEndInfo, OpenItem, PaymentInfo, TillInfo
from seibi.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Till:
    """What one day brought by one method."""

    method: str
    count: int
    taken: Money
    given_back: Money


@dataclass(frozen=True, slots=True)
class HeldDeposit:
    """Money that was taken before the bill and still waits for it."""

    payment_id: UUID
    work_order_id: UUID
    work_order: str
    car: str
    customer: str
    amount: Money
    taken_at: dt.datetime
    visit_ended: bool  # there will be no bill: it goes back


@dataclass(frozen=True, slots=True)
class SilentPayment:
    """An online payment whose end is not known: look at the payment service."""

    payment_id: UUID
    invoice_id: UUID
    number: str
    amount: Money
    begun_at: dt.datetime


@dataclass(frozen=True, slots=True)
class CashDesk:
    """The cash desk of one site: what to bill, what to settle, what the day has brought."""

    site_code: str
    site_name: str
    day: dt.date
    to_bill: tuple[ToBill, ...] = ()
    open: tuple[InvoiceRow, ...] = ()
    settled_today: tuple[InvoiceRow, ...] = ()
    tills: tuple[Till, ...] = field(default=())
    deposits: tuple[HeldDeposit, ...] = ()
    silent: tuple[SilentPayment, ...] = ()
    questions: tuple[DiscountInfo, ...] = ()
    day_is_closed: bool = False


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line of the bill as it will be."""

    line_id: UUID
    description: str
    quantity: Decimal
    payer: str
    amount: Money
    off: Money
    statutory: bool

    @property
    def after(self) -> Money:
        """What is asked for."""
        return self.amount - self.off


@dataclass(frozen=True, slots=True)
class Bill:
    """A visit at the cash desk before it has its invoice."""

    work_order_id: UUID
    number: str
    site_code: str
    owner_node: str
    car: str
    customer: str
    currency: str
    tax_included: bool
    may_be_issued: bool
    lines: tuple[BillLine, ...]
    discounts: tuple[DiscountInfo, ...]
    deposits: tuple[PaymentInfo, ...]
    expected: Money  # of the lines of the customer, before or with the tax as it is shown

    @property
    def deposited(self) -> Money:
        """What is held for this visit."""
        held = [each.captured for each in self.deposits]
        return sum(held, Money(Decimal(0), self.currency))


@dataclass(frozen=True, slots=True)
class DayPage:
    """The end of a day before it is signed: what should be there and what stays open."""

    site_code: str
    site_name: str
    till: TillInfo
    open_items: tuple[OpenItem, ...]
    day_ends: tuple[DayEndInfo, ...]
    may_close: bool
