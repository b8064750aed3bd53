"""What those who sell find in the demo: two visitors, a car handed over, a hint from an advisor."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from seibi.config.demo.casting import Cast
from seibi.config.demo.fleet import OwnedCar
from seibi.config.demo.network import SeededSite
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.sales import facade as sales
from seibi.contexts.sales.contracts import Check, HintKind, NewCar, NewProspect, Source, Ticked
from seibi.contexts.vehicles.contracts import Powertrain
from seibi.contexts.vehicles.domain.vin import with_check_digit
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM

SOLD = dt.timedelta(days=170)
CAME = dt.timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class _Visitor:
    """Somebody who came in: name, reading, number, and what they liked."""

    family: str
    given: str
    reading: tuple[str, str]
    phone: str
    interest: str


VISITORS: Mapping[str, tuple[_Visitor, _Visitor]] = {
    "JP": (
        _Visitor("西村", "彩", ("ニシムラ", "アヤ"), "+819044440001", "家族用のハイブリッド車"),
        _Visitor("久保", "健", ("クボ", "ケン"), "+819044440002", "ヤリスの試乗をご希望"),
    ),
    "CN": (
        _Visitor("许", "静", ("xu", "jing"), "+8613844440001", "家用插电混动，七座"),
        _Visitor("韩", "磊", ("han", "lei"), "+8613844440002", "想试驾海豹"),
    ),
    "US": (
        _Visitor("Alvarez", "Noa", ("", ""), "+18082440001", "A hybrid for the family"),
        _Visitor("Tanaka", "Kai", ("", ""), "+18082440002", "A test drive of the RAV4"),
    ),
}
NEW_CARS: Mapping[str, NewCar] = {
    "JP": NewCar("Toyota", "Yaris", 2026, Powertrain.HYBRID, frame_number="MXPH10-7045612"),
    "CN": NewCar("BYD", "Seal", 2026, Powertrain.BATTERY, vin="LGXCE4CC0T0700123"),
    "US": NewCar("Toyota", "RAV4", 2026, Powertrain.HYBRID, vin="2T3RWRFV0TW700123"),
}
GEARBOX: Mapping[str, str] = {
    "JP": "変速機の修理が車両の価値を上回ります。",
    "CN": "变速箱维修费用超过车辆价值。",
    "US": "The gearbox would cost more than the car is worth.",
}


def sell(site: SeededSite, unbooked: list[OwnedCar]) -> None:
    """One visitor is interested, one has had the car for half a year, one owner wants offers."""
    seller, at, country = Cast(site).one(Role.SALES), clock.now(), site.group.country
    interested, owner = VISITORS[country]
    sales.note_prospect(
        site_id=site.id, new=_noted(site, interested, Source.WALK_IN), actor=seller, at=at - CAME
    )
    bought = sales.note_prospect(
        site_id=site.id, new=_noted(site, owner, Source.WEB), actor=seller, at=at - SOLD - CAME
    )
    sales.hand_over(
        prospect_id=bought,
        car=_checked(NEW_CARS[country]),
        ticked=Ticked(frozenset(Check), ContactKind.PHONE, may_remind=True),
        actor=seller,
        at=at - SOLD,
    )
    for owned in unbooked[-1:]:
        _wants_offers(owned, at)
        sales.tell_sales(
            site_id=site.id,
            vehicle_id=owned.vehicle_id,
            kind=HintKind.REPAIR,
            words=GEARBOX[country],
            actor=Cast(site).one(Role.ADVISOR),
            at=at,
        )


def _noted(site: SeededSite, one: _Visitor, source: Source) -> NewProspect:
    place = network.site(site.id)
    return NewProspect(
        interest=one.interest,
        source=source,
        who=NewCustomer(
            kind=CustomerKind.PERSON,
            family_name=one.family,
            given_name=one.given,
            family_reading=one.reading[0],
            given_reading=one.reading[1],
            language=place.languages[0],
            country=place.country,
            time_zone=place.tz,
        ),
        contacts=[NewContact(ContactKind.PHONE, one.phone)],
        offers_by=frozenset({ContactKind.PHONE}),
    )


def _checked(car: NewCar) -> NewCar:
    """The car with the check digit that its number wants."""
    return replace(car, vin=with_check_digit(car.vin)) if car.vin else car


def _wants_offers(owned: OwnedCar, at: dt.datetime) -> None:
    """They said yes, and answered once at the number: nothing is offered to an unproved one."""
    for way in customers.contacts_of(owned.customer_id):
        if way.kind is ContactKind.PHONE and way.verified_at is None:
            customers.verify_contact(contact_id=way.id, actor=SYSTEM, at=at)
    customers.give_consent(
        customer_id=owned.customer_id,
        purpose=ContactPurpose.OFFERS,
        channel=ContactKind.PHONE,
        source=ConsentSource.COUNTER,
        actor=SYSTEM,
        at=at,
    )
