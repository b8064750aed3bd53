"""Release and hand-over: the car leaves paid or by right, explained and signed."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.booking import facade as booking
from seibi.contexts.network import facade as network
from seibi.contexts.parts import facade as parts
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import DistanceUnit, ReadingSource
from seibi.contexts.work_orders.contracts import (
    Action,
    LineState,
    OldParts,
    ReleaseKind,
    State,
)
from seibi.contexts.work_orders.domain.lifecycle import CAR_IS_HERE, LIFECYCLE
from seibi.contexts.work_orders.events import CarReleased, ReleaseWithdrawn, VehicleDelivered
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.quality import Comeback, Delivery
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import board, clocks, texts
from seibi.contexts.work_orders.operations.loading import house, locked_work_order, said
from seibi.contexts.work_orders.operations.moving import advance, tell_about
from seibi.contexts.work_orders.operations.reception import keep_signature
from seibi.contexts.work_orders.permissions import can_deliver, can_release, can_undo
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.errors import RuleBroken, require
from seibi.kernel.evidence import records as evidence
from seibi.kernel.text import translated


@transaction.atomic
def release_car(
    *, work_order_id: UUID, kind: ReleaseKind, reason: str, actor: Actor, at: dt.datetime
) -> None:
    """A car may leave when it is paid, on account, free of charge, or by right with a reason.

    Releasing again changes nothing. Raises NotFound, NotAllowed, Invalid ("reason_missing"),
    RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_release(actor, work_order, kind))
    if work_order.released_at is not None:
        return
    if State(work_order.state) not in CAR_IS_HERE:
        raise RuleBroken("wrong_state", _("This car is not here."), state=work_order.state)
    if kind is ReleaseKind.BY_RIGHT:
        reason = said(reason, "reason", _("Say why the car may leave unpaid."))
    work_order.released_at, work_order.release_kind = at, kind
    work_order.release_reason = reason.strip()[:300]
    work_order.save(update_fields=["released_at", "release_kind", "release_reason"])
    event = CarReleased(work_order.pk, str(kind))
    tell_about(work_order, event, actor=actor, at=at)


@transaction.atomic
def withdraw_release(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A payment that was taken back takes the release with it, while the car is still here.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_release(actor, work_order, ReleaseKind.PAID))
    if work_order.released_at is None or State(work_order.state) not in CAR_IS_HERE:
        raise RuleBroken("wrong_state", _("This car is not waiting to leave."))
    work_order.released_at, work_order.release_kind, work_order.release_reason = None, "", ""
    work_order.save(update_fields=["released_at", "release_kind", "release_reason"])
    tell_about(work_order, ReleaseWithdrawn(work_order.pk), actor=actor, at=at)


@transaction.atomic
def deliver(
    *,
    work_order_id: UUID,
    odometer: int,
    odometer_unit: str,
    explanation: str,
    old_parts: OldParts,
    delivered_to: str,
    signature: bytes | None,
    actor: Actor,
    at: dt.datetime,
) -> str:
    """The car is handed back once: explained, old parts settled, odometer read, signed. Returns a
    sentence when the odometer looks wrong, "" when it is fine.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "not_released"), Invalid
    ("explanation_missing", "delivered_to_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_deliver(actor, work_order))
    _check_may_leave(work_order)
    explanation = said(explanation, "explanation", _("Say what was done and what comes next."))
    delivered_to = said(delivered_to, "delivered_to", _("Type the name of who takes the car."))

    _leave(work_order, actor, at)
    reading = vehicles.record_odometer(
        vehicle_id=work_order.vehicle_id,
        value=odometer,
        unit=DistanceUnit(odometer_unit),
        source=ReadingSource.DESK,
        owner_node=work_order.owner_node,
        actor=house(actor),
        at=at,
    )
    work_order.odometer_out_km = reading.reading.km
    work_order.save(update_fields=["odometer_out_km"])
    _write_service_record(work_order, actor, at)
    _sign(
        work_order,
        odometer=odometer,
        unit=odometer_unit,
        explanation=explanation,
        old_parts=old_parts,
        to=delivered_to,
        signature=signature,
        actor=actor,
        at=at,
    )
    tell_about(work_order, _delivered(work_order, at), actor=actor, at=at)
    return reading.sentence


@transaction.atomic
def take_back_car(*, work_order_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """A hand-over is undone on its own day by a step of its own: what was signed stays, marked as
    undone; the car is on the premises and on the board again, and nobody is asked how it was.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "another_day"), Invalid
    ("reason_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_undo(actor, work_order))
    _check_same_day(work_order, at)
    work_order.delivered_at, work_order.odometer_out_km = None, None
    advance(work_order, Action.TAKE_BACK, actor=actor, at=at, reason=reason)
    Delivery.objects.filter(work_order=work_order, undone_at=None).update(undone_at=at)
    if work_order.arrival_id is not None:
        booking.came_back(arrival_id=work_order.arrival_id, actor=house(actor), at=at)
    board.here_again(work_order, actor=actor, at=at)


@transaction.atomic
def follow_up(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The customer was asked how it went; the visit is complete.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_deliver(actor, work_order))
    work_order.followed_up_at = at
    advance(work_order, Action.FOLLOW_UP, actor=actor, at=at)


def _check_same_day(work_order: WorkOrder, at: dt.datetime) -> None:
    """Another day the car comes as a new visit."""
    tz = network.site(work_order.site_id).tz
    left = work_order.delivered_at
    if left is not None and local_day(left, tz) != local_day(at, tz):
        sentence = _("This car left on another day. Receive it as a new visit.")
        raise RuleBroken("another_day", sentence)


def _check_may_leave(work_order: WorkOrder) -> None:
    LIFECYCLE.after(State(work_order.state), Action.DELIVER)
    if work_order.released_at is None:
        sentence = _("This car is not paid for. Settle the bill first, or ask the service manager.")
        raise RuleBroken("not_released", sentence)


def _leave(work_order: WorkOrder, actor: Actor, at: dt.datetime) -> None:
    """The car is gone for everybody: our clocks, the yard, the board, the store; in that order,
    which is the order in which contexts are locked."""
    clocks.stop_all(work_order, actor=actor, at=at)
    work_order.delivered_at = at
    advance(work_order, Action.DELIVER, actor=actor, at=at)
    booking.depart(
        vehicle_id=work_order.vehicle_id,
        owner_node=work_order.owner_node,
        actor=house(actor),
        at=at,
    )
    board.gone(work_order, actor=actor, at=at)
    parts.release(subject=work_order.subject, actor=actor, at=at)


def _sign(
    work_order: WorkOrder,
    *,
    odometer: int,
    unit: str,
    explanation: str,
    old_parts: OldParts,
    to: str,
    signature: bytes | None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    signature_id = keep_signature(work_order, signature, at)
    text = texts.delivery_text(
        work_order, odometer=f"{odometer} {unit}", explanation=explanation, old_parts=old_parts
    )
    evidence_id = evidence.record(
        kind="delivery",
        subject=work_order.subject,
        channel=evidence.Channel.IN_PERSON,
        who=to,
        text=text,
        file_ids=[signature_id] if signature_id else [],
        owner_node=work_order.owner_node,
        actor=actor,
        at=at,
    )
    Delivery.objects.create(
        work_order=work_order,
        odometer=odometer,
        odometer_unit=unit,
        explanation=explanation,
        old_parts=old_parts,
        delivered_to=to,
        signature_file_id=signature_id,
        evidence_id=evidence_id,
        delivered_by=actor.account_id,
        delivered_at=at,
    )


def _write_service_record(work_order: WorkOrder, actor: Actor, at: dt.datetime) -> None:
    language = texts.language_of(work_order)
    done = {
        line.operation_code: translated(line.title, language)
        for line in reversed(estimates.current_lines(work_order))
        if line.state == LineState.DONE and line.operation_code and not line.part_id
    }
    if done:
        vehicles.write_service_record(
            vehicle_id=work_order.vehicle_id,
            work=done,
            done_on=local_day(at, network.site(work_order.site_id).tz),
            km=work_order.odometer_out_km,
            subject=work_order.subject,
            owner_node=work_order.owner_node,
            actor=house(actor),
            at=at,
        )


def _delivered(work_order: WorkOrder, at: dt.datetime) -> VehicleDelivered:
    clocked = ClockEntry.objects.standing().filter(work_order=work_order)
    technicians = clocked.values_list("technician_id", flat=True)
    return VehicleDelivered(
        work_order_id=work_order.pk,
        site_id=work_order.site_id,
        appointment_id=work_order.appointment_id,
        customer_id=work_order.customer_id,
        vehicle_id=work_order.vehicle_id,
        advisor_id=work_order.advisor_id,
        technician_ids=tuple(sorted(set(technicians))),
        arrived_at=work_order.arrived_at,
        first_promise_at=work_order.first_promise_at,
        promise_at=work_order.promise_at,
        ready_at=work_order.ready_at,
        delivered_at=at,
        comebacks=Comeback.objects.filter(work_order=work_order).count(),
    )
