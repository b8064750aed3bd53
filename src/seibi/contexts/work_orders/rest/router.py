"""Visits for programs: the same operations as on the pages. POST takes an Idempotency-Key."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from seibi.contexts.work_orders.contracts import BillableLine, NotChargeable, PhotoPurpose, State
from seibi.contexts.work_orders.contracts.desk import DeskCard, WorkOrderPage
from seibi.contexts.work_orders.contracts.reception import WalkAround
from seibi.contexts.work_orders.contracts.visit import Visit, VisitLink
from seibi.contexts.work_orders.operations import opening, promising, reception, undoing
from seibi.contexts.work_orders.queries import desk as desk_queries
from seibi.contexts.work_orders.queries import visit as visit_queries
from seibi.contexts.work_orders.queries import work_orders as queries
from seibi.contexts.work_orders.rest import schemas
from seibi.contexts.work_orders.rest.asking import asking
from seibi.contexts.work_orders.rest.estimate import estimate
from seibi.contexts.work_orders.rest.fees import router as fees
from seibi.contexts.work_orders.rest.floor import floor
from seibi.contexts.work_orders.rest.gate import gate
from seibi.contexts.work_orders.rest.papers import papers
from seibi.contexts.work_orders.rest.pictures import picture
from seibi.contexts.work_orders.rest.refusals import READS, REFUSALS
from seibi.contexts.work_orders.rest.time import time
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.paging import Page

router = Router(tags=["work orders"])
router.add_router("", time)
router.add_router("", floor)
router.add_router("", estimate)
router.add_router("", fees)
router.add_router("", gate)
router.add_router("", papers)
router.add_router("", asking)


@router.get("/", response={200: Page[DeskCard], **READS}, operation_id="work_orders_list")
def listing(
    request: HttpRequest,
    state: State | None = None,
    with_closed: bool = False,
    vehicle_id: UUID | None = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[DeskCard]:
    """The visits the caller may see, oldest first."""
    return queries.desk_list(
        actor=actor_of(request),
        at=clock.now(),
        state=state,
        with_closed=with_closed,
        vehicle_id=vehicle_id,
        cursor=cursor,
        limit=limit,
    )


@router.get("/mine", response={200: list[VisitLink], **READS}, operation_id="work_orders_mine")
def mine(request: HttpRequest) -> list[VisitLink]:
    """The visits of the caller's own cars."""
    return visit_queries.visits_of(actor=actor_of(request), at=clock.now())


@router.post("/", response={200: schemas.Opened, **REFUSALS}, operation_id="work_orders_open")
def open_visit(request: HttpRequest, body: schemas.OpenIn) -> HttpResponse:
    """The visit of a car at the door, or of an appointment; asking again answers the same one."""

    def call(actor: Actor) -> schemas.Opened:
        if body.arrival_id:
            found = opening.open_from_arrival(
                arrival_id=body.arrival_id, actor=actor, at=clock.now()
            )
        elif body.appointment_id:
            found = opening.open_from_appointment(
                appointment_id=body.appointment_id, actor=actor, at=clock.now()
            )
        else:
            raise Invalid("nothing_to_open", _("Name the arrival or the appointment."))
        return schemas.Opened(work_order_id=found)

    return answer_once(request, lambda actor: call(actor).model_dump())


@router.get(
    "/{uuid:work_order_id}", response={200: WorkOrderPage, **READS}, operation_id="work_orders_get"
)
def get(request: HttpRequest, work_order_id: UUID) -> WorkOrderPage:
    """Everything the desk knows about a visit."""
    return desk_queries.work_order_page(
        work_order_id=work_order_id, actor=actor_of(request), at=clock.now()
    )


@router.get(
    "/{uuid:work_order_id}/visit", response={200: Visit, **READS}, operation_id="work_orders_visit"
)
def visit(request: HttpRequest, work_order_id: UUID) -> Visit:
    """The owner's three answers; for the owner only."""
    return visit_queries.visit(work_order_id=work_order_id, actor=actor_of(request), at=clock.now())


@router.get(
    "/{uuid:work_order_id}/billable-lines",
    response={200: list[BillableLine], **READS},
    operation_id="work_orders_billable_lines",
)
def billable_lines(request: HttpRequest, work_order_id: UUID) -> list[BillableLine]:
    """What may be charged, at the amounts that were agreed."""
    return queries.billable_lines(work_order_id=work_order_id, actor=actor_of(request))


@router.get(
    "/{uuid:work_order_id}/not-chargeable",
    response={200: list[NotChargeable], **READS},
    operation_id="work_orders_not_chargeable",
)
def not_chargeable(request: HttpRequest, work_order_id: UUID) -> list[NotChargeable]:
    """Time that was really spent on what nobody agreed to."""
    return queries.not_chargeable(
        work_order_id=work_order_id, actor=actor_of(request), at=clock.now()
    )


@router.post(
    "/{uuid:work_order_id}/reception",
    response={200: schemas.Noted, **REFUSALS},
    operation_id="work_orders_receive",
)
def receive(request: HttpRequest, work_order_id: UUID, body: schemas.ReceptionIn) -> HttpResponse:
    """The walk around the car, signed; with ``promise_at`` also the first promise."""

    def call(actor: Actor) -> dict[str, str]:
        sentence = promising.receive_and_promise(
            work_order_id=work_order_id,
            walk_around=WalkAround(
                odometer=body.odometer,
                odometer_unit=body.odometer_unit,
                fuel_percent=body.fuel_percent,
                charge_percent=body.charge_percent,
                valuables=body.valuables,
                interview=body.interview.value(),
                pins=tuple(pin.value() for pin in body.pins),
                keep_old_parts=body.keep_old_parts,
                seat_covers=body.seat_covers,
                courtesy_car=body.courtesy_car,
                payment=body.payment,
                begun_at=body.begun_at,
                signed_by=body.signed_by,
                signature=picture(body.signature, "signature"),
            ),
            promise_at=body.promise_at,
            take_up=body.take_up,
            actor=actor,
            at=clock.now(),
        )
        return {"sentence": sentence}

    return answer_once(request, call)


@router.post(
    "/{uuid:work_order_id}/photos",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_keep_photo",
)
def keep_photo(
    request: HttpRequest,
    work_order_id: UUID,
    photo: File[UploadedFile],
    purpose: Annotated[PhotoPurpose, Form()] = PhotoPurpose.RECEPTION,
    caption: Annotated[str, Form(max_length=200, pattern=r"^[^\x00]*$")] = "",
    line_id: Annotated[UUID | None, Form()] = None,
    finding_id: Annotated[UUID | None, Form()] = None,
) -> HttpResponse:
    """One picture of a visit, sent as a form; what the camera added is taken off."""

    def call(actor: Actor) -> dict[str, UUID]:
        kept = reception.keep_photo(
            work_order_id=work_order_id,
            upload=photo,
            purpose=purpose,
            caption=caption,
            line_id=line_id,
            finding_id=finding_id,
            for_owner=True,
            actor=actor,
            at=clock.now(),
        )
        return {"id": kept}

    return answer_once(request, call, status=201)


@router.post(
    "/{uuid:work_order_id}/parties",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_name_party",
)
def name_party(request: HttpRequest, work_order_id: UUID, body: schemas.PartyIn) -> HttpResponse:
    """Who brings the car, whose it is, who may say yes and how far."""

    def call(actor: Actor) -> DeskCard:
        reception.name_party(
            work_order_id=work_order_id, actor=actor, at=clock.now(), **body.model_dump()
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@router.post(
    "/{uuid:work_order_id}/place",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_keep_car",
)
def keep_car(request: HttpRequest, work_order_id: UUID, body: schemas.KeepCarIn) -> HttpResponse:
    """Where the key hangs and the car stands."""

    def call(actor: Actor) -> DeskCard:
        reception.keep_car(
            work_order_id=work_order_id,
            key_tag=body.key_tag,
            parking_place=body.parking_place,
            actor=actor,
            at=clock.now(),
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@router.post(
    "/{uuid:work_order_id}/promise",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_promise",
)
def promise(request: HttpRequest, work_order_id: UUID, body: schemas.PromiseIn) -> HttpResponse:
    """The time we stand for; the first one is kept for ever."""

    def call(actor: Actor) -> DeskCard:
        promising.promise(
            work_order_id=work_order_id,
            promise_at=body.promise_at,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@router.post(
    "/{uuid:work_order_id}/forecast",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_forecast",
)
def forecast(request: HttpRequest, work_order_id: UUID, body: schemas.ForecastIn) -> HttpResponse:
    """The time we expect; the promise does not move with it."""

    def call(actor: Actor) -> DeskCard:
        promising.forecast(
            work_order_id=work_order_id,
            forecast_at=body.forecast_at,
            actor=actor,
            at=clock.now(),
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@router.post(
    "/{uuid:work_order_id}/cancel",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_cancel",
)
def cancel(request: HttpRequest, work_order_id: UUID, body: schemas.VisitCancelIn) -> HttpResponse:
    """The visit ends without work; everything kept for it is free."""

    def call(actor: Actor) -> DeskCard:
        undoing.cancel(
            work_order_id=work_order_id,
            reason=body.reason,
            by=body.by,
            remedy=body.remedy,
            actor=actor,
            at=clock.now(),
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@router.post(
    "/{uuid:work_order_id}/undo-arrival",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_undo_arrival",
)
def undo_arrival(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """The car is not here after all."""

    def call(actor: Actor) -> DeskCard:
        undoing.undo_arrival(work_order_id=work_order_id, actor=actor, at=clock.now())
        return _card(work_order_id, actor)

    return answer_once(request, call)


@router.post(
    "/{uuid:work_order_id}/undo-check-in",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_undo_check_in",
)
def undo_check_in(
    request: HttpRequest, work_order_id: UUID, body: schemas.VisitReasonIn
) -> HttpResponse:
    """The reception is signed again from the start."""

    def call(actor: Actor) -> DeskCard:
        undoing.undo_check_in(
            work_order_id=work_order_id, reason=body.reason, actor=actor, at=clock.now()
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


def _card(work_order_id: UUID, actor: Actor) -> DeskCard:
    return queries.desk_card(work_order_id=work_order_id, actor=actor, at=clock.now())
