"""Seed owners and cars: registered, delivered, driven, and read now and then."""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from seibi.config.demo.links import OWNERS
from seibi.config.demo.network import SeededSite
from seibi.config.demo.people import DemoOwner, owner
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import Powertrain, ReadingSource
from seibi.kernel.accounts.models import Account
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


@dataclass(frozen=True, slots=True)
class OwnedCar:
    """A car and whose it is."""

    vehicle_id: UUID
    customer_id: UUID
    car: DemoCar


def seed_fleet(site: SeededSite, cars: Iterable[DemoCar], at: dt.datetime) -> list[OwnedCar]:
    """Give each car an owner and a past; the same input makes the same people."""
    chance = random.Random(site.site.code)  # noqa: S311 - plausible, not secret
    owned = []
    for number, car in enumerate(cars):
        with transaction.atomic():
            person = owner(site.group.country, number, chance)
            customer_id = _register(site, person, at)
            vehicle_id = _deliver(site, car, customer_id, chance, at)
        owned.append(OwnedCar(vehicle_id, customer_id, car))
    _let_owners_in(site, owned, at)
    return owned


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
    age_days = max(40, min((today.year - car.year) * 365 + chance.randrange(300), 6 * 365))
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


def _let_owners_in(site: SeededSite, owned: list[OwnedCar], at: dt.datetime) -> None:
    """The first owner of a country has an account, so that there is a door for them."""
    login = next((entry for entry in OWNERS if entry[2] == site.group.country), None)
    if login is None or not owned:
        return
    summary = customers.summaries([owned[0].customer_id])[owned[0].customer_id]
    if Account.objects.filter(email=summary.email).exists():
        return
    account = Account.objects.create_user(
        summary.email,
        display_name=summary.name,
        language=summary.language,
        time_zone=summary.time_zone,
    )
    customers.link_account(customer_id=summary.id, account_id=account.pk, actor=SYSTEM, at=at)
    for purpose in (ContactPurpose.REMINDER, ContactPurpose.SURVEY):
        customers.give_consent(
            customer_id=summary.id,
            purpose=purpose,
            channel=ContactKind.EMAIL,
            source=next(iter(ConsentSource)),
            actor=SYSTEM,
            at=at,
        )
