"""A visit gets its work order: prepared for an appointment, or when the car stands at the door."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentInfo, ArrivalInfo, Stay
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.parts import facade as parts
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.work_orders.contracts import Action, PartyRole, State
from seibi.contexts.work_orders.domain.pricing import rule_for
from seibi.contexts.work_orders.events import WorkOrderOpened
from seibi.contexts.work_orders.models.work_order import Counter, Party, WorkOrder
from seibi.contexts.work_orders.operations import board, drafting
from seibi.contexts.work_orders.operations.loading import account_or_none
from seibi.contexts.work_orders.operations.moving import advance
from seibi.contexts.work_orders.permissions import can_receive
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell


@dataclass(frozen=True, slots=True)
class _Start:
    """What a work order begins with, wherever it comes from."""

    site: SiteInfo
    customer_id: UUID
    vehicle_id: UUID
    codes: Sequence[str]
    wishes: str
    stay: Stay
    appointment: AppointmentInfo | None = None
    arrival: ArrivalInfo | None = None


@transaction.atomic
def open_from_appointment(*, appointment_id: UUID, actor: Actor, at: dt.datetime) -> UUID:
    """An appointment has one work order, prepared before the car comes; asking again returns it.

    Raises NotFound ("appointment_not_found"), NotAllowed.
    """
    info = booking.appointment(appointment_id=appointment_id, actor=actor)
    counter = _locked_counter(info.owner_node)
    require(can_receive(actor, info.owner_node))
    if known := _known(appointment_id=info.id):
        return known.pk
    start = _Start(
        site=network.site(info.site_id),
        customer_id=info.customer_id,
        vehicle_id=info.vehicle_id,
        codes=info.operation_codes,
        wishes=info.wishes,
        stay=info.stay,
        appointment=info,
    )
    return _open(start, counter, actor, at).pk


@transaction.atomic
def open_from_arrival(*, arrival_id: UUID, actor: Actor, at: dt.datetime) -> UUID:
    """A car at the door has one work order, appointment or not; asking again returns it.

    Raises NotFound ("arrival_not_found"), NotAllowed.
    """
    arrival = booking.arrival(arrival_id=arrival_id, actor=actor)
    counter = _locked_counter(arrival.owner_node)
    require(can_receive(actor, arrival.owner_node))
    known = _known(appointment_id=arrival.appointment_id, arrival_id=arrival.id)
    work_order = known or _open(_start_of(arrival, actor), counter, actor, at)
    if work_order.state == State.BOOKED:
        _arrive(work_order, arrival, actor, at)
    return work_order.pk


@transaction.atomic
def cancel_prepared(*, appointment_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> bool:
    """What does not take place leaves no work order behind; whether there was one."""
    rows = WorkOrder.objects.filter(appointment_id=appointment_id, state=State.BOOKED).locked()
    work_order = rows.first()
    if work_order is None:
        return False
    require(can_receive(actor, work_order.owner_node))
    work_order.cancel_reason = reason[:300]
    advance(work_order, Action.CANCEL, actor=actor, at=at, reason=reason)
    parts.release(subject=work_order.subject, actor=actor, at=at)
    return True


def _start_of(arrival: ArrivalInfo, actor: Actor) -> _Start:
    appointment = None
    if arrival.appointment_id:
        appointment = booking.appointment(appointment_id=arrival.appointment_id, actor=actor)
    return _Start(
        site=network.site(arrival.site_id),
        customer_id=arrival.customer_id,
        vehicle_id=arrival.vehicle_id,
        codes=appointment.operation_codes if appointment else arrival.operation_codes,
        wishes=arrival.wishes or (appointment.wishes if appointment else ""),
        stay=arrival.stay,
        appointment=appointment,
        arrival=arrival,
    )


def _open(start: _Start, counter: Counter, actor: Actor, at: dt.datetime) -> WorkOrder:
    """Row, people, first lines, parts kept before, the card on the board, the journal."""
    counter.last += 1
    counter.save(update_fields=["last"])
    appointment = start.appointment
    work_order = WorkOrder.objects.create(
        owner_node=start.site.node,
        number=f"W-{counter.last:06d}",
        site_id=start.site.id,
        appointment_id=appointment.id if appointment else None,
        customer_id=start.customer_id,
        vehicle_id=start.vehicle_id,
        advisor_id=account_or_none(actor),
        currency=start.site.currency,
        tax_rule=rule_for(start.site.country),
        wishes=start.wishes,
        customer_waits=start.stay == Stay.WAIT,
        opened_at=at,
        forecast_at=appointment.ends_at if appointment else None,
    )
    _name_parties(work_order, appointment)
    lines = drafting.draft_from_menu(work_order, list(start.codes), at)
    if appointment:
        from_subject = f"appointment:{appointment.id}"
        board.take_over(work_order, from_subject, actor=actor, at=at)
        board.link_steps(work_order, lines, at)
        parts.hand_over(
            from_subject=from_subject, to_subject=work_order.subject, actor=actor, at=at
        )
        drafting.claim_kept_parts(work_order, lines, actor=actor, at=at)
    tell(
        WorkOrderOpened(
            work_order.pk,
            start.site.id,
            work_order.appointment_id,
            start.customer_id,
            start.vehicle_id,
        ),
        actor=actor,
        at=at,
        subject=work_order.subject,
        owner_node=work_order.owner_node,
    )
    return work_order


def _arrive(work_order: WorkOrder, arrival: ArrivalInfo, actor: Actor, at: dt.datetime) -> None:
    work_order.arrival_id = arrival.id
    work_order.ticket = str(arrival.ticket)
    work_order.key_tag = arrival.key_tag
    work_order.parking_place = arrival.parking_place
    work_order.arrived_at = arrival.arrived_at
    work_order.customer_waits = arrival.stay == Stay.WAIT
    if work_order.advisor_id is None:
        work_order.advisor_id = account_or_none(actor)
    advance(work_order, Action.ARRIVE, actor=actor, at=at)
    car = vehicles.summaries([work_order.vehicle_id])[work_order.vehicle_id]
    lines = list(work_order.lines.all())
    board.place(work_order, lines, title=car.short_title, plate=car.plate, actor=actor, at=at)
    board.link_steps(work_order, lines, at)
    board.arrived(work_order, actor=actor, at=at)
    board.show(work_order, actor=actor, at=at)


def _name_parties(work_order: WorkOrder, appointment: AppointmentInfo | None) -> None:
    """The hats as the booking named them; whoever is not named is the owner."""
    Party.objects.create(
        work_order=work_order, role=PartyRole.OWNER, customer_id=work_order.customer_id
    )
    if appointment is None:
        return
    party = appointment.party
    if party.bringer_id or party.bringer_name:
        Party.objects.create(
            work_order=work_order,
            role=PartyRole.BRINGER,
            customer_id=party.bringer_id,
            name=party.bringer_name,
        )
    if party.authoriser_id or party.limit or party.purchase_order:
        Party.objects.create(
            work_order=work_order,
            role=PartyRole.AUTHORISER,
            customer_id=party.who_may_say_yes,
            limit_amount=party.limit.amount if party.limit else None,
            purchase_order=party.purchase_order,
        )


def _known(
    *, appointment_id: UUID | None = None, arrival_id: UUID | None = None
) -> WorkOrder | None:
    rows = WorkOrder.objects.exclude(state=State.CANCELLED)
    if appointment_id and (found := rows.filter(appointment_id=appointment_id).locked().first()):
        return found
    return rows.filter(arrival_id=arrival_id).locked().first() if arrival_id else None


def _locked_counter(node: str) -> Counter:
    """Numbers are given out one after the other, which also lets nobody open a visit twice."""
    Counter.objects.get_or_create(owner_node=node)
    return Counter.objects.locked().get(owner_node=node)
