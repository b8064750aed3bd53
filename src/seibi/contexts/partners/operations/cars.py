"""Cars coming in, with the owner whom the other system names."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from seibi.contexts.partners.contracts import Field, Trouble, Verdict
from seibi.contexts.partners.domain.powertrains import powertrain_of
from seibi.contexts.partners.operations.bringing import Brought, Destination, RowRefused, Said
from seibi.contexts.partners.operations.people import by_number
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import IdentifierKind, Powertrain, VehicleSummary

FOR_EVER = (Field.VIN, Field.FRAME_NUMBER)
NUMBERS = (*FOR_EVER, Field.PLATE)


def bring_vehicle(said: Said, to: Destination) -> Brought:
    """A car is known from now on; one that is known gets its owner or plate if it has none."""
    owner_id = _owner(said, to)
    known = find_car(said, to)
    if known is not None:
        return _complete(known, owner_id, said, to)
    vehicle_id = vehicles.register_vehicle(
        make=said[Field.MAKE],
        model=said[Field.MODEL],
        model_year=said.get(Field.MODEL_YEAR),
        country=to.site.country,
        owner_node=to.site.node,
        vin=said.get(Field.VIN, ""),
        frame_number=said.get(Field.FRAME_NUMBER, ""),
        plate=said.get(Field.PLATE, ""),
        plate_country=to.plate_country,
        powertrain=Powertrain(powertrain_of(said.get(Field.POWERTRAIN, ""))),
        variant=said.get(Field.VARIANT, ""),
        colour=said.get(Field.COLOUR, ""),
        owner_id=owner_id,
        actor=to.actor,
        at=to.at,
        first_registered_on=_day(said, Field.FIRST_REGISTERED_ON),
        delivered_on=_day(said, Field.DELIVERED_ON),
        inspection_expires_on=_day(said, Field.INSPECTION_EXPIRES_ON),
    )
    return Brought(Verdict.NEW, f"vehicle:{vehicle_id}", title_of(said))


def _day(said: Said, column: Field) -> dt.date | None:
    return day_of(said[column]) if said.get(column) else None


def title_of(said: Said) -> str:
    """What a row about a car is called in a list."""
    name = " ".join(said[one] for one in (Field.MAKE, Field.MODEL) if said.get(one))
    number = next((said[one] for one in (Field.PLATE, *FOR_EVER) if said.get(one)), "")
    return f"{name} {number}".strip()


def day_of(value: Any) -> dt.date:
    """A day as read from the file, or as it waited in between."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def find_car(said: Said, to: Destination) -> UUID | None:
    """The car in our books with these numbers; a VIN or frame number says more than a plate.

    Raises RowRefused ("numbers_disagree") when they are on two cars.
    """
    for_ever = _found(said, FOR_EVER)
    by_plate = _found(said, (Field.PLATE,))
    if len(for_ever) > 1 or (for_ever and by_plate and not for_ever & by_plate):
        raise RowRefused(Trouble.NUMBERS_DISAGREE, Field.PLATE if by_plate else Field.FRAME_NUMBER)
    named = any(said.get(one) for one in FOR_EVER)
    found = for_ever or (set() if named else by_plate)
    ours = vehicles.visible_ids(found, to.actor)
    return next(iter(ours)) if len(ours) == 1 else None


def _found(said: Said, columns: Iterable[Field]) -> set[UUID]:
    numbers = [said[one] for one in columns if said.get(one)]
    return {car for number in numbers for car in vehicles.find_by_number(number)}


def _owner(said: Said, to: Destination) -> UUID | None:
    number = said.get(Field.CUSTOMER_NUMBER, "")
    if not number:
        return None
    owner_id = by_number(number, to.group)
    if owner_id is None:
        raise RowRefused(Trouble.NO_SUCH_OWNER, Field.CUSTOMER_NUMBER)
    return owner_id


def _complete(vehicle_id: UUID, owner_id: UUID | None, said: Said, to: Destination) -> Brought:
    """An owner for a car without one, a plate for a car that has none or another one."""
    car = vehicles.summary(vehicle_id, to.actor)
    before: dict[str, Any] = {}
    owner = vehicles.owner_of(vehicle_id, to.at)
    if owner_id and owner and owner.customer_id != owner_id:
        raise RowRefused(Trouble.OTHER_OWNER, Field.CUSTOMER_NUMBER)
    if owner_id and owner is None:
        vehicles.transfer(
            vehicle_id=vehicle_id,
            to_customer_id=owner_id,
            owner_node=to.site.node,
            actor=to.actor,
            at=to.at,
        )
        before["owner"] = ""
    if _is_new_plate(said.get(Field.PLATE, ""), car, vehicle_id):
        vehicles.add_identifier(
            vehicle_id=vehicle_id,
            kind=IdentifierKind.PLATE,
            value=said[Field.PLATE],
            country=to.plate_country,
            actor=to.actor,
            at=to.at,
        )
        before["plate"] = car.plate
    verdict = Verdict.CHANGED if before else Verdict.KNOWN
    return Brought(verdict, f"vehicle:{vehicle_id}", car.title, before=before)


def _is_new_plate(plate: str, car: VehicleSummary, vehicle_id: UUID) -> bool:
    if not plate or plate == car.plate:
        return False
    return vehicle_id not in vehicles.find_by_number(plate)
