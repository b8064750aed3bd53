"""The first beat of every operation: the row, locked, if this actor may know that it exists."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.work_orders.contracts import PartyRole
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import Party, WorkOrder, WorkOrderQuerySet
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound


def locked_work_order(work_order_id: UUID, actor: Actor) -> WorkOrder:
    """The visit, locked, for people of its site. Raises NotFound ("work_order_not_found")."""
    return _one(WorkOrder.objects.visible_to(actor), work_order_id)


def locked_for_owner(work_order_id: UUID, actor: Actor) -> WorkOrder:
    """The visit, locked, for its customer's side. Raises NotFound ("work_order_not_found")."""
    return _one(WorkOrder.objects.for_owner(actor), work_order_id)


def line_of(work_order: WorkOrder, line_id: UUID) -> Line:
    """A line of a locked visit. Raises NotFound ("line_not_found")."""
    line = Line.objects.filter(work_order=work_order, pk=line_id, removed_at=None).first()
    if line is None:
        raise NotFound("line_not_found", _("This visit has no such line."))
    return line


def account_of(actor: Actor) -> UUID:
    """The person behind an actor. Raises NotAllowed ("not_a_person") for links and programs."""
    found = account_or_none(actor)
    if found is None:
        raise NotAllowed("not_a_person", _("Only a person who is signed in can do this."))
    return found


def account_or_none(actor: Actor) -> UUID | None:
    """The person behind an actor, or None for links and programs."""
    try:
        return UUID(actor.account_id)
    except ValueError:
        return None


def party_of(work_order: WorkOrder, role: PartyRole) -> Party | None:
    """Who wears this hat of the visit, if anyone was named."""
    return Party.objects.filter(work_order=work_order, role=role).first()


def said(text: str, field: str, sentence: str) -> str:
    """Text that was really typed. Raises Invalid (``<field>_missing``)."""
    if not text.strip():
        raise Invalid(f"{field}_missing", sentence, errors={field: sentence})
    return text.strip()


def is_expected(work_order: WorkOrder, actor: Actor) -> bool:
    """Whether the car is still to come: the appointment of the visit stands."""
    if work_order.appointment_id is None:
        return False
    found = booking.appointment(appointment_id=work_order.appointment_id, actor=actor)
    return found.state is AppointmentState.BOOKED


def house(actor: Actor) -> Actor:
    """The system, acting for somebody who was asked here and whose own right ends at this door."""
    return replace(SYSTEM, on_behalf_of=actor.account_id)


def _one(rows: WorkOrderQuerySet, work_order_id: UUID) -> WorkOrder:
    found = rows.locked().filter(pk=work_order_id).first()
    if found is None:
        raise NotFound(
            "work_order_not_found", _("This visit does not exist, or is not yours to see.")
        )
    return found
