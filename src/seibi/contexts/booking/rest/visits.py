"""Appointments and arrivals for programs."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.booking.contracts import (
    AppointmentInfo,
    ArrivalInfo,
    SlotPage,
    Wishes,
)
from seibi.contexts.booking.operations import (
    arrivals,
    changing,
)
from seibi.contexts.booking.queries import appointments as queries
from seibi.contexts.booking.queries import slots as slot_queries
from seibi.contexts.booking.rest import schemas
from seibi.contexts.booking.rest.refusals import REFUSALS, SLOT_REFUSALS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

visits = Router(tags=["booking"])


@visits.get(
    "/appointments/{appointment_id}",
    response={200: AppointmentInfo, 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="booking_appointment",
)
def appointment(request: HttpRequest, appointment_id: UUID) -> AppointmentInfo:
    """One appointment with what the caller may do to it now."""
    return queries.appointment(
        appointment_id=appointment_id, actor=actor_of(request), at=clock.now()
    )


@visits.get(
    "/appointments/{appointment_id}/slots",
    response={200: SlotPage, 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="booking_slots_to_move",
)
def slots_to_move(request: HttpRequest, appointment_id: UUID) -> SlotPage:
    """Free times to which an appointment could move."""
    return slot_queries.slots_to_move(
        appointment_id=appointment_id, actor=actor_of(request), at=clock.now()
    )


@visits.post(
    "/appointments/{appointment_id}/move",
    response={200: AppointmentInfo, **SLOT_REFUSALS},
    operation_id="booking_move",
)
def move(
    request: HttpRequest, appointment_id: UUID, body: schemas.AppointmentMoveIn
) -> HttpResponse:
    """Another time; the old one is kept until the new one is taken."""

    def call(actor: Actor) -> AppointmentInfo:
        at = clock.now()
        changing.move(
            appointment_id=appointment_id,
            starts_at=body.starts_at,
            by=body.by,
            reason=body.reason,
            remedy=body.remedy,
            sequence=body.sequence,
            actor=actor,
            at=at,
        )
        return queries.appointment(appointment_id=appointment_id, actor=actor, at=at)

    return answer_once(request, call)


@visits.post(
    "/appointments/{appointment_id}/cancel",
    response={200: AppointmentInfo, **REFUSALS},
    operation_id="booking_cancel",
)
def cancel(request: HttpRequest, appointment_id: UUID, body: schemas.CancelIn) -> HttpResponse:
    """Give the time up; a site that cancels says what it offers instead."""

    def call(actor: Actor) -> AppointmentInfo:
        at = clock.now()
        changing.cancel(
            appointment_id=appointment_id,
            by=body.by,
            reason=body.reason,
            remedy=body.remedy,
            sequence=body.sequence,
            actor=actor,
            at=at,
        )
        return queries.appointment(appointment_id=appointment_id, actor=actor, at=at)

    return answer_once(request, call)


@visits.post(
    "/appointments/{appointment_id}/arrive",
    response={201: ArrivalInfo, **REFUSALS},
    operation_id="booking_arrive",
)
def arrive(request: HttpRequest, appointment_id: UUID, body: schemas.ArriveIn) -> HttpResponse:
    """The car is here: a ticket of the day, a key tag, a place."""
    return answer_once(
        request,
        lambda actor: arrivals.arrive(
            appointment_id=appointment_id,
            key_tag=body.key_tag,
            parking_place=body.parking_place,
            actor=actor,
            at=clock.now(),
        ),
        status=201,
    )


@visits.post(
    "/walk-ins", response={201: ArrivalInfo, **SLOT_REFUSALS}, operation_id="booking_walk_in"
)
def walk_in(request: HttpRequest, body: schemas.WalkInIn) -> HttpResponse:
    """A car without an appointment is booked, if there is a time, and received in one step."""
    return answer_once(
        request,
        lambda actor: arrivals.walk_in(
            site_id=body.site_id,
            customer_id=body.customer_id,
            vehicle_id=body.vehicle_id,
            operation_codes=body.operation_codes,
            wishes=Wishes(body.wishes, body.stay),
            starts_at=body.starts_at,
            language=body.language,
            key_tag=body.key_tag,
            parking_place=body.parking_place,
            actor=actor,
            machine_at=clock.machine_now(),
            at=clock.now(),
        ),
        status=201,
    )
