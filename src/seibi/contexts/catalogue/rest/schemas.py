"""What programs send to the catalogue."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import Field

from seibi.contexts.catalogue.contracts import PriceKind

Code = Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{0,39}$")]
OptionalCode = Annotated[str, Field(pattern=r"^[A-Z0-9-]{0,40}$")]
NodePath = Annotated[str, Field(pattern=r"^/([a-z0-9-]+/)+$", max_length=200)]


class PriceIn(Schema):
    """A price from a day on, at a node and below it."""

    node: NodePath
    kind: PriceKind
    item_code: OptionalCode = ""
    amount: Decimal = Field(ge=0, max_digits=12, decimal_places=4)
    currency: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    tax_included: bool = False
    valid_from: dt.date
