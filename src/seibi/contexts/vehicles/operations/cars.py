"""Cars coming into our books, and the numbers they are known by."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.vehicles.contracts import (
    CoverageKind,
    HolderRole,
    IdentifierKind,
    Powertrain,
    UseClass,
)
from seibi.contexts.vehicles.domain.coverage import SANBAO, years_later
from seibi.contexts.vehicles.domain.identifiers import match_key
from seibi.contexts.vehicles.events import IdentifierAdded, VehicleRegistered
from seibi.contexts.vehicles.models.cars import Identifier, Ownership, Vehicle
from seibi.contexts.vehicles.models.ledgers import Coverage
from seibi.contexts.vehicles.operations import numbers
from seibi.contexts.vehicles.permissions import can_edit, can_register
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, require
from seibi.kernel.journal.tell import tell

FIRST_CAR = dt.date(1886, 1, 29)


@transaction.atomic
def register_vehicle(  # noqa: PLR0913 - the facts of one car, each by name
    *,
    make: str,
    model: str,
    model_year: int | None,
    country: str,
    owner_node: str,
    vin: str = "",
    frame_number: str = "",
    plate: str = "",
    plate_country: str = "",
    powertrain: Powertrain = Powertrain.UNKNOWN,
    use_class: UseClass = UseClass.PASSENGER,
    variant: str = "",
    colour: str = "",
    first_registered_on: dt.date | None = None,
    delivered_on: dt.date | None = None,
    inspection_expires_on: dt.date | None = None,
    owner_id: UUID | None = None,
    vin_compared: bool = False,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A car is known by a surrogate id; its numbers, plates and owners come and go.

    A wrong check digit is refused in the USA, Canada and China unless somebody compared the number
    with the car (``vin_compared``); elsewhere it does not matter. Raises NotAllowed, Invalid
    ("vehicle_incomplete", "vin_wrong"), RuleBroken ("number_taken").
    """
    require(can_register(actor, owner_node))
    _check_name(make, model)
    _check_days(at.date(), first_registered_on, delivered_on, inspection_expires_on)
    typed = numbers.typed_numbers(
        vin=vin,
        frame_number=frame_number,
        plate=plate,
        plate_country=plate_country or country,
        compared=vin_compared,
    )
    for number in typed:
        numbers.check_free(number=number, since=at.date())

    vehicle = Vehicle.objects.create(
        owner_node=network.group_of(owner_node),
        make=make.strip(),
        model=model.strip(),
        make_key=match_key(make),
        model_key=match_key(model),
        model_year=model_year,
        variant=variant,
        colour=colour,
        powertrain=powertrain,
        use_class=use_class,
        country=country,
        first_registered_on=first_registered_on,
        delivered_on=delivered_on,
        inspection_expires_on=inspection_expires_on,
        registered_at=at,
    )
    for number in typed:
        numbers.save_number(vehicle=vehicle, number=number, since=first_registered_on or at.date())
    _give_to(vehicle, owner_id, at)
    _protect_by_law(vehicle)
    numbers.reindex(vehicle=vehicle)

    _tell_registered(vehicle, actor, at)
    return vehicle.pk


@transaction.atomic
def add_identifier(
    *,
    vehicle_id: UUID,
    kind: IdentifierKind,
    value: str,
    country: str = "",
    vin_compared: bool = False,
    valid_from: dt.date | None = None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A new plate ends the one before it; a second VIN or frame number stands beside the first.

    Raises NotFound, NotAllowed, Invalid ("number_missing", "vin_wrong", "number_too_early"),
    RuleBroken ("number_taken").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    since = valid_from or at.date()
    _check_days(at.date(), since)
    number = numbers.checked(
        kind=kind, value=value, country=country or vehicle.country, compared=vin_compared
    )
    numbers.check_free(number=number, since=since)

    if kind is IdentifierKind.PLATE:
        current = Identifier.objects.filter(vehicle=vehicle, kind=kind, valid_to=None)
        if current.filter(valid_from__gt=since).exists():
            sentence = _("The present plate is from a later day. Please check the date.")
            raise Invalid("number_too_early", sentence, errors={"valid_from": sentence})
        current.update(valid_to=since)
    row = numbers.save_number(vehicle=vehicle, number=number, since=since)
    numbers.reindex(vehicle=vehicle)

    tell(
        IdentifierAdded(vehicle_id=vehicle.pk, identifier_id=row.pk, kind=kind),
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=vehicle.owner_node,
    )
    return row.pk


def get_locked(*, vehicle_id: UUID, actor: Actor) -> Vehicle:
    """The row, locked, if this actor may know it exists. Raises NotFound ("vehicle_not_found")."""
    try:
        return Vehicle.objects.visible_to(actor).locked().get(pk=vehicle_id)
    except Vehicle.DoesNotExist:
        raise NotFound("vehicle_not_found", _("We do not know this car.")) from None


def _check_name(make: str, model: str) -> None:
    if not make.strip() or not model.strip():
        sentence = _("A car needs a make and a model.")
        raise Invalid("vehicle_incomplete", sentence, errors={"make": sentence})


def _give_to(vehicle: Vehicle, owner_id: UUID | None, at: dt.datetime) -> None:
    if owner_id is None:
        return
    Ownership.objects.create(
        vehicle=vehicle,
        customer_id=owner_id,
        role=HolderRole.OWNER,
        starts_at=at,
        owner_node=vehicle.owner_node,
    )


def _tell_registered(vehicle: Vehicle, actor: Actor, at: dt.datetime) -> None:
    tell(
        VehicleRegistered(
            vehicle_id=vehicle.pk,
            make=vehicle.make,
            model=vehicle.model,
            model_year=vehicle.model_year,
            country=vehicle.country,
        ),
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=vehicle.owner_node,
    )


def _check_days(today: dt.date, *days: dt.date | None) -> None:
    """No car is older than the first one, and papers are not dated a generation ahead."""
    furthest = years_later(today, 10)
    if any(day is not None and not FIRST_CAR <= day <= furthest for day in days):
        raise Invalid(
            "day_unlikely", _("One of these dates cannot be right. Please check the year.")
        )


def _protect_by_law(vehicle: Vehicle) -> None:
    """A household car in China has its 三包 limits from the day of the invoice."""
    household = vehicle.use_class in (UseClass.PASSENGER, UseClass.KEI_PASSENGER)
    if vehicle.country != "CN" or vehicle.delivered_on is None or not household:
        return
    titles = {
        CoverageKind.SANBAO_REPAIR: {
            "en": "Free repair by law",
            "ja": "法定無料修理（三包）",
            "zh-hans": "三包：包修期",
        },
        CoverageKind.SANBAO_EXCHANGE: {
            "en": "Exchange and return by law",
            "ja": "法定交換・返品（三包）",
            "zh-hans": "三包有效期",
        },
    }
    for kind, (years, distance) in SANBAO.items():
        Coverage.objects.create(
            vehicle=vehicle,
            owner_node=vehicle.owner_node,
            kind=kind,
            title=titles[kind],
            reference="SAMR Order 43",
            starts_on=vehicle.delivered_on,
            ends_on=years_later(vehicle.delivered_on, years),
            ends_km=distance,
            covers=[
                "*",
                "-OIL*",
                "-BRAKE-PADS-*",
                "-TYRE*",
                "-WIPERS",
                "-CABIN-FILTER",
                "-AIR-FILTER",
            ],
            source="SAMR Order 43 (2021), Articles 18 and 20-24",
        )
