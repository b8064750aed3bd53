"""The wait-list for programs: join, see, answer an offer, leave."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.booking.contracts import Door, Wishes
from seibi.contexts.booking.contracts.waiting import WaitInfo, WaitRow
from seibi.contexts.booking.operations import offers
from seibi.contexts.booking.operations import waiting as operations
from seibi.contexts.booking.queries import waiting as queries
from seibi.contexts.booking.rest import schemas
from seibi.contexts.booking.rest.refusals import REFUSALS, SLOT_REFUSALS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

wait_list = Router(tags=["booking"])


@wait_list.get(
    "/sites/{site_id}/wait-list",
    response={200: list[WaitRow], 403: PROBLEMS[403], 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="booking_wait_list",
)
def line(request: HttpRequest, site_id: UUID) -> list[WaitRow]:
    """The line of a site, first come first, for its staff."""
    return queries.wait_list(
        site_id=site_id, actor=actor_of(request), machine_at=clock.machine_now()
    )


@wait_list.post(
    "/appointments/{appointment_id}/wait-for-earlier",
    response={201: WaitInfo, **REFUSALS},
    operation_id="booking_wait_for_earlier",
)
def wait_for_earlier(
    request: HttpRequest, appointment_id: UUID, body: schemas.WaitEarlierIn
) -> HttpResponse:
    """Be told of an earlier time; the visit stays until one is taken."""

    def call(actor: Actor) -> WaitInfo:
        waiting_id = operations.wait_for_earlier(
            appointment_id=appointment_id,
            wish=body.wish(),
            door=Door.API,
            language=body.language,
            actor=actor,
            at=clock.now(),
        )
        return _info(waiting_id, actor)

    return answer_once(request, call, status=201)


@wait_list.post(
    "/sites/{site_id}/wait-list",
    response={201: WaitInfo, **REFUSALS},
    operation_id="booking_wait_for_time",
)
def wait_for_time(request: HttpRequest, site_id: UUID, body: schemas.WaitIn) -> HttpResponse:
    """Nothing that suits is free: be told when it is."""

    def call(actor: Actor) -> WaitInfo:
        waiting_id = operations.wait_for_time(
            site_id=site_id,
            customer_id=body.customer_id,
            vehicle_id=body.vehicle_id,
            operation_codes=body.operation_codes,
            wishes=Wishes(body.wishes, body.stay, body.courtesy_car),
            wish=body.wish(),
            door=Door.API,
            language=body.language,
            actor=actor,
            at=clock.now(),
        )
        return _info(waiting_id, actor)

    return answer_once(request, call, status=201)


@wait_list.get(
    "/waiting/{waiting_id}",
    response={200: WaitInfo, 404: PROBLEMS[404], 422: PROBLEMS[422]},
    operation_id="booking_waiting",
)
def waiting(request: HttpRequest, waiting_id: UUID) -> WaitInfo:
    """One entry with its newest offer."""
    return _info(waiting_id, actor_of(request))


@wait_list.post(
    "/waiting/{waiting_id}/leave",
    response={200: WaitInfo, **REFUSALS},
    operation_id="booking_leave_wait_list",
)
def leave(request: HttpRequest, waiting_id: UUID) -> HttpResponse:
    """Nothing more is offered."""

    def call(actor: Actor) -> WaitInfo:
        operations.leave_wait_list(
            waiting_id=waiting_id, actor=actor, machine_at=clock.machine_now(), at=clock.now()
        )
        return _info(waiting_id, actor)

    return answer_once(request, call)


@wait_list.post(
    "/offers/{offer_id}/take",
    response={200: WaitInfo, **SLOT_REFUSALS},
    operation_id="booking_take_offer",
)
def take(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The offered time is theirs; a visit that was booked moves there in the same step."""

    def call(actor: Actor) -> WaitInfo:
        offers.take_offer(
            offer_id=offer_id, actor=actor, machine_at=clock.machine_now(), at=clock.now()
        )
        return _info(queries.waiting_of_offer(offer_id=offer_id), actor)

    return answer_once(request, call)


@wait_list.post(
    "/offers/{offer_id}/decline",
    response={200: WaitInfo, 410: PROBLEMS[410], **REFUSALS},
    operation_id="booking_decline_offer",
)
def decline(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The time goes to the next; the place in the line stays."""

    def call(actor: Actor) -> WaitInfo:
        offers.decline_offer(
            offer_id=offer_id, actor=actor, machine_at=clock.machine_now(), at=clock.now()
        )
        return _info(queries.waiting_of_offer(offer_id=offer_id), actor)

    return answer_once(request, call)


def _info(waiting_id: UUID, actor: Actor) -> WaitInfo:
    return queries.waiting(waiting_id=waiting_id, actor=actor, machine_at=clock.machine_now())
