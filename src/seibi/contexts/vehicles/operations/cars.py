"""Cars coming into our books, and the numbers they are known by."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.vehicles.contracts import (
    CoverageKind,
    IdentifierKind,
    Powertrain,
    UseClass,
    VinWarning,
)
from seibi.contexts.vehicles.domain.coverage import SANBAO, years_later
from seibi.contexts.vehicles.domain.identifiers import key_of, match_key
from seibi.contexts.vehicles.domain.vin import decode_vin, is_frame_number, normalise
from seibi.contexts.vehicles.events import IdentifierAdded, VehicleRegistered
from seibi.contexts.vehicles.labels import VIN_WARNING_LABELS
from seibi.contexts.vehicles.models.cars import Identifier, Ownership, Vehicle
from seibi.contexts.vehicles.models.ledgers import Coverage
from seibi.contexts.vehicles.permissions import can_edit, can_register
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.search import keys as search

UNIQUE_FOR_EVER = (IdentifierKind.VIN, IdentifierKind.FRAME_NUMBER)
FIRST_CAR = dt.date(1886, 1, 29)


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A number as somebody typed it, checked and in its bare form."""

    kind: IdentifierKind
    value: str
    key: str
    country: str = ""


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
    if not make.strip() or not model.strip():
        sentence = _("A car needs a make and a model.")
        raise Invalid("vehicle_incomplete", sentence, errors={"make": sentence})
    _check_days(at.date(), first_registered_on, delivered_on, inspection_expires_on)
    numbers = _numbers(vin, frame_number, plate, plate_country or country, vin_compared)
    for number in numbers:
        _check_free(number, at.date())

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
    for number in numbers:
        _save_number(vehicle, number, first_registered_on or at.date())
    if owner_id is not None:
        Ownership.objects.create(
            vehicle=vehicle,
            customer_id=owner_id,
            role="owner",
            starts_at=at,
            owner_node=vehicle.owner_node,
        )
    _protect_by_law(vehicle)
    reindex(vehicle=vehicle)

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
    number = _checked(kind, value, country or vehicle.country, compared=vin_compared)
    _check_free(number, since)

    if kind is IdentifierKind.PLATE:
        current = Identifier.objects.filter(vehicle=vehicle, kind=kind, valid_to=None)
        if current.filter(valid_from__gt=since).exists():
            sentence = _("The present plate is from a later day. Please check the date.")
            raise Invalid("number_too_early", sentence, errors={"valid_from": sentence})
        current.update(valid_to=since)
    row = _save_number(vehicle, number, since)
    reindex(vehicle=vehicle)

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


def reindex(*, vehicle: Vehicle) -> None:
    """A car is found by each of its numbers, by their last four signs and by make and model."""
    wanted = {f"{vehicle.make} {vehicle.model}": search.NAME, vehicle.model: search.NAME}
    for key in vehicle.identifiers.filter(valid_to=None).values_list("key", flat=True):
        wanted[key] = search.EXACT
        wanted[key[-4:]] = search.TAIL
    search.index(scope="vehicle", subject_id=vehicle.pk, owner_node="/", keys=wanted)


def _numbers(
    vin: str, frame_number: str, plate: str, plate_country: str, compared: bool
) -> list[NewNumber]:
    given = ((IdentifierKind.VIN, vin), (IdentifierKind.FRAME_NUMBER, frame_number))
    numbers = [_checked(kind, text, "", compared=compared) for kind, text in given if text.strip()]
    if plate.strip():
        numbers.append(_checked(IdentifierKind.PLATE, plate, plate_country, compared=True))
    return numbers


def _checked(kind: IdentifierKind, value: str, country: str, *, compared: bool) -> NewNumber:
    key = key_of(kind, value)
    if not key or len(key) > 40:
        sentence = _("Please type the number as it stands on the car.")
        raise Invalid("number_missing", sentence, errors={kind.value: sentence})
    if kind is IdentifierKind.VIN:
        _check_vin(key, compared)
        return NewNumber(kind, key, key)
    if kind is IdentifierKind.FRAME_NUMBER:
        if not is_frame_number(key):
            sentence = _(
                "A frame number looks like ZVW50-1234567: letters and digits, a dash, digits."
            )
            raise Invalid("vin_wrong", sentence, errors={kind.value: sentence})
        return NewNumber(kind, normalise(value), key)
    return NewNumber(kind, " ".join(value.split())[:40], key, country)


def _check_vin(vin: str, compared: bool) -> None:
    """Length and letters must be right; a check digit only where the law makes it binding."""
    stops = {VinWarning.WRONG_LENGTH, VinWarning.WRONG_CHARACTERS}
    if not compared:
        stops.add(VinWarning.CHECK_DIGIT_WRONG)
    found = [warning for warning in decode_vin(vin).warnings if warning in stops]
    if found:
        sentence = str(VIN_WARNING_LABELS[found[0]])
        raise Invalid("vin_wrong", sentence, errors={"vin": sentence}, warning=found[0].value)


def _check_free(number: NewNumber, since: dt.date) -> None:
    """One number is on one car at a time; a VIN on one car for ever."""
    taken = Identifier.objects.filter(kind=number.kind, key=number.key)
    if number.kind is IdentifierKind.PLATE:
        taken = taken.filter(country=number.country).exclude(valid_to__lte=since)
    elif number.kind not in UNIQUE_FOR_EVER:
        return
    if taken.exists():
        raise _taken(number)


def _save_number(vehicle: Vehicle, number: NewNumber, since: dt.date) -> Identifier:
    """The constraint has the last word when two people type the same number at once."""
    try:
        with transaction.atomic():
            return Identifier.objects.create(
                vehicle=vehicle,
                kind=number.kind,
                value=number.value,
                key=number.key,
                country=number.country,
                valid_from=since,
            )
    except IntegrityError:
        raise _taken(number) from None


def _taken(number: NewNumber) -> RuleBroken:
    sentence = _("Another car already has the number %(number)s. Please look that car up.")
    return RuleBroken("number_taken", sentence % {"number": number.value})


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
