"""What programs send about sales."""

import datetime as dt
from uuid import UUID

from ninja import Schema
from pydantic import Field

from seibi.contexts.customers.contracts import ContactKind
from seibi.contexts.sales.contracts import Check, HintKind, Lost, Source
from seibi.contexts.vehicles.contracts import Powertrain


class ProspectIn(Schema):
    """Somebody new (name and a way to reach them), or somebody we know (``customer_id``)."""

    site_id: UUID
    interest: str = Field(max_length=200)
    source: Source
    customer_id: UUID | None = None
    family_name: str = Field(default="", max_length=80)
    given_name: str = Field(default="", max_length=80)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=254)
    offers_by: list[ContactKind] = Field(default_factory=list, max_length=6)


class LoseIn(Schema):
    """Why they do not buy."""

    reason: Lost


class HandOverIn(Schema):
    """The car, what was done beside it, and on which way the owner is reached."""

    make: str = Field(max_length=60)
    model: str = Field(max_length=80)
    model_year: int | None = Field(default=None, ge=1950, le=2100)
    powertrain: Powertrain = Powertrain.UNKNOWN
    vin: str = Field(default="", max_length=40)
    frame_number: str = Field(default="", max_length=40)
    plate: str = Field(default="", max_length=40)
    finance_ends_on: dt.date | None = None
    checks: list[Check] = Field(max_length=10)
    channel: ContactKind | None = None
    may_remind: bool = False


class HintIn(Schema):
    """What after-sales tells about a car."""

    site_id: UUID
    vehicle_id: UUID
    kind: HintKind
    words: str = Field(default="", max_length=300)


class Made(Schema):
    """What was made."""

    id: UUID
