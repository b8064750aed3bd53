"""The service record of a car, and what the car itself says about its next service."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.vehicles.domain.coverage import years_later
from seibi.contexts.vehicles.events import ServiceRecorded, ServiceSignalHeard
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.models.ledgers import ServiceRecord, Signal
from seibi.contexts.vehicles.operations.cars import get_locked
from seibi.contexts.vehicles.permissions import can_edit
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, require
from seibi.kernel.journal.tell import tell

RENEWS_INSPECTION = frozenset({"SHAKEN-24", "ANNUAL-CN"})
EARLIEST_RENEWAL = dt.timedelta(days=62)


@transaction.atomic
def write_service_record(
    *,
    vehicle_id: UUID,
    work: Mapping[str, str],
    done_on: dt.date,
    km: int | None,
    subject: str,
    owner_node: str,
    actor: Actor,
    at: dt.datetime,
) -> int:
    """Work is written once, when the car is handed back; writing it again changes nothing.

    ``work`` is operation code → words. An inspection by law renews the car's date, keeping the
    anniversary when it was done at most two months early. How many lines were new comes back.
    Raises NotFound, NotAllowed.
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    known = set(
        ServiceRecord.objects.filter(vehicle=vehicle, subject=subject).values_list(
            "operation_code", flat=True
        )
    )
    new = {code: title for code, title in work.items() if code not in known}
    if not new:
        return 0

    _write(vehicle, new, done_on, km, subject, owner_node, at)
    _renew_inspection(vehicle, new, done_on)

    tell(
        ServiceRecorded(
            vehicle_id=vehicle.pk,
            subject=subject,
            operation_codes=tuple(new),
            done_on=done_on,
            km=km,
        ),
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=owner_node,
    )
    return len(new)


def _write(
    vehicle: Vehicle,
    new: Mapping[str, str],
    done_on: dt.date,
    km: int | None,
    subject: str,
    owner_node: str,
    at: dt.datetime,
) -> None:
    """The lines of the record; what the car said about this work is settled with it."""
    ServiceRecord.objects.bulk_create(
        ServiceRecord(
            vehicle=vehicle,
            owner_node=owner_node,
            operation_code=code,
            title=title[:200],
            done_on=done_on,
            km=km,
            subject=subject,
            recorded_at=at,
        )
        for code, title in new.items()
    )
    Signal.objects.filter(vehicle=vehicle, operation_code__in=new).delete()


def _renew_inspection(vehicle: Vehicle, new: Mapping[str, str], done_on: dt.date) -> None:
    """The next date by law: from the old one when done at most two months early, else from now."""
    if not RENEWS_INSPECTION & new.keys():
        return
    old = vehicle.inspection_expires_on
    in_time = old is not None and old - EARLIEST_RENEWAL <= done_on <= old
    start = old if old is not None and in_time else done_on
    vehicle.inspection_expires_on = years_later(start, 2 if "SHAKEN-24" in new else 1)
    vehicle.save(update_fields=["inspection_expires_on"])


@transaction.atomic
def hear_signal(
    *,
    vehicle_id: UUID,
    operation_code: str,
    remaining_km: int | None = None,
    remaining_days: int | None = None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The car's own word counts more than any schedule; only the latest is kept.

    Raises NotFound, NotAllowed, Invalid ("signal_empty").
    """
    vehicle = get_locked(vehicle_id=vehicle_id, actor=actor)
    require(can_edit(actor, vehicle))
    if remaining_km is None and remaining_days is None:
        raise Invalid("signal_empty", _("The car said neither a distance nor days."))

    Signal.objects.update_or_create(
        vehicle=vehicle,
        operation_code=operation_code,
        defaults={"remaining_km": remaining_km, "remaining_days": remaining_days, "read_at": at},
    )

    tell(
        ServiceSignalHeard(
            vehicle_id=vehicle.pk,
            operation_code=operation_code,
            remaining_km=remaining_km,
            remaining_days=remaining_days,
        ),
        actor=actor,
        at=at,
        subject=f"vehicle:{vehicle.pk}",
        owner_node=vehicle.owner_node,
    )
