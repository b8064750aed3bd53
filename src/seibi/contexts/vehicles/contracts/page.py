"""Everything one screen shows of a car."""

import datetime as dt
from dataclasses import dataclass

from seibi.contexts.vehicles.contracts import (
    CoverageInfo,
    Holder,
    IdentifierInfo,
    Reading,
    ServiceLine,
    VehicleSummary,
)
from seibi.contexts.vehicles.contracts.recalls import CampaignForCar


@dataclass(frozen=True, slots=True)
class VehiclePage:
    """Everything the desk's page of one car shows."""

    summary: VehicleSummary
    variant: str
    first_registered_on: dt.date | None
    delivered_on: dt.date | None
    inspection_expires_on: dt.date | None
    identifiers: tuple[IdentifierInfo, ...]
    holders: tuple[Holder, ...]
    readings: tuple[Reading, ...]
    coverage: tuple[CoverageInfo, ...]
    campaigns: tuple[CampaignForCar, ...]
    history: tuple[ServiceLine, ...]
    may_change: bool
