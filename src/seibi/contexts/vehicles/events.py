"""Facts about cars that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class VehicleRegistered(Event):
    """We know a car that we did not know before."""

    name: ClassVar[str] = "vehicles.vehicle_registered.v1"

    vehicle_id: UUID
    make: str
    model: str
    model_year: int | None
    country: str


@dataclass(frozen=True, slots=True)
class IdentifierAdded(Event):
    """A car has a new plate, VIN or other number; the number itself is not in the journal."""

    name: ClassVar[str] = "vehicles.identifier_added.v1"

    vehicle_id: UUID
    identifier_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class VehicleTransferred(Event):
    """A car has a new owner; the old one no longer sees it."""

    name: ClassVar[str] = "vehicles.vehicle_transferred.v1"

    vehicle_id: UUID
    from_customer_id: UUID | None
    to_customer_id: UUID


@dataclass(frozen=True, slots=True)
class HolderAdded(Event):
    """A driver or a fleet manager may see a car from now on."""

    name: ClassVar[str] = "vehicles.holder_added.v1"

    vehicle_id: UUID
    customer_id: UUID
    role: str


@dataclass(frozen=True, slots=True)
class HolderEnded(Event):
    """A driver or a fleet manager no longer has this car."""

    name: ClassVar[str] = "vehicles.holder_ended.v1"

    vehicle_id: UUID
    customer_id: UUID
    role: str


@dataclass(frozen=True, slots=True)
class OdometerRead(Event):
    """A car's odometer was read; ``flag`` says whether the value may be believed."""

    name: ClassVar[str] = "vehicles.odometer_read.v1"

    vehicle_id: UUID
    reading_id: UUID
    km: int
    source: str
    flag: str


@dataclass(frozen=True, slots=True)
class CoverageAdded(Event):
    """A warranty, contract or guarantee now protects a car."""

    name: ClassVar[str] = "vehicles.coverage_added.v1"

    vehicle_id: UUID
    coverage_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CampaignStatusChanged(Event):
    """A car was repaired under a campaign, or found not to be affected, or open again."""

    name: ClassVar[str] = "vehicles.campaign_status_changed.v1"

    vehicle_id: UUID
    campaign_id: UUID
    status: str


@dataclass(frozen=True, slots=True)
class CampaignVinsListed(Event):
    """A maker named the cars of a campaign one by one."""

    name: ClassVar[str] = "vehicles.campaign_vins_listed.v1"

    campaign_id: UUID
    added: int


@dataclass(frozen=True, slots=True)
class RecallImportStarted(Event):
    """Somebody gave us a file of recall campaigns that we had not seen before."""

    name: ClassVar[str] = "vehicles.recall_import_started.v1"

    run_id: UUID


@dataclass(frozen=True, slots=True)
class RecallsImported(Event):
    """A file of recall campaigns was read to its end. One event for the whole file."""

    name: ClassVar[str] = "vehicles.recalls_imported.v1"

    run_id: UUID
    rows: int
    campaigns_added: int
    scopes_added: int
    problems: int


@dataclass(frozen=True, slots=True)
class SchedulesLoaded(Event):
    """Maintenance schedules were added or changed. One event for the whole set."""

    name: ClassVar[str] = "vehicles.schedules_loaded.v1"

    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class ServiceRecorded(Event):
    """Work done on a car is in its service record."""

    name: ClassVar[str] = "vehicles.service_recorded.v1"

    vehicle_id: UUID
    subject: str
    operation_codes: tuple[str, ...]
    done_on: dt.date
    km: int | None


@dataclass(frozen=True, slots=True)
class ServiceSignalHeard(Event):
    """The car itself said how far it is from a piece of work."""

    name: ClassVar[str] = "vehicles.service_signal_heard.v1"

    vehicle_id: UUID
    operation_code: str
    remaining_km: int | None
    remaining_days: int | None


@dataclass(frozen=True, slots=True)
class VehicleTakenBack(Event):
    """A car that came by an import went again; nothing had happened to it."""

    name: ClassVar[str] = "vehicles.vehicle_taken_back.v1"

    vehicle_id: UUID


@dataclass(frozen=True, slots=True)
class LineTakenBack(Event):
    """A reading or a piece of past work ("reading", "work") that an import wrote is gone."""

    name: ClassVar[str] = "vehicles.line_taken_back.v1"

    vehicle_id: UUID
    line_id: UUID
    kind: str
