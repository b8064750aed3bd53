"""What programs may send about cars."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, StringConstraints

from seibi.contexts.customers.contracts import CustomerKind, NewCustomer
from seibi.contexts.vehicles.contracts import (
    CampaignStatus,
    DistanceUnit,
    HolderRole,
    IdentifierKind,
    Powertrain,
    ReadingSource,
    UseClass,
)

WRITABLE = r"^[^\x00]*$"  # a database holds no NUL
Short = Annotated[str, StringConstraints(max_length=40, pattern=WRITABLE)]
Line = Annotated[str, StringConstraints(max_length=60, pattern=WRITABLE)]
Name = Annotated[str, StringConstraints(max_length=120, pattern=WRITABLE)]
Note = Annotated[str, StringConstraints(max_length=300, pattern=WRITABLE)]
Place = Annotated[str, StringConstraints(max_length=6, pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$")]


class FindIn(Schema):
    """What somebody looks for."""

    q: Annotated[str, StringConstraints(max_length=80, pattern=WRITABLE)] = ""


class DecodeIn(Schema):
    """A number to read."""

    vin: Annotated[str, StringConstraints(max_length=80)]


class CoverageIn(Schema):
    """Which work, and what the odometer shows."""

    what: Short
    km: int | None = Field(None, ge=0, le=2_000_000_000)


class VehicleIn(Schema):
    """A car to register."""

    make: Line
    model: Name
    model_year: int | None = Field(None, ge=1900, le=2100)
    country: str = Field(pattern=r"^[A-Z]{2}$")
    owner_node: str = Field(pattern=r"^/([a-z0-9-]+/)*$", max_length=200)
    vin: Short = ""
    frame_number: Short = ""
    plate: Short = ""
    plate_country: Place = ""
    powertrain: Powertrain = Powertrain.UNKNOWN
    use_class: UseClass = UseClass.PASSENGER
    variant: Name = ""
    colour: Line = ""
    first_registered_on: dt.date | None = None
    delivered_on: dt.date | None = None
    inspection_expires_on: dt.date | None = None
    vin_compared: bool = False


class IdentifierIn(Schema):
    """A new number on a car."""

    kind: IdentifierKind
    value: Short
    country: Place = ""
    valid_from: dt.date | None = None
    vin_compared: bool = False


class ReadingIn(Schema):
    """What the odometer showed."""

    value: int = Field(ge=0, le=2_000_000_000)
    unit: DistanceUnit = DistanceUnit.KM
    source: ReadingSource = ReadingSource.DESK
    read_at: AwareDatetime | None = None
    note: Note = ""


class CorrectionIn(Schema):
    """What the odometer really showed, and why the first entry was wrong."""

    value: int = Field(ge=0, le=2_000_000_000)
    unit: DistanceUnit = DistanceUnit.KM
    note: Note


class HolderIn(Schema):
    """Somebody who drives or manages the car."""

    customer_id: UUID
    role: HolderRole


class PersonIn(Schema):
    """Somebody who drives the car or has it next, with an address that they can prove."""

    family_name: Line
    given_name: Line = ""
    email: Annotated[str, StringConstraints(max_length=254, pattern=WRITABLE)]
    language: Annotated[str, StringConstraints(pattern=r"^(en|ja|zh-hans)$")] = "en"

    def person(self) -> NewCustomer:
        """As customers are registered."""
        return NewCustomer(
            kind=CustomerKind.PERSON,
            family_name=self.family_name,
            given_name=self.given_name,
            language=self.language,
        )


class TransferIn(Schema):
    """The new owner."""

    customer_id: UUID


class CampaignStatusIn(Schema):
    """Where a car stands in a recall."""

    status: CampaignStatus
    note: Note = ""


class SignalIn(Schema):
    """What the car itself says is left until a piece of work."""

    operation_code: Short
    remaining_km: int | None = Field(None, ge=-1_000_000, le=1_000_000)
    remaining_days: int | None = Field(None, ge=-36_500, le=36_500)


class Created(Schema):
    """The id of what was made."""

    id: UUID
