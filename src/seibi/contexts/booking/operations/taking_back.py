"""Steps back at the door: a car that is not here after all, and one that left too early."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import AppointmentAction, AppointmentState
from seibi.contexts.booking.domain.lifecycle import LIFECYCLE
from seibi.contexts.booking.events import ArrivalUndone, CarCameBack
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.booking.operations import refusals
from seibi.contexts.booking.operations.numbers import lock_keys
from seibi.contexts.booking.permissions import can_receive
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def undo_arrival(*, appointment_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The appointment is expected again; key tag and place are free, and the ticket is nobody's.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    row = Appointment.objects.visible_to(actor).locked().filter(pk=appointment_id).first()
    if row is None:
        raise refusals.no_appointment()
    require(can_receive(actor, row.owner_node))
    row.state = LIFECYCLE.after(AppointmentState(row.state), AppointmentAction.UNDO_ARRIVE)
    row.save(update_fields=["state"])
    arrival = Arrival.objects.locked().get(appointment=row)
    ticket = arrival.ticket
    arrival.appointment, arrival.left_at = None, at  # where it was moved to stays on record
    arrival.save(update_fields=["appointment", "left_at"])
    workshop.undo_arrival(subject=f"appointment:{row.pk}", actor=actor, at=at)
    tell(
        ArrivalUndone(row.pk, ticket),
        actor=actor,
        at=at,
        subject=f"appointment:{row.pk}",
        owner_node=row.owner_node,
    )


@transaction.atomic
def came_back(*, arrival_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A car that left too early is here again, under its ticket; its key needs a new tag if the
    old one hangs on another car meanwhile.

    Raises NotFound, NotAllowed, RuleBroken ("already_here").
    """
    row = Arrival.objects.locked().filter(pk=arrival_id).first()
    if row is None:
        raise NotFound("arrival_not_found", _("This car has not arrived here."))
    require(can_receive(actor, row.owner_node))
    if row.left_at is None:
        raise RuleBroken("already_here", _("This car is here."))
    if Arrival.objects.filter(vehicle_id=row.vehicle_id, left_at=None).exists():
        raise refusals.already_here()
    lock_keys(row.owner_node)
    taken = Arrival.objects.filter(site_id=row.site_id, key_tag=row.key_tag, left_at=None)
    if row.key_tag and taken.exists():
        row.key_tag = ""
    row.left_at = None
    row.save(update_fields=["left_at", "key_tag"])
    tell(CarCameBack(row.pk), actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
