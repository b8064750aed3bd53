"""Checks, release and hand-over for programs, and the steps back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.contexts.work_orders.operations import findings, handing_back, quality, work
from seibi.contexts.work_orders.queries import work_orders as queries
from seibi.contexts.work_orders.rest import schemas
from seibi.contexts.work_orders.rest.pictures import picture
from seibi.contexts.work_orders.rest.refusals import REFUSALS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.idempotency.replay import answer_once

gate = Router(tags=["work orders"])


@gate.post(
    "/{uuid:work_order_id}/checks",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_check_work",
)
def check_work(request: HttpRequest, work_order_id: UUID, body: schemas.CheckIn) -> HttpResponse:
    """A look at finished work; the last pass makes the car ready."""

    def call(actor: Actor) -> DeskCard:
        quality.check_work(
            work_order_id=work_order_id,
            line_id=body.line_id,
            passed=body.passed,
            remarks=body.remarks,
            photo=picture(body.photo, "photo"),
            road_km=body.road_km,
            road_minutes=body.road_minutes,
            cause=body.cause,
            actor=actor,
            at=clock.now(),
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@gate.post(
    "/{uuid:work_order_id}/pass-gate",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_pass_gate",
)
def pass_gate(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """A car with nothing left to look at is ready."""

    def call(actor: Actor) -> DeskCard:
        quality.pass_gate(work_order_id=work_order_id, actor=actor, at=clock.now())
        return _card(work_order_id, actor)

    return answer_once(request, call)


@gate.post(
    "/{uuid:work_order_id}/release",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_release",
)
def release(request: HttpRequest, work_order_id: UUID, body: schemas.ReleaseIn) -> HttpResponse:
    """The car may leave: paid, on account, free of charge, or by right with a reason."""

    def call(actor: Actor) -> DeskCard:
        handing_back.release_car(
            work_order_id=work_order_id,
            kind=body.kind,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@gate.post(
    "/{uuid:work_order_id}/delivery",
    response={200: schemas.Noted, **REFUSALS},
    operation_id="work_orders_deliver",
)
def deliver(request: HttpRequest, work_order_id: UUID, body: schemas.DeliverIn) -> HttpResponse:
    """The car is handed back, explained and signed."""

    def call(actor: Actor) -> dict[str, str]:
        sentence = handing_back.deliver(
            work_order_id=work_order_id,
            odometer=body.odometer,
            odometer_unit=body.odometer_unit,
            explanation=body.explanation,
            old_parts=body.old_parts,
            delivered_to=body.delivered_to,
            signature=picture(body.signature, "signature"),
            actor=actor,
            at=clock.now(),
        )
        return {"sentence": sentence}

    return answer_once(request, call)


@gate.post(
    "/{uuid:work_order_id}/follow-up",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_follow_up",
)
def follow_up(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """The customer was asked how it went."""

    def call(actor: Actor) -> DeskCard:
        handing_back.follow_up(work_order_id=work_order_id, actor=actor, at=clock.now())
        return _card(work_order_id, actor)

    return answer_once(request, call)


@gate.post(
    "/{uuid:work_order_id}/reopen",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_reopen",
)
def reopen(request: HttpRequest, work_order_id: UUID, body: schemas.VisitReasonIn) -> HttpResponse:
    """A car that was called ready goes back to work."""

    def call(actor: Actor) -> DeskCard:
        work.reopen_work(
            work_order_id=work_order_id, reason=body.reason, actor=actor, at=clock.now()
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@gate.post(
    "/{uuid:work_order_id}/take-back",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_take_back",
)
def take_back(
    request: HttpRequest, work_order_id: UUID, body: schemas.VisitReasonIn
) -> HttpResponse:
    """A hand-over is undone."""

    def call(actor: Actor) -> DeskCard:
        handing_back.take_back_car(
            work_order_id=work_order_id, reason=body.reason, actor=actor, at=clock.now()
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@gate.post(
    "/{uuid:work_order_id}/notes",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_write_note",
)
def write_note(request: HttpRequest, work_order_id: UUID, body: schemas.NoteIn) -> HttpResponse:
    """An internal note; owners never see it."""

    def call(actor: Actor) -> dict[str, UUID]:
        made = findings.write_note(
            work_order_id=work_order_id, text=body.text, actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


def _card(work_order_id: UUID, actor: Actor) -> DeskCard:
    return queries.desk_card(work_order_id=work_order_id, actor=actor, at=clock.now())
