"""What comes from another system, and how it goes again: past work, unused cars and lines."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from seibi.contexts.vehicles.contracts import ReadingFlag
from seibi.contexts.vehicles.events import LineTakenBack, ServiceRecorded, VehicleTakenBack
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.models.ledgers import OdometerReading, ServiceRecord
from seibi.contexts.vehicles.operations.cars import get_locked
from seibi.contexts.vehicles.operations.odometer import judge_again
from seibi.contexts.vehicles.permissions import can_edit
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell
from seibi.kernel.search import keys as search


@transaction.atomic
def record_past_work(
    *,
    vehicle_id: UUID,
    operation_code: str,
    title: str,
    done_on: dt.date,
    km: int | None,
    subject: str,
    owner_node: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID | None:
    """Work done before we knew the car is written once; None when it is known already.

    It moves no date by law and silences no signal: those say how the car is today. Raises
    NotFound, NotAllowed.
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    same = ServiceRecord.objects.filter(vehicle=vehicle, operation_code=operation_code)
    if same.filter(subject=subject).exists() or same.filter(done_on=done_on, title=title).exists():
        return None

    row = ServiceRecord.objects.create(
        vehicle=vehicle,
        owner_node=owner_node,
        operation_code=operation_code,
        title=title[:200],
        done_on=done_on,
        km=km,
        subject=subject,
        recorded_at=at,
    )

    tell(
        ServiceRecorded(vehicle.pk, subject, (operation_code,), done_on, km),
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=owner_node,
    )
    return row.pk


@transaction.atomic
def take_back_vehicle(*, vehicle_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A car that nothing hangs on is gone, with its numbers, its owner and what the law promised.

    Raises NotFound, NotAllowed, RuleBroken ("in_use") when readings, work or a visit need it.
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    node = vehicle.owner_node
    try:
        with transaction.atomic():
            vehicle.identifiers.all().delete()
            vehicle.ownerships.all().delete()
            vehicle.coverages.all().delete()
            vehicle.delete()
    except ProtectedError:
        raise RuleBroken("in_use", _("Something hangs on this car by now, so it stays.")) from None
    search.index(scope="vehicle", subject_id=vehicle_id, owner_node="/", keys={})

    _tell(VehicleTakenBack(vehicle_id), vehicle_id, node, actor, at)


@transaction.atomic
def take_back_reading(*, reading_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """An imported reading that nobody corrected is gone; the others are judged without it.

    Raises NotFound, NotAllowed, RuleBroken ("in_use").
    """
    row = OdometerReading.objects.filter(pk=reading_id).first()
    if row is None:
        raise NotFound("reading_not_found", _("This reading does not exist."))
    vehicle = _of_line(row.vehicle_id, actor)
    if row.flag == ReadingFlag.CORRECTED or row.corrects_id:
        raise RuleBroken("in_use", _("This reading was corrected, so it stays."))
    row.delete()
    judge_again(vehicle=vehicle)

    _tell(LineTakenBack(vehicle.pk, reading_id, "reading"), vehicle.pk, row.owner_node, actor, at)


@transaction.atomic
def take_back_work(*, record_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A line of past work that an import wrote is gone. Raises NotFound, NotAllowed."""
    row = ServiceRecord.objects.filter(pk=record_id).first()
    if row is None:
        raise NotFound("work_not_found", _("This line of the service history does not exist."))
    vehicle = _of_line(row.vehicle_id, actor)
    row.delete()

    _tell(LineTakenBack(vehicle.pk, record_id, "work"), vehicle.pk, row.owner_node, actor, at)


def _of_line(vehicle_id: UUID, actor: Actor) -> Vehicle:
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    return vehicle


def _tell(
    event: VehicleTakenBack | LineTakenBack,
    vehicle_id: UUID,
    node: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    tell(event, actor=actor, at=at, subject=f"vehicle:{vehicle_id}", owner_node=node)
