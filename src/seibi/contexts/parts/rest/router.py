"""Stock for programs: what lies where, what is on order, and changes to it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from seibi.contexts.parts import queries
from seibi.contexts.parts.contracts import BackOrderInfo, MoveInfo, PartInfo, Price, Stock
from seibi.contexts.parts.operations import master, moving
from seibi.contexts.parts.rest import schemas
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["parts"])
READS = {code: PROBLEMS[code] for code in (401, 422)}
REFUSALS = {code: PROBLEMS[code] for code in (400, 401, 403, 404, 409, 422)}
Anywhere = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


@router.get("/", response={200: list[PartInfo], **READS}, operation_id="parts_find")
def find(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=40, pattern=r"^[^\x00]+$")],
) -> list[PartInfo]:
    """Parts whose number begins with what was typed; for people who may see some stock."""
    return queries.find(actor=actor_of(request), query=q)


@router.get("/stock", response={200: list[Stock], **READS}, operation_id="parts_stock")
def stock(request: HttpRequest, node: Anywhere = "/") -> list[Stock]:
    """What lies at and below a node, as far as the caller may see."""
    return queries.shelf(actor=actor_of(request), node=node)


@router.get(
    "/back-orders", response={200: list[BackOrderInfo], **READS}, operation_id="parts_back_orders"
)
def back_orders(request: HttpRequest, node: Anywhere = "/") -> list[BackOrderInfo]:
    """What jobs wait for, the earliest needed first."""
    return queries.back_orders(actor=actor_of(request), node=node)


@router.post("/receipts", response={201: MoveInfo, **REFUSALS}, operation_id="parts_receive")
def receive(request: HttpRequest, body: schemas.PartsReceivedIn) -> HttpResponse:
    """Parts came in; who has waited longest gets them first."""

    def call(actor: Actor) -> MoveInfo:
        return moving.receive(**body.model_dump(), actor=actor, at=clock.now())

    return answer_once(request, call, status=201)


@router.post(
    "/counts", response={200: schemas.StockDifference, **REFUSALS}, operation_id="parts_count"
)
def count(request: HttpRequest, body: schemas.PartsCountedIn) -> HttpResponse:
    """The shelf was counted; the ledger follows it."""

    def call(actor: Actor) -> dict[str, Any]:
        return {"difference": moving.count(**body.model_dump(), actor=actor, at=clock.now())}

    return answer_once(request, call)


@router.post("/prices", response={200: Price, **REFUSALS}, operation_id="parts_set_price")
def set_price(request: HttpRequest, body: schemas.PartPriceIn) -> HttpResponse:
    """The price at a node and below it, until it is set again."""

    def call(actor: Actor) -> Price:
        return master.set_price(**body.model_dump(), actor=actor, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/back-orders/{uuid:back_order_id}",
    response={200: list[BackOrderInfo], **REFUSALS},
    operation_id="parts_expect",
)
def expect(
    request: HttpRequest, back_order_id: UUID, body: schemas.BackOrderExpectedIn
) -> HttpResponse:
    """The day on which a missing part is expected."""

    def call(actor: Actor) -> list[BackOrderInfo]:
        moving.expect(
            back_order_id=back_order_id,
            expected_at=body.expected_at,
            actor=actor,
            at=clock.now(),
        )
        return queries.back_orders(actor=actor, node="/")

    return answer_once(request, call)
