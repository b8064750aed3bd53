"""The numbers on a car: checked as they are typed, kept in their bare form, one car each."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import IdentifierKind, VinWarning
from seibi.contexts.vehicles.domain.identifiers import key_of
from seibi.contexts.vehicles.domain.vin import decode_vin, is_frame_number, normalise
from seibi.contexts.vehicles.labels import VIN_WARNING_LABELS
from seibi.contexts.vehicles.models.cars import Identifier, Vehicle
from seibi.kernel.errors import Invalid, RuleBroken
from seibi.kernel.search import keys as search
from seibi.kernel.search.normalise import digits

UNIQUE_FOR_EVER = (IdentifierKind.VIN, IdentifierKind.FRAME_NUMBER)


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A number as somebody typed it, checked and in its bare form."""

    kind: IdentifierKind
    value: str
    key: str
    country: str = ""


def typed_numbers(
    *, vin: str, frame_number: str, plate: str, plate_country: str, compared: bool
) -> list[NewNumber]:
    """The numbers somebody typed, each checked. Raises what ``checked`` raises."""
    given = ((IdentifierKind.VIN, vin), (IdentifierKind.FRAME_NUMBER, frame_number))
    numbers = [
        checked(kind=kind, value=text, country="", compared=compared)
        for kind, text in given
        if text.strip()
    ]
    if plate.strip():
        numbers.append(
            checked(kind=IdentifierKind.PLATE, value=plate, country=plate_country, compared=True)
        )
    return numbers


def checked(*, kind: IdentifierKind, value: str, country: str, compared: bool) -> NewNumber:
    """A number that can be one of its kind. Raises Invalid ("number_missing", "vin_wrong")."""
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


def check_free(*, number: NewNumber, since: dt.date) -> None:
    """One number is on one car at a time; a VIN on one car for ever."""
    taken = Identifier.objects.filter(kind=number.kind, key=number.key)
    if number.kind is IdentifierKind.PLATE:
        taken = taken.filter(country=number.country).exclude(valid_to__lte=since)
    elif number.kind not in UNIQUE_FOR_EVER:
        return
    if taken.exists():
        raise _taken(number)


def save_number(*, vehicle: Vehicle, number: NewNumber, since: dt.date) -> Identifier:
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


def reindex(*, vehicle: Vehicle) -> None:
    """A car is found by each of its numbers, by their last four signs and by make and model.

    A plate is found by its digits alone, too: a numeric pad has no letters.
    """
    wanted = {f"{vehicle.make} {vehicle.model}": search.NAME, vehicle.model: search.NAME}
    for kind, key in vehicle.identifiers.filter(valid_to=None).values_list("kind", "key"):
        if kind == IdentifierKind.PLATE:
            wanted |= dict.fromkeys((digits(key), digits(key)[-4:]), search.TAIL)
        wanted[key[-4:]] = search.TAIL
        wanted[key] = search.EXACT
    search.index(scope="vehicle", subject_id=vehicle.pk, owner_node="/", keys=wanted)
