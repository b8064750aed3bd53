"""The silent owner for programs: who has not answered, and calls that brought no answer."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from seibi.contexts.work_orders.contracts.asking import CallOutcome, Unanswered
from seibi.contexts.work_orders.operations import asking as operations
from seibi.contexts.work_orders.queries import asking as queries
from seibi.contexts.work_orders.rest import schemas
from seibi.contexts.work_orders.rest.refusals import READS, REFUSALS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import answer_once

asking = Router(tags=["work orders"])


class CallIn(Schema):
    """What came of a call."""

    outcome: CallOutcome


@asking.get(
    "/unanswered", response={200: list[Unanswered], **READS}, operation_id="work_orders_unanswered"
)
def unanswered(
    request: HttpRequest, minutes: Annotated[int, Query(ge=0, le=100_000)] = 0
) -> list[Unanswered]:
    """Estimates that wait for longer than so many minutes, the longest first."""
    return queries.unanswered(
        node="/",
        older_than=dt.timedelta(minutes=minutes),
        actor=actor_of(request),
        at=clock.now(),
    )


@asking.post(
    "/{uuid:work_order_id}/calls",
    response={200: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_note_call",
)
def note_call(request: HttpRequest, work_order_id: UUID, body: CallIn) -> HttpResponse:
    """A call that brought no answer is kept with its time."""

    def call(actor: Actor) -> dict[str, UUID]:
        operations.note_call(
            work_order_id=work_order_id, outcome=body.outcome, actor=actor, at=clock.now()
        )
        return {"id": work_order_id}

    return answer_once(request, call)
