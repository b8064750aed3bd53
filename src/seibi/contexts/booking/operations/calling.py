"""Ringing whoever no mail reaches the day before, and whoever did not come."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.events import OwnerCalled
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.permissions import can_note_call
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def note_call_back(*, appointment_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Whoever did not come was rung; once is enough.

    Raises NotFound, NotAllowed, RuleBroken ("not_missed").
    """
    row = Appointment.objects.visible_to(actor).locked().filter(pk=appointment_id).first()
    if row is None:
        raise refusals.no_appointment()

    require(can_note_call(actor, row))

    if row.state != AppointmentState.MISSED:
        raise refusals.not_missed()
    if row.called_at and row.called_at > row.starts_at:
        return
    row.called_at = at
    row.save(update_fields=["called_at"])

    tell(OwnerCalled(row.pk), actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)


@transaction.atomic
def note_call(*, appointment_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Who was reminded on the telephone is on nobody's list any more; the first call counts.

    Raises NotFound, NotAllowed, RuleBroken ("not_expected").
    """
    row = Appointment.objects.visible_to(actor).locked().filter(pk=appointment_id).first()
    if row is None:
        raise refusals.no_appointment()

    require(can_note_call(actor, row))

    if row.state != AppointmentState.BOOKED:
        raise refusals.not_expected()
    if row.called_at:
        return
    row.called_at = at
    row.save(update_fields=["called_at"])

    tell(OwnerCalled(row.pk), actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
