"""The odometer ledger: readings are kept as they were said, and judged."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import (
    DistanceUnit,
    OdometerResult,
    ReadingFlag,
    ReadingSource,
)
from seibi.contexts.vehicles.domain.odometer import Judgement, Said, judge, judge_all, to_km
from seibi.contexts.vehicles.events import OdometerRead
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.models.ledgers import OdometerReading
from seibi.contexts.vehicles.operations.cars import get_locked
from seibi.contexts.vehicles.permissions import can_edit, can_read_odometer
from seibi.contexts.vehicles.queries.ledgers import flag_sentence, reading_value
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell

LARGEST = 2_000_000_000


@transaction.atomic
def record_odometer(
    *,
    vehicle_id: UUID,
    value: int,
    unit: DistanceUnit = DistanceUnit.KM,
    source: ReadingSource = ReadingSource.DESK,
    read_at: dt.datetime | None = None,
    note: str = "",
    owner_node: str = "",
    actor: Actor,
    at: dt.datetime,
) -> OdometerResult:
    """A reading is always kept; one that cannot be right is flagged and left out of forecasts.

    What people outside say is marked as the customer's word.
    Raises NotFound, NotAllowed, Invalid ("odometer_unreadable", "read_in_future").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_read_odometer(actor, vehicle))
    _check(to_km(value, unit), read_at, at)
    said = Said(vehicle.pk, read_at or at, to_km(value, unit))
    judgement = judge(said, believed=_believed(vehicle))

    row = OdometerReading.objects.create(
        vehicle=vehicle,
        owner_node=owner_node or vehicle.owner_node,
        km=said.km,
        read_at=said.read_at,
        source=source if can_edit(actor, vehicle) else ReadingSource.CUSTOMER,
        flag=judgement.flag,
        note=note[:300],
        entered_value=value,
        entered_unit=unit,
        recorded_by=actor.account_id,
        recorded_at=at,
    )

    _tell(row, vehicle, actor, at)
    return _result(row, judgement)


@transaction.atomic
def correct_odometer(
    *,
    vehicle_id: UUID,
    reading_id: UUID,
    value: int,
    unit: DistanceUnit = DistanceUnit.KM,
    note: str,
    actor: Actor,
    at: dt.datetime,
) -> OdometerResult:
    """A wrong reading stays in the ledger, struck out; the right one is a new line that says why.

    Readings after it are judged again. Raises NotFound, NotAllowed, Invalid
    ("odometer_unreadable", "note_missing"), RuleBroken ("corrected_already").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    old = OdometerReading.objects.filter(vehicle=vehicle, pk=reading_id).first()
    if old is None:
        raise NotFound("reading_not_found", _("This reading does not exist."))
    if old.flag == ReadingFlag.CORRECTED:
        raise RuleBroken("corrected_already", _("This reading was corrected already."))
    _check(to_km(value, unit), None, at)
    if not note.strip():
        sentence = _("Please say in a few words why the reading was wrong.")
        raise Invalid("note_missing", sentence, errors={"note": sentence})

    old.flag = ReadingFlag.CORRECTED
    old.save(update_fields=["flag"])
    row = OdometerReading.objects.create(
        vehicle=vehicle,
        owner_node=old.owner_node,
        km=to_km(value, unit),
        read_at=old.read_at,
        source=old.source,
        note=note[:300],
        entered_value=value,
        entered_unit=unit,
        corrects=old,
        recorded_by=actor.account_id,
        recorded_at=at,
    )
    judgement = judge_again(vehicle=vehicle)[row.pk]
    row.refresh_from_db(fields=["flag"])

    _tell(row, vehicle, actor, at)
    return _result(row, judgement)


def _check(km: int, read_at: dt.datetime | None, at: dt.datetime) -> None:
    if not 0 <= km <= LARGEST:
        sentence = _("An odometer shows a number from 0 upwards.")
        raise Invalid("odometer_unreadable", sentence, errors={"value": sentence})
    if read_at is not None and read_at > at + dt.timedelta(minutes=5):
        sentence = _("An odometer cannot be read in the future.")
        raise Invalid("read_in_future", sentence, errors={"read_at": sentence})


def _believed(vehicle: Vehicle) -> list[Said]:
    rows = vehicle.readings.filter(flag=ReadingFlag.FINE)
    return [Said(row.pk, row.read_at, row.km) for row in rows]


def judge_again(*, vehicle: Vehicle) -> dict[UUID, Judgement]:
    """Every reading of the locked car is judged by those that are left."""
    rows = list(vehicle.readings.exclude(flag=ReadingFlag.CORRECTED))
    judged = judge_all(Said(row.pk, row.read_at, row.km) for row in rows)
    for row in rows:
        row.flag = judged[row.pk].flag
    OdometerReading.objects.bulk_update(rows, ["flag"])
    return judged


def _result(row: OdometerReading, judgement: Judgement) -> OdometerResult:
    return OdometerResult(
        reading=reading_value(row),
        flag=judgement.flag,
        sentence=flag_sentence(row.km, judgement),
    )


def _tell(row: OdometerReading, vehicle: Vehicle, actor: Actor, at: dt.datetime) -> None:
    tell(
        OdometerRead(
            vehicle_id=vehicle.pk,
            reading_id=row.pk,
            km=row.km,
            source=row.source,
            flag=row.flag,
        ),
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=row.owner_node,
    )
