"""Steps back and ends without work: compensating steps with a reason, never edits."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import CancelledBy
from seibi.contexts.parts import facade as parts
from seibi.contexts.work_orders.contracts import Action, State
from seibi.contexts.work_orders.events import WorkOrderCancelled
from seibi.contexts.work_orders.models.floor import ClockEntry, PartIssue
from seibi.contexts.work_orders.models.reception import DamagePin, Reception
from seibi.contexts.work_orders.operations import board, clocks, opening
from seibi.contexts.work_orders.operations.loading import (
    house,
    is_expected,
    locked_work_order,
    said,
)
from seibi.contexts.work_orders.operations.moving import advance, tell_about
from seibi.contexts.work_orders.permissions import can_cancel, can_receive
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken, require


@transaction.atomic
def undo_arrival(*, work_order_id: UUID, actor: Actor, at: dt.datetime, reason: str = "") -> None:
    """The wrong car was called arrived: ticket, key tag and place are given back, and it is
    expected as before.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "no_appointment").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_receive(actor, work_order.owner_node))
    if work_order.appointment_id is None:
        sentence = _("This car came without an appointment. Cancel the visit instead.")
        raise RuleBroken("no_appointment", sentence)
    had_arrived = work_order.arrival_id is not None
    work_order.arrived_at, work_order.arrival = None, None
    work_order.ticket = work_order.key_tag = work_order.parking_place = ""
    advance(work_order, Action.UNDO_ARRIVAL, actor=actor, at=at, reason=reason)
    if had_arrived:
        booking.undo_arrival(appointment_id=work_order.appointment_id, actor=actor, at=at)
    board.not_here(work_order, actor=actor, at=at)


@transaction.atomic
def swap_cars(
    *,
    work_order_id: UUID,
    right_appointment_id: UUID,
    reason: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """The wrong car was checked in: it is expected again, and the right one is here with the key
    tag and the place. Returns the visit of the right car.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "time_was_clocked", "no_appointment",
    "already_here", "same_car"), Invalid ("reason_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_receive(actor, work_order.owner_node))
    reason = said(reason, "reason", _("Say why: whoever looks later will want to know."))
    if work_order.appointment_id == right_appointment_id:
        raise RuleBroken("same_car", _("Choose the car that is really here."))
    tag, place = work_order.key_tag, work_order.parking_place
    if State(work_order.state) is State.CHECKED_IN:
        undo_check_in(work_order_id=work_order_id, reason=reason, actor=actor, at=at)
    undo_arrival(work_order_id=work_order_id, reason=reason, actor=actor, at=at)
    arrival = booking.arrive(
        appointment_id=right_appointment_id,
        key_tag=tag,
        parking_place=place,
        actor=actor,
        at=at,
    )
    return opening.open_from_arrival(arrival_id=arrival.id, actor=actor, at=at)


@transaction.atomic
def undo_check_in(*, work_order_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """A reception is signed again from the start; the first signature stays, marked as undone.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "time_was_clocked"), Invalid
    ("reason_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_receive(actor, work_order.owner_node))
    if ClockEntry.objects.filter(work_order=work_order).exists():
        sentence = _("Somebody has worked on this car, so its reception stands.")
        raise RuleBroken("time_was_clocked", sentence)
    work_order.checked_in_at = None
    advance(work_order, Action.UNDO_CHECK_IN, actor=actor, at=at, reason=reason)
    Reception.objects.filter(work_order=work_order, undone_at=None).update(undone_at=at)
    DamagePin.objects.filter(work_order=work_order).delete()


@transaction.atomic
def cancel(
    *,
    work_order_id: UUID,
    reason: str,
    by: CancelledBy = CancelledBy.OWNER,
    remedy: str = "",
    actor: Actor,
    at: dt.datetime,
) -> None:
    """A visit that ends without work keeps nothing: no part, no bay, no running clock.

    Nor an appointment: that of a car which is still expected is cancelled with it, for who asked,
    and a site that asked owes a remedy. Raises NotFound, NotAllowed, RuleBroken ("wrong_state",
    "parts_are_out"), Invalid ("reason_missing", "remedy_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_cancel(actor, work_order))
    was_here = State(work_order.state) is not State.BOOKED
    if sum(row.quantity for row in PartIssue.objects.filter(work_order=work_order)):
        sentence = _("Parts of this visit are with the technician. Take them back first.")
        raise RuleBroken("parts_are_out", sentence)
    work_order.cancel_reason = reason.strip()[:300] or "-"
    advance(work_order, Action.CANCEL, actor=actor, at=at, reason=reason)
    clocks.stop_all(work_order, actor=actor, at=at)
    if work_order.appointment_id and is_expected(work_order, actor):
        booking.cancel(
            appointment_id=work_order.appointment_id,
            by=by,
            reason=work_order.cancel_reason,
            remedy=remedy,
            actor=actor,
            at=at,
        )
    if was_here:
        booking.depart(
            vehicle_id=work_order.vehicle_id,
            owner_node=work_order.owner_node,
            actor=house(actor),
            at=at,
        )
    board.cancelled(work_order, actor=actor, at=at)
    parts.release(subject=work_order.subject, actor=actor, at=at)
    event = WorkOrderCancelled(work_order.pk)
    tell_about(work_order, event, actor=actor, at=at)
