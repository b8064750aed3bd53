"""Facts about invoices."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class InvoiceIssued(Event):
    """An invoice has its number and cannot be changed any more."""

    name: ClassVar[str] = "billing.invoice_issued.v1"

    invoice_id: UUID
    number: str
    work_order_id: UUID
    customer_id: UUID
    payer: str
    gross: Decimal
    currency: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class InvoicePaid(Event):
    """Nothing is owed on an invoice any more."""

    name: ClassVar[str] = "billing.invoice_paid.v1"

    invoice_id: UUID
    work_order_id: UUID
    customer_id: UUID
    gross: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class InvoicePartPaid(Event):
    """Something, but not everything, has been paid."""

    name: ClassVar[str] = "billing.invoice_part_paid.v1"

    invoice_id: UUID
    work_order_id: UUID
    paid: Decimal
    open: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class InvoicePutOnAccount(Event):
    """The customer pays later; somebody with the right said so."""

    name: ClassVar[str] = "billing.invoice_put_on_account.v1"

    invoice_id: UUID
    work_order_id: UUID
    customer_id: UUID
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class InvoiceCredited(Event):
    """An invoice was taken back by a credit note."""

    name: ClassVar[str] = "billing.invoice_credited.v1"

    invoice_id: UUID
    credit_note_id: UUID
    work_order_id: UUID
    gross: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PaymentAsked(Event):
    """The payer was sent to a page where the invoice can be paid."""

    name: ClassVar[str] = "billing.payment_asked.v1"

    invoice_id: UUID
    payment_id: UUID


@dataclass(frozen=True, slots=True)
class CarReleasedUnpaid(Event):
    """A car leaves although money is owed, by right; the reason is kept with the visit."""

    name: ClassVar[str] = "billing.car_released_unpaid.v1"

    work_order_id: UUID
    open: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class InvoiceLinkReplaced(Event):
    """The old link of an invoice opens nothing any more, since that of its visit was replaced."""

    name: ClassVar[str] = "billing.invoice_link_replaced.v1"

    invoice_id: UUID
    work_order_id: UUID


@dataclass(frozen=True, slots=True)
class DepositSetOff(Event):
    """Money that was taken before counts for an invoice now."""

    name: ClassVar[str] = "billing.deposit_set_off.v1"

    invoice_id: UUID
    work_order_id: UUID
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PayerChanged(Event):
    """Lines stood on the wrong payer's paper: it was taken back and two right ones were issued."""

    name: ClassVar[str] = "billing.payer_changed.v1"

    invoice_id: UUID
    credit_note_id: UUID
    new_invoice_ids: tuple[UUID, ...]
    payer: str


@dataclass(frozen=True, slots=True)
class InvoiceReissued(Event):
    """A paper was taken back and issued anew in one step, for example with a discount."""

    name: ClassVar[str] = "billing.invoice_reissued.v1"

    invoice_id: UUID
    new_invoice_id: UUID
    work_order_id: UUID


@dataclass(frozen=True, slots=True)
class DiscountAsked(Event):
    """Somebody wants to give away more than they may, and waits for an answer."""

    name: ClassVar[str] = "billing.discount_asked.v1"

    discount_id: UUID
    work_order_id: UUID
    amount: Decimal
    currency: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class DiscountSettled(Event):
    """A discount was granted, approved, declined, withdrawn, or ran out without an answer."""

    name: ClassVar[str] = "billing.discount_settled.v1"

    discount_id: UUID
    work_order_id: UUID
    state: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class TermsSet(Event):
    """What was agreed with a customer who pays later."""

    name: ClassVar[str] = "billing.terms_set.v1"

    terms_id: UUID
    customer_id: UUID
    credit_limit: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class CreditStopped(Event):
    """Nothing more goes on account for a customer, or again."""

    name: ClassVar[str] = "billing.credit_stopped.v1"

    terms_id: UUID
    customer_id: UUID
    stopped: bool


@dataclass(frozen=True, slots=True)
class StatementIssued(Event):
    """A month of a customer on account was closed and has its paper."""

    name: ClassVar[str] = "billing.statement_issued.v1"

    statement_id: UUID
    customer_id: UUID
    number: str
    due: Decimal
    currency: str
    due_on: dt.date
