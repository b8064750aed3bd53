"""What owners told us before they came, for the desk, the reception and themselves."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from seibi.contexts.booking.contracts import PreCheckInInfo
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.door import PreCheckIn
from seibi.kernel.actor import Actor
from seibi.kernel.files import store

KIND = "pre_check_in"


def subject_of(appointment_id: UUID) -> str:
    """Whose the photos are that were sent before."""
    return f"{KIND}:{appointment_id}"


def pre_check_in_of(*, appointment_id: UUID, actor: Actor) -> PreCheckInInfo | None:
    """What was said about one visit before it, if the actor may know of the visit."""
    row = _rows([appointment_id], actor).first()
    return _info(row, with_photos=True) if row else None


def pre_check_ins(*, appointment_ids: Collection[UUID], actor: Actor) -> dict[UUID, PreCheckInInfo]:
    """What was said about many visits, without the photos. One query."""
    return {row.appointment_id: _info(row) for row in _rows(appointment_ids, actor)}


def may_see_photo(actor: Actor, subject: str) -> bool:
    """The people of the visit, whoever holds its link, and the staff of the site."""
    _kind, _sep, id = subject.partition(":")
    return Appointment.objects.visible_to(actor).filter(pk=id).exists()


def _rows(appointment_ids: Collection[UUID], actor: Actor) -> QuerySet[PreCheckIn]:
    seen = Appointment.objects.visible_to(actor).filter(pk__in=appointment_ids)
    rows = PreCheckIn.objects.filter(appointment__in=seen)
    return rows.select_related("appointment")


def _info(row: PreCheckIn, *, with_photos: bool = False) -> PreCheckInInfo:
    photos = store.of_subject(subject_of(row.appointment_id)) if with_photos else []
    return PreCheckInInfo(
        appointment_id=row.appointment_id,
        wishes=row.appointment.wishes,
        odometer=row.odometer,
        odometer_unit=row.odometer_unit,
        bringer_name=row.appointment.bringer_name,
        needs_courtesy_car=row.needs_courtesy_car,
        keep_old_parts=row.keep_old_parts,
        photos=tuple(photo.id for photo in photos),
        said_at=row.said_at,
    )
