"""What programs send to billing."""

import datetime as dt
from decimal import Decimal

from ninja import Schema
from pydantic import Field

from seibi.contexts.payments.contracts import Method


class TakeIn(Schema):
    """Money that a person has seen."""

    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)
    method: Method
    note: str = Field(default="", max_length=300)


class DueIn(Schema):
    """Until when the customer pays."""

    due_on: dt.date


class BillingReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=300)


class PayPageOut(Schema):
    """Where the payer goes."""

    url: str
