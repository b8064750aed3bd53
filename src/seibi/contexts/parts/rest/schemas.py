"""What programs send about stock."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import AwareDatetime, Field, StringConstraints

Node = Annotated[str, StringConstraints(max_length=200, pattern=r"^/([a-z0-9-]+/)*$")]
Number = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\x00]+$")]
Code = Annotated[str, StringConstraints(max_length=20, pattern=r"^[^\x00]+$")]
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
Quantity = Annotated[Decimal, Field(max_digits=12, decimal_places=3, gt=0)]
Counted = Annotated[Decimal, Field(max_digits=12, decimal_places=3, ge=0)]
Net = Annotated[Decimal, Field(max_digits=12, decimal_places=2, ge=0)]
Moment = Annotated[
    AwareDatetime,
    Field(ge=dt.datetime(2000, 1, 1, tzinfo=dt.UTC), le=dt.datetime(2100, 1, 1, tzinfo=dt.UTC)),
]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class PartsReceivedIn(Schema):
    """Parts that came in at a place of a site."""

    part_number: Number
    node: Node
    place_code: Code
    quantity: Quantity
    reason: Words = ""


class PartsCountedIn(Schema):
    """What really lies at a place."""

    part_number: Number
    node: Node
    place_code: Code
    counted: Counted
    reason: Words


class PartPriceIn(Schema):
    """What one unit costs at a node and below it, before tax."""

    part_number: Number
    node: Node
    net: Net
    currency: Currency


class BackOrderExpectedIn(Schema):
    expected_at: Moment


class StockDifference(Schema):
    """How much the ledger was corrected by."""

    difference: Decimal
