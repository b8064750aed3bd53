"""What other contexts may ask of cars, and how facts about cars are written down."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from seibi.contexts.vehicles.contracts import (
    CoverageAnswer,
    Holder,
    Reading,
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
    taking_over,
)
from seibi.contexts.vehicles.operations import (
    schedules as schedule_operations,
)
from seibi.contexts.vehicles.queries import book as book_queries
from seibi.contexts.vehicles.queries import campaigns as campaign_queries
from seibi.contexts.vehicles.queries import caring as caring_queries
from seibi.contexts.vehicles.queries import cars as car_queries
from seibi.contexts.vehicles.queries import ledgers as ledger_queries
from seibi.contexts.vehicles.queries import schedules as schedule_queries

register_vehicle = cars.register_vehicle
add_identifier = cars.add_identifier
transfer = holders.transfer
add_holder = holders.add_holder
end_holder = holders.end_holder
part_with = holders.part_with
record_odometer = odometer.record_odometer
correct_odometer = odometer.correct_odometer
add_coverage = promises.add_coverage
guarantee_repair = promises.guarantee_repair
write_service_record = record.write_service_record
hear_signal = record.hear_signal
record_past_work = taking_over.record_past_work
take_back_vehicle = taking_over.take_back_vehicle
take_back_reading = taking_over.take_back_reading
take_back_work = taking_over.take_back_work
set_campaign_status = campaign_operations.set_campaign_status
list_campaign_vins = campaign_operations.list_campaign_vins
load_schedules = schedule_operations.load_schedules
import_recalls = imports.import_recalls
decode_vin = vin_rules.decode_vin
summaries = car_queries.summaries
visible_summaries = car_queries.visible_summaries
summary = car_queries.summary
visible_ids = car_queries.visible_ids
find = car_queries.find
book = book_queries.book
find_by_number = car_queries.find_by_number
longest_unseen = car_queries.longest_unseen
cars_of = caring_queries.cars_of
new_cars = caring_queries.new_cars
readings = ledger_queries.readings
coverages = ledger_queries.coverages
open_campaigns = campaign_queries.open_campaigns
schedule_of = schedule_queries.schedule_of
forecast_facts = schedule_queries.forecast_facts
service_history = ledger_queries.history


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


def latest_km(ids: Collection[UUID]) -> dict[UUID, Reading]:
    """The latest believable reading of each car, in one query."""
    return ledger_queries.latest_km(ids)


def coverage_today(vehicle_id: UUID, at: dt.datetime, km: int | None, what: str) -> CoverageAnswer:
    """Who pays for a piece of work (an operation code) on the day of ``at``, with the reason."""
    return ledger_queries.coverage_today(vehicle_id, on=at.date(), km=km, what=what)
