"""Seed owners and cars: registered, delivered, driven, and read now and then."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from seibi.config.demo.network import SeededSite
from seibi.config.demo.people import DemoOwner, owner
from seibi.contexts.customers import facade as customers
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import Powertrain, ReadingSource, UseClass
from seibi.kernel.actor import SYSTEM


@dataclass(frozen=True, slots=True)
class DemoCar:
    """The facts of one car of the demo fleet."""

    make: str
    model: str
    year: int
    vin: str = ""
    frame_number: str = ""
    plate: str = ""
    plate_country: str = ""
    powertrain: str = "petrol"
    use_class: str = "passenger"

    @property
    def has_engine(self) -> bool:
        return self.powertrain not in {"battery", "fuel_cell"}


@dataclass(frozen=True, slots=True)
class OwnedCar:
    """A car, whose it is, and who brings it where somebody else does."""

    vehicle_id: UUID
    customer_id: UUID
    car: DemoCar
    bringer_id: UUID | None = None


def seed_fleet(
    site: SeededSite, cars: Iterable[DemoCar], at: dt.datetime, *, first: int = 0
) -> Iterator[OwnedCar]:
    """Give each car an owner and a past; the same input makes the same people.

    ``first`` is the number of the first owner: no two fleets of a country share one.
    """
    chance = random.Random(site.site.code)  # noqa: S311 - plausible, not secret
    for number, car in enumerate(cars, start=first):
        with transaction.atomic():
            person = owner(site.group.country, number, chance)
            customer_id = _register(site, person, at)
            vehicle_id = _deliver(site, car, customer_id, chance, at)
        yield OwnedCar(vehicle_id, customer_id, car)


def _register(site: SeededSite, person: DemoOwner, at: dt.datetime) -> UUID:
    return customers.register_customer(
        group_node=site.group.node,
        new=person.new,
        contacts=person.contacts,
        address=person.address,
        actor=SYSTEM,
        at=at,
    )


def _deliver(
    site: SeededSite, car: DemoCar, customer_id: UUID, chance: random.Random, at: dt.datetime
) -> UUID:
    """Registered new in its model year, driven at a pace of its own, read twice a year."""
    today = at.date()
    oldest = 6 * 365 - chance.randrange(330)
    age_days = max(40, min((today.year - car.year) * 365 + chance.randrange(300), oldest))
    delivered = today - dt.timedelta(days=age_days)
    pace = chance.triangular(12, 70, 32)  # km a day
    vehicle_id = vehicles.register_vehicle(
        make=car.make,
        model=car.model,
        model_year=car.year,
        country=site.group.country,
        owner_node=site.node,
        vin=car.vin,
        frame_number=car.frame_number,
        plate=car.plate,
        plate_country=car.plate_country,
        powertrain=Powertrain(car.powertrain),
        use_class=UseClass(car.use_class),
        first_registered_on=delivered,
        delivered_on=delivered,
        owner_id=customer_id,
        vin_compared=True,
        actor=SYSTEM,
        at=at,
    )
    for days in range(min(age_days - 1, 720) // 180 * 180, 0, -180):
        vehicles.record_odometer(
            vehicle_id=vehicle_id,
            value=int(pace * (age_days - days) * chance.uniform(0.95, 1.05)),
            source=ReadingSource.DESK,
            read_at=at - dt.timedelta(days=days),
            owner_node=site.node,
            actor=SYSTEM,
            at=at,
        )
    return vehicle_id
