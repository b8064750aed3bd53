"""What programs send to the catalogue."""

import datetime as dt
from decimal import Decimal

from ninja import Schema
from pydantic import Field

from seibi.contexts.catalogue.contracts import PriceKind


class PriceIn(Schema):
    """A price from a day on, at a node and below it."""

    node: str = Field(pattern=r"^/([a-z0-9-]+/)+$", max_length=200)
    kind: PriceKind
    item_code: str = Field(default="", max_length=40)
    amount: Decimal = Field(ge=0, max_digits=12, decimal_places=4)
    currency: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    tax_included: bool = False
    valid_from: dt.date
