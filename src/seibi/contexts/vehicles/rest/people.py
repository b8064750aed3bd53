"""Who has a car, for programs: drivers come and go, and the car changes hands."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.vehicles.operations import holders, sharing
from seibi.contexts.vehicles.rest.schemas import Created, HolderIn, PersonIn, TransferIn
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

people = Router(tags=["vehicles"])
CHANGED = {code: PROBLEMS[code] for code in (403, 404, 409, 422)}


@people.post(
    "/{uuid:vehicle_id}/holders",
    response={201: Created, **CHANGED},
    operation_id="vehicles_add_holder",
)
def add_holder(request: HttpRequest, vehicle_id: UUID, body: HolderIn) -> HttpResponse:
    """Let somebody drive or manage the car, and see it."""

    def call(actor: Actor) -> object:
        made = holders.add_holder(vehicle_id=vehicle_id, **body.dict(), actor=actor, at=clock.now())
        return {"id": made}

    return answer_once(request, call, status=201)


@people.delete(
    "/{uuid:vehicle_id}/holders/{uuid:holder_id}",
    response={204: None, **CHANGED},
    operation_id="vehicles_end_holder",
)
def end_holder(request: HttpRequest, vehicle_id: UUID, holder_id: UUID) -> HttpResponse:
    """This person has the car no longer."""
    holders.end_holder(
        vehicle_id=vehicle_id, holder_id=holder_id, actor=actor_of(request), at=clock.now()
    )
    return HttpResponse(status=204)


@people.post(
    "/{uuid:vehicle_id}/transfer",
    response={201: Created, **CHANGED},
    operation_id="vehicles_transfer",
)
def transfer(request: HttpRequest, vehicle_id: UUID, body: TransferIn) -> HttpResponse:
    """The car changes hands: everyone who had it has it no longer."""

    def call(actor: Actor) -> object:
        made = holders.transfer(
            vehicle_id=vehicle_id, to_customer_id=body.customer_id, actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@people.post(
    "/{uuid:vehicle_id}/drivers",
    response={201: Created, **CHANGED},
    operation_id="vehicles_invite_driver",
)
def invite_driver(request: HttpRequest, vehicle_id: UUID, body: PersonIn) -> HttpResponse:
    """The owner lets somebody drive and see the car; they sign in with that address."""

    def call(actor: Actor) -> object:
        made = sharing.invite_driver(
            vehicle_id=vehicle_id,
            person=body.person(),
            email=body.email,
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@people.post(
    "/{uuid:vehicle_id}/pass-on",
    response={201: Created, **CHANGED},
    operation_id="vehicles_pass_on",
)
def pass_on(request: HttpRequest, vehicle_id: UUID, body: PersonIn) -> HttpResponse:
    """The owner says who has the car next; the owner and drivers of today see it no longer."""

    def call(actor: Actor) -> object:
        made = sharing.pass_on(
            vehicle_id=vehicle_id,
            person=body.person(),
            email=body.email,
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)
