"""What programs send to billing."""

import datetime as dt
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from seibi.contexts.payments.contracts import Method
from seibi.contexts.work_orders.contracts import Payer

CountedPieces = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]


class TakeIn(Schema):
    """Money that a person has seen."""

    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    method: Method
    note: str = Field(default="", max_length=300)
    given: Decimal | None = Field(default=None, gt=0, max_digits=14, decimal_places=2)


class DueIn(Schema):
    """Until when the customer pays."""

    due_on: dt.date


class BillingReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=300)


class PayPageOut(Schema):
    """Where the payer goes."""

    url: str


class PaymentCorrectionIn(Schema):
    """What was really taken, by which tender."""

    amount: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    method: Method
    reason: str = Field(min_length=1, max_length=300)


class PaymentMoveIn(Schema):
    """The invoice that a payment belongs to."""

    number: str = Field(min_length=1, max_length=30)
    reason: str = Field(min_length=1, max_length=300)


class PayerIn(Schema):
    """Which lines somebody else pays, and who."""

    line_ids: list[UUID] = Field(max_length=200)
    payer: Payer
    customer_id: UUID | None = None
    reason: str = Field(min_length=1, max_length=300)


class DiscountIn(Schema):
    """Per cent or an amount; of one line or of everything."""

    percent: Decimal | None = Field(default=None, gt=0, le=100, decimal_places=3)
    amount: Decimal | None = Field(default=None, gt=0, max_digits=14, decimal_places=2)
    line_id: UUID | None = None
    reason: str = Field(min_length=1, max_length=300)


class DecisionIn(Schema):
    """Yes or no."""

    approve: bool
    reason: str = Field(default="", max_length=300)


class CountIn(Schema):
    """What was counted: how many of each note and coin, ``coins`` as one sum, what stays."""

    pieces: dict[str, CountedPieces] = Field(max_length=30)
    stays: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    card_slips: Decimal | None = Field(default=None, ge=0, max_digits=14, decimal_places=2)
    reason: str = Field(default="", max_length=300)


class TermsIn(Schema):
    """What is agreed with a customer who pays by the month."""

    customer_id: UUID
    credit_limit: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    closing_day: int = Field(default=31, ge=1, le=31)
    pay_months: int = Field(default=1, ge=0, le=6)
    pay_day: int = Field(default=31, ge=1, le=31)


class StopIn(Schema):
    """Nothing more on account, or again."""

    stopped: bool
    reason: str = Field(min_length=1, max_length=300)
