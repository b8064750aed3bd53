"""What other contexts may ask of cars, and how facts about cars are written down."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from seibi.contexts.vehicles.contracts import (
    CoverageAnswer,
    CoverageInfo,
    DecodedVin,
    ForecastFacts,
    Holder,
    OpenCampaign,
    Reading,
    ScheduleEntry,
    ServiceLine,
    VehicleSummary,
)
from seibi.contexts.vehicles.domain import vin as vin_rules
from seibi.contexts.vehicles.operations import (
    campaigns as campaign_operations,
)
from seibi.contexts.vehicles.operations import (
    cars,
    holders,
    imports,
    odometer,
    promises,
    record,
)
from seibi.contexts.vehicles.operations import (
    schedules as schedule_operations,
)
from seibi.contexts.vehicles.queries import campaigns as campaign_queries
from seibi.contexts.vehicles.queries import cars as car_queries
from seibi.contexts.vehicles.queries import ledgers as ledger_queries
from seibi.contexts.vehicles.queries import schedules as schedule_queries
from seibi.kernel.actor import Actor

register_vehicle = cars.register_vehicle
add_identifier = cars.add_identifier
transfer = holders.transfer
add_holder = holders.add_holder
end_holder = holders.end_holder
record_odometer = odometer.record_odometer
correct_odometer = odometer.correct_odometer
add_coverage = promises.add_coverage
guarantee_repair = promises.guarantee_repair
write_service_record = record.write_service_record
hear_signal = record.hear_signal
set_campaign_status = campaign_operations.set_campaign_status
list_campaign_vins = campaign_operations.list_campaign_vins
load_schedules = schedule_operations.load_schedules
import_recalls = imports.import_recalls


def decode_vin(text: str, *, youngest: int = vin_rules.YOUNGEST_YEAR) -> DecodedVin:
    """What a VIN or frame number says by itself; odd ones get warnings, never a refusal."""
    return vin_rules.decode_vin(text, youngest=youngest)


def summaries(ids: Collection[UUID]) -> dict[UUID, VehicleSummary]:
    """Cars as lines on a screen, in two queries; ids that do not exist are left out."""
    return car_queries.summaries(ids)


def summary(vehicle_id: UUID, actor: Actor) -> VehicleSummary:
    """One car that this actor may know of. Raises NotFound ("vehicle_not_found")."""
    return car_queries.summary(vehicle_id, actor)


def visible_ids(ids: Collection[UUID], actor: Actor) -> set[UUID]:
    """Those of the cars that this actor may know of."""
    return car_queries.visible_ids(ids, actor)


def find(query: str, actor: Actor, limit: int = 20) -> list[VehicleSummary]:
    """Cars by plate, VIN, frame number, the last four signs of any, or make and model."""
    return car_queries.find(query, actor, limit)


def find_by_number(number: str) -> list[UUID]:
    """Cars that now carry this number, however it is spelt."""
    return car_queries.find_by_number(number)


def owner_of(vehicle_id: UUID, at: dt.datetime) -> Holder | None:
    """Who owns a car at a moment; None when nobody is on record."""
    return car_queries.owners_of([vehicle_id], at).get(vehicle_id)


def owners_of(ids: Collection[UUID], at: dt.datetime) -> dict[UUID, Holder]:
    """The owner of each car at a moment, in one query; cars without one are left out."""
    return car_queries.owners_of(ids, at)


def holders_of(ids: Collection[UUID], at: dt.datetime) -> list[Holder]:
    """Everyone who has these cars at a moment: owners, drivers, fleet managers. One query."""
    return car_queries.holders_of(ids, at)


def vehicles_of(customer_ids: Iterable[UUID], at: dt.datetime) -> list[VehicleSummary]:
    """The cars these customers have at a moment, in any role. Two queries."""
    return car_queries.vehicles_of(tuple(customer_ids), at)


def readings(vehicle_id: UUID) -> list[Reading]:
    """The odometer ledger, newest first, with the readings that are not believed."""
    return ledger_queries.readings(vehicle_id)


def latest_km(ids: Collection[UUID]) -> dict[UUID, Reading]:
    """The latest believable reading of each car, in one query."""
    return ledger_queries.latest_km(ids)


def coverages(vehicle_id: UUID) -> list[CoverageInfo]:
    """Warranties, contracts and guarantees of a car, past ones included."""
    return ledger_queries.coverages(vehicle_id)


def coverage_today(vehicle_id: UUID, at: dt.datetime, km: int | None, what: str) -> CoverageAnswer:
    """Who pays for a piece of work (an operation code) on the day of ``at``, with the reason."""
    return ledger_queries.coverage_today(vehicle_id, on=at.date(), km=km, what=what)


def open_campaigns(ids: Collection[UUID]) -> dict[UUID, list[OpenCampaign]]:
    """The open recalls of each car, newest first, in one query; cars without any are left out."""
    return campaign_queries.open_campaigns(ids)


def schedule_of(vehicle_id: UUID) -> list[ScheduleEntry]:
    """The maintenance that applies to a car: one line for each piece of work."""
    return schedule_queries.schedule_of(vehicle_id)


def forecast_facts(ids: Collection[UUID]) -> dict[UUID, ForecastFacts]:
    """What a due forecast needs to know, for any number of cars in five queries."""
    return schedule_queries.forecast_facts(ids)


def service_history(vehicle_id: UUID) -> list[ServiceLine]:
    """Work done on a car, newest first."""
    return ledger_queries.history(vehicle_id)
