"""Readings and past work coming in: lines on cars that are known already."""

import datetime as dt
import unicodedata
from uuid import UUID

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.partners.contracts import Field, Remark, Trouble, Verdict
from seibi.contexts.partners.operations.bringing import Brought, Destination, RowRefused, Said
from seibi.contexts.partners.operations.cars import NUMBERS, day_of, find_car
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import DistanceUnit, ReadingSource
from seibi.kernel import clock

_NOON = dt.time(12)
UNKNOWN_WORK = "OTHER"
LARGEST = 2_000_000_000


def bring_reading(said: Said, to: Destination) -> Brought:
    """What an odometer showed is kept as it was said; the ledger judges it."""
    vehicle_id = _car(said, to)
    value, unit = distance_of(said[Field.ODOMETER])
    day = _past(day_of(said[Field.READ_ON]), Field.READ_ON, to)
    title = vehicles.summary(vehicle_id, to.actor).title
    for known in vehicles.readings(vehicle_id):
        same_day = clock.local_day(known.read_at, to.site.tz) == day
        if same_day and known.entered_value == value:
            return Brought(Verdict.KNOWN, f"reading:{known.id}", title)
    kept = vehicles.record_odometer(
        vehicle_id=vehicle_id,
        value=value,
        unit=unit,
        source=ReadingSource.IMPORTED,
        read_at=min(clock.local_moment(day, _NOON, to.site.tz), to.at),
        owner_node=to.site.node,
        actor=to.actor,
        at=to.at,
    )
    remarks = ((Remark.READING_ODD, kept.sentence),) if kept.sentence else ()
    return Brought(Verdict.NEW, f"reading:{kept.reading.id}", title, remarks)


def bring_work(said: Said, to: Destination) -> Brought:
    """Past work stands in the history of the car; the same twice is once."""
    vehicle_id = _car(said, to)
    day = _past(day_of(said[Field.DONE_ON]), Field.DONE_ON, to)
    work = said[Field.WORK]
    km = None
    if said.get(Field.ODOMETER):
        value, unit = distance_of(said[Field.ODOMETER])
        km = value if unit is DistanceUnit.KM else round(value * 1.609344)
        if km > LARGEST:
            raise RowRefused(Trouble.NOT_A_NUMBER, Field.ODOMETER)
    document = said.get(Field.DOCUMENT_NUMBER, "")
    record_id = vehicles.record_past_work(
        vehicle_id=vehicle_id,
        operation_code=said.get(Field.OPERATION_CODE, "").upper()
        or to.operations.get(plain(work), UNKNOWN_WORK),
        title=work,
        done_on=day,
        km=km,
        subject=f"imported:{document or to.run_id}/{to.row}",
        owner_node=to.site.node,
        actor=to.actor,
        at=to.at,
    )
    title = f"{vehicles.summary(vehicle_id, to.actor).title}: {work}"
    if record_id is None:
        return Brought(Verdict.KNOWN, f"vehicle:{vehicle_id}", title)
    return Brought(Verdict.NEW, f"work:{record_id}", title)


def operations_by_name() -> dict[str, str]:
    """The code of every operation under each of its names."""
    return {
        plain(name): one.code
        for one in catalogue.operations().values()
        for name in (one.names or {}).values()
    }


def plain(text: str) -> str:
    """A name as it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def distance_of(said: str) -> tuple[int, DistanceUnit]:
    """A distance as it waited: "12345 km"."""
    value, _space, unit = said.partition(" ")
    return int(value), DistanceUnit(unit or "km")


def _past(day: dt.date, column: Field, to: Destination) -> dt.date:
    if day > clock.local_day(to.at, to.site.tz):
        raise RowRefused(Trouble.IN_FUTURE, column)
    return day


def _car(said: Said, to: Destination) -> UUID:
    vehicle_id = find_car(said, to)
    if vehicle_id is None:
        named = next((one for one in NUMBERS if said.get(one)), None)
        raise RowRefused(Trouble.NO_SUCH_CAR, named)
    return vehicle_id
