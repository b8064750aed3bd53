"""Booking, moving, cancelling and missing an appointment: the same functions for every door."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import (
    AppointmentAction,
    AppointmentState,
    CancelledBy,
    Door,
    Party,
    Wishes,
)
from seibi.contexts.booking.domain.fairness import change_until, in_time, may_be_missed, owes_remedy
from seibi.contexts.booking.domain.lifecycle import LIFECYCLE
from seibi.contexts.booking.domain.needs import slot_query
from seibi.contexts.booking.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMissed,
    AppointmentMoved,
)
from seibi.contexts.booking.models import Appointment, AppointmentItem, Hold
from seibi.contexts.booking.operations import board, refusals
from seibi.contexts.booking.operations.numbers import next_appointment_number
from seibi.contexts.booking.permissions import can_book, can_change, can_receive, is_staff
from seibi.contexts.booking.queries.rules import rules_at
from seibi.contexts.booking.queries.slots import free_soon
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Expired, NotFound, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def confirm(
    *,
    hold_id: UUID,
    vehicle_id: UUID,
    party: Party,
    wishes: Wishes,
    door: Door,
    language: str,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> UUID:
    """A kept time becomes an appointment under the same id, looked at once more under lock.

    Confirming twice gives the same appointment. Raises NotFound ("hold_not_found"), NotAllowed,
    RuleBroken ("not_their_car"), Expired ("hold_expired", free=[…]).
    """
    hold = Hold.objects.visible_to(actor).locked().filter(pk=hold_id).first()
    if hold is None:
        raise refusals.no_hold()

    require(can_book(actor, hold.owner_node, party, door))

    if hold.confirmed_at:
        return _already_booked(hold, party)
    _check_car(actor, hold.owner_node, vehicle_id, party, at)
    _take_for_good(hold, actor, machine_at, at)

    appointment = _create(
        hold=hold,
        vehicle_id=vehicle_id,
        party=party,
        wishes=wishes,
        door=door,
        language=language,
        at=at,
    )
    hold.confirmed_at = machine_at
    hold.save(update_fields=["confirmed_at"])
    board.place(appointment, actor=actor, at=at)

    tell(
        AppointmentBooked(
            appointment_id=appointment.pk,
            site_id=appointment.site_id,
            customer_id=appointment.customer_id,
            vehicle_id=appointment.vehicle_id,
            operation_codes=tuple(hold.operation_codes),
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            door=str(door),
        ),
        actor=actor,
        at=at,
        subject=appointment.subject,
        owner_node=appointment.owner_node,
    )
    return appointment.pk


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
    if starts_at < at:
        raise refusals.in_the_past()
    if starts_at == appointment.starts_at:
        return

    before = appointment.starts_at
    _move_in_workshop(appointment, starts_at, actor=actor, at=at)
    appointment.ends_at = starts_at + (appointment.ends_at - before)
    appointment.starts_at = starts_at
    appointment.change_until = change_until(
        starts_at=starts_at, booked_at=at, rules=rules_at(appointment.owner_node)
    )
    appointment.sequence += 1
    appointment.remedy = remedy or appointment.remedy
    appointment.save(
        update_fields=["starts_at", "ends_at", "change_until", "sequence", "remedy"]
    )
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


def _already_booked(hold: Hold, party: Party) -> UUID:
    if Appointment.objects.filter(pk=hold.pk, customer_id=party.owner_id).exists():
        return hold.pk
    raise refusals.no_hold()


def _check_car(
    actor: Actor, node: str, vehicle_id: UUID, party: Party, at: dt.datetime
) -> None:
    """Who books for themselves books for a car of theirs; staff may also book a borrowed one."""
    if vehicle_id not in vehicles.summaries([vehicle_id]):
        raise NotFound("vehicle_not_found")
    if is_staff(actor, node) or actor.is_anonymous:
        return
    if vehicle_id not in {car.id for car in vehicles.vehicles_of([party.owner_id], at)}:
        raise refusals.not_their_car()


def _take_for_good(
    hold: Hold, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> None:
    try:
        if hold.released_at or hold.expires_at <= machine_at:
            raise Expired("hold_expired")
        workshop.confirm(subject=f"appointment:{hold.pk}", actor=actor, at=at)
    except (Expired, NotFound):
        raise refusals.hold_expired(free_soon(hold.site_id, hold.operation_codes, at)) from None


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
    workshop.move(
        subject=appointment.subject, query=query, start=starts_at, actor=actor, at=at
    )


def _create(
    *,
    hold: Hold,
    vehicle_id: UUID,
    party: Party,
    wishes: Wishes,
    door: Door,
    language: str,
    at: dt.datetime,
) -> Appointment:
    quote = catalogue.quote(site_id=hold.site_id, codes=hold.operation_codes, at=at)
    found = catalogue.operations(hold.operation_codes)
    appointment = Appointment.objects.create(
        id=hold.pk,
        owner_node=hold.owner_node,
        number=next_appointment_number(hold.owner_node),
        site_id=hold.site_id,
        customer_id=party.owner_id,
        vehicle_id=vehicle_id,
        bringer_id=party.bringer_id,
        bringer_name=party.bringer_name,
        authoriser_id=party.authoriser_id,
        limit_amount=party.limit.amount if party.limit else None,
        limit_currency=party.limit.currency if party.limit else "",
        purchase_order=party.purchase_order,
        starts_at=hold.starts_at,
        ends_at=hold.ends_at,
        change_until=change_until(
            starts_at=hold.starts_at, booked_at=at, rules=rules_at(hold.owner_node)
        ),
        wishes=wishes.text.strip(),
        stay=wishes.stay,
        courtesy_car=wishes.courtesy_car,
        door=door,
        language=language,
        price_amount=None if quote.unpriced else quote.shown.amount,
        price_currency="" if quote.unpriced else quote.shown.currency,
        booked_at=at,
    )
    prices = {
        code: [x for x in quote.lines if x.operation_code == code] for code in hold.operation_codes
    }
    AppointmentItem.objects.bulk_create(
        AppointmentItem(
            appointment=appointment,
            position=position,
            operation_code=code,
            minutes=found[code].minutes,
            price_amount=sum(x.gross.amount if quote.tax_included else x.net.amount for x in prices[code])
            if prices[code]
            else None,
            price_currency=quote.gross.currency if prices[code] else "",
        )
        for position, code in enumerate(hold.operation_codes)
    )
    return appointment
