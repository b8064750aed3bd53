"""What owners tell us before they come, at a link that needs no account."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.contracts.door import BeforeArrival
from seibi.contexts.booking.events import PreCheckedIn
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.door import PreCheckIn
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.permissions import can_change
from seibi.contexts.booking.queries.before import subject_of
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.files import store
from seibi.kernel.files.sniff import IMAGES
from seibi.kernel.journal.tell import tell

MOST_PHOTOS = 8
FURTHEST = 1_500_000


@transaction.atomic
def pre_check_in(
    *,
    appointment_id: UUID,
    said: BeforeArrival,
    photos: Sequence[Any] = (),
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The people of a visit say that they come, and what we should know; the last word counts.

    Photos are added to those sent before. Raises NotFound, NotAllowed, RuleBroken
    ("not_expected"), Invalid ("odometer_wrong", "too_many_photos", "file_type_refused", …).
    """
    row = Appointment.objects.visible_to(actor).locked().filter(pk=appointment_id).first()
    if row is None:
        raise refusals.no_appointment()

    require(can_change(actor, row))

    if row.state != AppointmentState.BOOKED:
        raise refusals.not_expected()
    if said.odometer is not None and not 0 <= said.odometer <= FURTHEST:
        raise refusals.odometer_wrong()

    kept, _new = PreCheckIn.objects.update_or_create(
        appointment=row,
        defaults={
            "owner_node": row.owner_node,
            "odometer": said.odometer,
            "odometer_unit": "mi" if network.site(row.site_id).country == "US" else "km",
            "needs_courtesy_car": said.needs_courtesy_car,
            "keep_old_parts": said.keep_old_parts,
            "said_at": at,
        },
    )
    row.wishes, row.bringer_name = said.wishes.strip(), said.bringer_name.strip()
    row.save(update_fields=["wishes", "bringer_name"])
    _keep(kept, photos, at)

    tell(
        PreCheckedIn(appointment_id=row.pk, site_id=row.site_id, photos=len(photos)),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )


def _keep(row: PreCheckIn, photos: Sequence[Any], at: dt.datetime) -> None:
    subject = subject_of(row.appointment_id)
    if photos and len(photos) + len(store.of_subject(subject)) > MOST_PHOTOS:
        raise refusals.too_many_photos(MOST_PHOTOS)
    for photo in photos:
        store.keep(photo, subject=subject, owner_node=row.owner_node, accept=tuple(IMAGES), at=at)
