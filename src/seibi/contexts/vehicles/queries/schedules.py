"""Which maintenance applies to a car, and everything a forecast needs to know about it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from seibi.contexts.vehicles.contracts import (
    ForecastFacts,
    Powertrain,
    ReadingFlag,
    ScheduleBasis,
    ScheduleEntry,
    ServiceSignal,
    UseClass,
)
from seibi.contexts.vehicles.domain.schedules import Car, Terms, chosen
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.models.ledgers import OdometerReading, ServiceRecord, Signal
from seibi.contexts.vehicles.models.schedules import ScheduleItem
from seibi.kernel.text import translated

Done = dict[str, tuple[dt.date, int | None]]


def schedule_of(vehicle_id: UUID) -> list[ScheduleEntry]:
    """The maintenance that applies to a car, one line for each piece of work. Two queries."""
    row = Vehicle.objects.filter(pk=vehicle_id).first()
    return chosen(_terms(_items([row])), _car(row)) if row else []


def forecast_facts(ids: Collection[UUID]) -> dict[UUID, ForecastFacts]:
    """What a due forecast needs, for any number of cars in five queries."""
    rows = list(Vehicle.objects.filter(pk__in=ids))
    terms = _terms(_items(rows))
    readings, done, signals = _readings(ids), _done(ids), _signals(ids)
    return {
        row.pk: ForecastFacts(
            vehicle_id=row.pk,
            country=row.country,
            powertrain=Powertrain(row.powertrain),
            use_class=UseClass(row.use_class),
            in_service_on=_in_service(row),
            inspection_expires_on=row.inspection_expires_on,
            known_since=row.registered_at.date(),
            readings=tuple(readings.get(row.pk, ())),
            schedule=tuple(chosen(terms, _car(row))),
            last_done=done.get(row.pk, {}),
            signals=signals.get(row.pk, {}),
            severe_use=row.severe_use,
        )
        for row in rows
    }


def _in_service(row: Vehicle) -> dt.date | None:
    """Since when the car is driven: hand-over, else registration, else the middle of its year."""
    middle = dt.date(row.model_year, 7, 1) if row.model_year else None
    return row.delivered_on or row.first_registered_on or middle


def _items(rows: Iterable[Vehicle]) -> list[ScheduleItem]:
    countries = {row.country for row in rows} | {""}
    makes = {row.make_key for row in rows} | {""}
    return list(ScheduleItem.objects.filter(country__in=countries, make_key__in=makes))


def _terms(items: Iterable[ScheduleItem]) -> list[Terms[ScheduleEntry]]:
    return [
        Terms(
            line=_entry(item),
            operation_code=item.operation_code,
            country=item.country,
            make_key=item.make_key,
            model_key=item.model_key,
            year_from=item.year_from,
            year_to=item.year_to,
            powertrains=tuple(item.powertrains),
            use_classes=tuple(item.use_classes),
        )
        for item in items
    ]


def _entry(item: ScheduleItem) -> ScheduleEntry:
    return ScheduleEntry(
        operation_code=item.operation_code,
        title=translated(item.title),
        basis=ScheduleBasis(item.basis),
        km=item.km,
        months=item.months,
        first_km=item.first_km,
        first_months=item.first_months,
        severe_km=item.severe_km,
        severe_months=item.severe_months,
        condition=translated(item.condition),
        source=item.source,
        rule=item.rule,
    )


def _car(row: Vehicle) -> Car:
    return Car(
        country=row.country,
        make_key=row.make_key,
        model_key=row.model_key,
        model_year=row.model_year,
        powertrain=row.powertrain,
        use_class=row.use_class,
    )


def _readings(ids: Collection[UUID]) -> dict[UUID, list[tuple[dt.datetime, int]]]:
    found: dict[UUID, list[tuple[dt.datetime, int]]] = defaultdict(list)
    rows = OdometerReading.objects.filter(vehicle_id__in=ids, flag=ReadingFlag.FINE)
    for car, read_at, km in rows.order_by("read_at").values_list("vehicle_id", "read_at", "km"):
        found[car].append((read_at, km))
    return found


def _done(ids: Collection[UUID]) -> dict[UUID, Done]:
    found: dict[UUID, Done] = defaultdict(dict)
    rows = ServiceRecord.objects.filter(vehicle_id__in=ids).order_by("done_on", "recorded_at")
    for car, code, done_on, km in rows.values_list("vehicle_id", "operation_code", "done_on", "km"):
        found[car][code] = (done_on, km)
    return found


def _signals(ids: Collection[UUID]) -> dict[UUID, dict[str, ServiceSignal]]:
    found: dict[UUID, dict[str, ServiceSignal]] = defaultdict(dict)
    for row in Signal.objects.filter(vehicle_id__in=ids):
        found[row.vehicle_id][row.operation_code] = ServiceSignal(
            operation_code=row.operation_code,
            remaining_km=row.remaining_km,
            remaining_days=row.remaining_days,
            read_at=row.read_at,
        )
    return found
