"""Moving, cancelling and missing an appointment, with the same fairness to both sides."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import (
    AppointmentAction,
    AppointmentState,
    CancelledBy,
)
from seibi.contexts.booking.domain.fairness import change_until, in_time, may_be_missed, owes_remedy
from seibi.contexts.booking.domain.lifecycle import LIFECYCLE
from seibi.contexts.booking.domain.needs import slot_query
from seibi.contexts.booking.events import (
    AppointmentCancelled,
    AppointmentMissed,
    AppointmentMoved,
)
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.operations import board, refusals
from seibi.contexts.booking.operations.holds import check_moment
from seibi.contexts.booking.permissions import can_change, can_receive, is_staff
from seibi.contexts.booking.queries.rules import rules_at
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def move(
    *,
    appointment_id: UUID,
    starts_at: dt.datetime,
    by: CancelledBy = CancelledBy.OWNER,
    reason: str = "",
    remedy: str = "",
    sequence: int | None = None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """An appointment takes place at another time; the old one is kept until the new one is taken.

    Owners move until the deadline; a site that moves later owes a remedy. ``sequence`` is the one
    that was looked at. Raises NotFound, NotAllowed, Invalid ("remedy_missing", "in_the_past"),
    RuleBroken ("wrong_state", "too_late_to_change", "stale_appointment", "slot_taken", free=[…]).
    """
    appointment = _locked(appointment_id, actor)

    require(can_change(actor, appointment))

    by = by if is_staff(actor, appointment.owner_node) else CancelledBy.OWNER
    LIFECYCLE.after(AppointmentState(appointment.state), AppointmentAction.MOVE)
    _check_change(appointment, actor, by, remedy, sequence, at, gives_up=False)
    check_moment(starts_at, at)
    if starts_at == appointment.starts_at:
        return

    _relocate(appointment, starts_at, by=by, remedy=remedy, actor=actor, at=at)


@transaction.atomic
def take_earlier(
    *, appointment_id: UUID, starts_at: dt.datetime, actor: Actor, at: dt.datetime
) -> None:
    """A visit moves to a time that we have offered ourselves, so no deadline stands in the way.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "slot_taken").
    """
    appointment = _locked(appointment_id, actor)

    require(can_change(actor, appointment))

    LIFECYCLE.after(AppointmentState(appointment.state), AppointmentAction.MOVE)
    if starts_at != appointment.starts_at:
        _relocate(appointment, starts_at, by=CancelledBy.OWNER, remedy="", actor=actor, at=at)


def _relocate(
    appointment: Appointment,
    starts_at: dt.datetime,
    *,
    by: CancelledBy,
    remedy: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    before = appointment.starts_at
    _move_in_workshop(appointment, starts_at, actor=actor, at=at)
    appointment.ends_at = starts_at + (appointment.ends_at - before)
    appointment.starts_at = starts_at
    appointment.change_until = change_until(
        starts_at=starts_at, booked_at=at, rules=rules_at(appointment.owner_node)
    )
    appointment.sequence += 1
    appointment.remedy = remedy or appointment.remedy
    appointment.save(update_fields=["starts_at", "ends_at", "change_until", "sequence", "remedy"])
    board.update_times(appointment, actor=actor, at=at)

    tell(
        AppointmentMoved(
            appointment_id=appointment.pk,
            site_id=appointment.site_id,
            from_starts_at=before,
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            sequence=appointment.sequence,
            by=str(by),
        ),
        actor=actor,
        at=at,
        subject=appointment.subject,
        owner_node=appointment.owner_node,
    )


@transaction.atomic
def cancel(
    *,
    appointment_id: UUID,
    by: CancelledBy = CancelledBy.OWNER,
    reason: str = "",
    remedy: str = "",
    sequence: int | None = None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Bay and people are free again at once. The same deadline for both; a site owes a remedy.

    Cancelling twice changes nothing. Raises NotFound, NotAllowed, Invalid ("remedy_missing"),
    RuleBroken ("wrong_state", "too_late_to_change", "stale_appointment").
    """
    appointment = _locked(appointment_id, actor)

    require(can_change(actor, appointment))

    if appointment.state == AppointmentState.CANCELLED:
        return
    by = by if is_staff(actor, appointment.owner_node) else CancelledBy.OWNER
    state = LIFECYCLE.after(AppointmentState(appointment.state), AppointmentAction.CANCEL)
    _check_change(appointment, actor, by, remedy, sequence, at, gives_up=True)

    appointment.state, appointment.cancelled_at, appointment.cancelled_by = state, at, by
    appointment.cancel_reason, appointment.remedy = reason, remedy
    appointment.sequence += 1
    appointment.save(
        update_fields=[
            "state",
            "cancelled_at",
            "cancelled_by",
            "cancel_reason",
            "remedy",
            "sequence",
        ]
    )
    workshop.cancel_job(subject=appointment.subject, actor=actor, at=at)

    tell(
        AppointmentCancelled(
            appointment_id=appointment.pk,
            site_id=appointment.site_id,
            by=str(by),
            sequence=appointment.sequence,
        ),
        actor=actor,
        at=at,
        subject=appointment.subject,
        owner_node=appointment.owner_node,
    )


@transaction.atomic
def mark_missed(*, appointment_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """The car did not come: bay and people are free again. If it comes later, it walks in.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "not_missed_yet").
    """
    appointment = _locked(appointment_id, actor)

    require(can_receive(actor, appointment.owner_node))

    state = LIFECYCLE.after(AppointmentState(appointment.state), AppointmentAction.MISS)
    rules = rules_at(appointment.owner_node)
    if not may_be_missed(starts_at=appointment.starts_at, at=at, rules=rules):
        raise refusals.not_missed_yet(rules.minutes_until_missed)

    appointment.state = state
    appointment.save(update_fields=["state"])
    workshop.cancel_job(subject=appointment.subject, actor=actor, at=at)

    tell(
        AppointmentMissed(appointment_id=appointment.pk, site_id=appointment.site_id),
        actor=actor,
        at=at,
        subject=appointment.subject,
        owner_node=appointment.owner_node,
    )


def _locked(appointment_id: UUID, actor: Actor) -> Appointment:
    """The row, locked, if this actor may know it exists."""
    row = Appointment.objects.visible_to(actor).locked().filter(pk=appointment_id).first()
    if row is None:
        raise refusals.no_appointment()
    return row


def _check_change(
    appointment: Appointment,
    actor: Actor,
    by: CancelledBy,
    remedy: str,
    sequence: int | None,
    at: dt.datetime,
    *,
    gives_up: bool,
) -> None:
    if sequence is not None and sequence != appointment.sequence:
        raise refusals.stale()
    staff = is_staff(actor, appointment.owner_node)
    if not staff and not in_time(at, appointment.change_until):
        raise refusals.too_late()
    owed = owes_remedy(by=by, at=at, until=appointment.change_until, gives_up=gives_up)
    if owed and not remedy.strip():
        raise refusals.remedy_missing()


def _move_in_workshop(
    appointment: Appointment, starts_at: dt.datetime, *, actor: Actor, at: dt.datetime
) -> None:
    codes = [item.operation_code for item in appointment.items.all()]
    found = catalogue.operations(codes)
    query = slot_query(
        site_id=appointment.site_id,
        operations=[found[code] for code in codes],
        not_before=at,
        not_after=starts_at,
        courtesy_car=appointment.courtesy_car,
    )
    workshop.move(subject=appointment.subject, query=query, start=starts_at, actor=actor, at=at)
