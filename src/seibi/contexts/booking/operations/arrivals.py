"""A car comes, with or without an appointment; gets a ticket, a key tag and a place; leaves."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from seibi.contexts.booking.contracts import (
    AppointmentAction,
    AppointmentState,
    ArrivalInfo,
    Door,
    Party,
    Wishes,
)
from seibi.contexts.booking.domain.fairness import minutes_late
from seibi.contexts.booking.domain.lifecycle import LIFECYCLE
from seibi.contexts.booking.domain.yard import first_free_tag
from seibi.contexts.booking.events import CarArrived, CarLeft
from seibi.contexts.booking.models import Appointment, Arrival
from seibi.contexts.booking.operations import board, refusals, yard
from seibi.contexts.booking.operations.confirming import check_people, confirm
from seibi.contexts.booking.operations.holds import hold
from seibi.contexts.booking.operations.numbers import lock_keys, next_ticket
from seibi.contexts.booking.permissions import can_receive
from seibi.contexts.booking.queries.day import arrival_info
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.errors import require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def arrive(
    *,
    appointment_id: UUID,
    key_tag: str = "",
    parking_place: str = "",
    actor: Actor,
    at: dt.datetime,
) -> ArrivalInfo:
    """An expected car is here: a ticket of the day, a key tag (the first free one), a place.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "key_tag_taken", "already_here").
    """
    appointment = Appointment.objects.visible_to(actor).locked().filter(pk=appointment_id).first()
    if appointment is None:
        raise refusals.no_appointment()

    require(can_receive(actor, appointment.owner_node))

    state = LIFECYCLE.after(AppointmentState(appointment.state), AppointmentAction.ARRIVE)
    _check_not_here(appointment.vehicle_id)

    appointment.state = state
    appointment.save(update_fields=["state"])
    row = _create(
        site_id=appointment.site_id,
        node=appointment.owner_node,
        customer_id=appointment.customer_id,
        vehicle_id=appointment.vehicle_id,
        appointment=appointment,
        codes=[item.operation_code for item in appointment.items.all()],
        wishes=Wishes(appointment.wishes, appointment.stay),  # type: ignore[arg-type]
        key_tag=key_tag,
        parking_place=parking_place,
        actor=actor,
        at=at,
    )
    workshop.arrive(subject=appointment.subject, actor=actor, at=at)
    board.show_arrival(appointment.subject, row, actor=actor, at=at)

    _tell_arrived(row, minutes_late(starts_at=appointment.starts_at, at=at), actor, at)
    return arrival_info(row)


@transaction.atomic
def walk_in(  # noqa: PLR0913 - who, what, when and where of a visit in one step
    *,
    site_id: UUID,
    customer_id: UUID,
    vehicle_id: UUID,
    operation_codes: Sequence[str],
    wishes: Wishes,
    starts_at: dt.datetime | None,
    language: str,
    key_tag: str = "",
    parking_place: str = "",
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> ArrivalInfo:
    """A car comes without an appointment: with a time it is booked and received in one step.

    Without a time it waits to be planned at the reception. Raises what ``hold``, ``confirm`` and
    ``arrive`` raise.
    """
    site = network.site(site_id)

    require(can_receive(actor, site.node))

    if starts_at is not None:
        appointment_id = _booked(
            site_id=site_id,
            operation_codes=operation_codes,
            starts_at=starts_at,
            vehicle_id=vehicle_id,
            customer_id=customer_id,
            wishes=wishes,
            language=language,
            actor=actor,
            machine_at=machine_at,
            at=at,
        )
        return arrive(
            appointment_id=appointment_id,
            key_tag=key_tag,
            parking_place=parking_place,
            actor=actor,
            at=at,
        )

    _check_unplanned(actor, customer_id, vehicle_id)
    row = _create(
        site_id=site_id,
        node=site.node,
        customer_id=customer_id,
        vehicle_id=vehicle_id,
        appointment=None,
        codes=list(catalogue.expand(operation_codes)),
        wishes=wishes,
        key_tag=key_tag,
        parking_place=parking_place,
        actor=actor,
        at=at,
    )

    _tell_arrived(row, 0, actor, at)
    return arrival_info(row)


def _booked(  # noqa: PLR0913 - all that a hold and its appointment need
    *,
    site_id: UUID,
    operation_codes: Sequence[str],
    starts_at: dt.datetime,
    vehicle_id: UUID,
    customer_id: UUID,
    wishes: Wishes,
    language: str,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> UUID:
    """A time is kept and becomes an appointment in one step."""
    kept = hold(
        site_id=site_id,
        operation_codes=operation_codes,
        starts_at=starts_at,
        stay=wishes.stay,
        courtesy_car=wishes.courtesy_car,
        walk_in=True,
        actor=actor,
        machine_at=machine_at,
        at=at,
    )
    return confirm(
        hold_id=kept.id,
        vehicle_id=vehicle_id,
        party=Party(owner_id=customer_id),
        wishes=wishes,
        door=Door.WALK_IN,
        language=language,
        actor=actor,
        machine_at=machine_at,
        at=at,
    )


def _check_unplanned(actor: Actor, customer_id: UUID, vehicle_id: UUID) -> None:
    check_people(actor, Party(owner_id=customer_id))
    if vehicle_id not in vehicles.summaries([vehicle_id]):
        raise refusals.no_customer()
    _check_not_here(vehicle_id)


@transaction.atomic
def depart(*, vehicle_id: UUID, owner_node: str, actor: Actor, at: dt.datetime) -> bool:
    """A car has left the premises: its key tag and its place are free. Whether it was here."""
    rows = Arrival.objects.filter(vehicle_id=vehicle_id, owner_node=owner_node, left_at=None)
    row = rows.locked().first()
    if row is None:
        return False

    require(can_receive(actor, row.owner_node))

    row.left_at = at
    row.save(update_fields=["left_at"])

    tell(
        CarLeft(arrival_id=row.pk, appointment_id=row.appointment_id),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )
    return True


def _create(  # noqa: PLR0913 - the columns of a row
    *,
    site_id: UUID,
    node: str,
    customer_id: UUID,
    vehicle_id: UUID,
    appointment: Appointment | None,
    codes: list[str],
    wishes: Wishes,
    key_tag: str,
    parking_place: str,
    actor: Actor,
    at: dt.datetime,
) -> Arrival:
    day = local_day(at, network.site(site_id).tz)
    ticket = next_ticket(node, day)
    lock_keys(node)
    tag = key_tag.strip() or first_free_tag(yard.tags_in_use(site_id))
    yard.check_tag(site_id, tag)
    yard.check_place(site_id, node, parking_place.strip())
    row = Arrival.objects.create(
        owner_node=node,
        site_id=site_id,
        appointment=appointment,
        customer_id=customer_id,
        vehicle_id=vehicle_id,
        ticket=ticket,
        ticket_day=day,
        key_tag=tag,
        parking_place=parking_place.strip(),
        operation_codes=codes,
        wishes=wishes.text.strip(),
        stay=wishes.stay,
        arrived_at=at,
    )
    yard.note_movement(row, actor, at)
    return row


def _check_not_here(vehicle_id: UUID) -> None:
    if Arrival.objects.filter(vehicle_id=vehicle_id, left_at=None).exists():
        raise refusals.already_here()


def _tell_arrived(row: Arrival, late: int, actor: Actor, at: dt.datetime) -> None:
    tell(
        CarArrived(
            arrival_id=row.pk,
            appointment_id=row.appointment_id,
            site_id=row.site_id,
            customer_id=row.customer_id,
            vehicle_id=row.vehicle_id,
            ticket=row.ticket,
            minutes_late=late,
        ),
        actor=actor,
        at=at,
        subject=row.subject,
        owner_node=row.owner_node,
    )
