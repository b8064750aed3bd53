"""The workshop floor for programs: my day, clocks, steps, findings, parts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.contexts.work_orders.contracts.floor import Clock, MyDay, MyJob
from seibi.contexts.work_orders.operations import clocks, findings, issuing, work
from seibi.contexts.work_orders.queries import floor as queries
from seibi.contexts.work_orders.queries import work_orders as card_queries
from seibi.contexts.work_orders.rest import schemas
from seibi.contexts.work_orders.rest.refusals import READS, REFUSALS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import answer_once

floor = Router(tags=["work orders"])


@floor.get("/floor/my-day", response={200: MyDay, **READS}, operation_id="work_orders_my_day")
def my_day(request: HttpRequest) -> MyDay:
    """My jobs in order, and my clocks."""
    return queries.my_day(actor=actor_of(request), at=clock.now())


@floor.get(
    "/{uuid:work_order_id}/job", response={200: MyJob, **READS}, operation_id="work_orders_my_job"
)
def my_job(request: HttpRequest, work_order_id: UUID) -> MyJob:
    """One car as its technician sees it."""
    return queries.my_job(work_order_id=work_order_id, actor=actor_of(request), at=clock.now())


@floor.post(
    "/floor/indirect", response={201: Clock, **REFUSALS}, operation_id="work_orders_clock_indirect"
)
def clock_on_indirect(request: HttpRequest, body: schemas.IndirectIn) -> HttpResponse:
    """Time that belongs to no car begins."""
    return answer_once(
        request,
        lambda actor: clocks.clock_on_indirect(
            site_id=body.site_id, reason=body.reason, actor=actor, at=clock.now()
        ),
        status=201,
    )


@floor.post(
    "/floor/indirect/stop",
    response={200: schemas.Minutes, **REFUSALS},
    operation_id="work_orders_clock_off_indirect",
)
def clock_off_indirect(request: HttpRequest) -> HttpResponse:
    """Time that belongs to no car ends."""
    return answer_once(
        request,
        lambda actor: {"minutes": clocks.clock_off_indirect(actor=actor, at=clock.now())},
    )


@floor.post(
    "/{uuid:work_order_id}/diagnosis",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_start_diagnosis",
)
def start_diagnosis(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Somebody looks for the cause."""

    def call(actor: Actor) -> DeskCard:
        work.start_diagnosis(work_order_id=work_order_id, actor=actor, at=clock.now())
        return _card(work_order_id, actor)

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/clock",
    response={201: Clock, **REFUSALS},
    operation_id="work_orders_clock_on",
)
def clock_on(request: HttpRequest, work_order_id: UUID, body: schemas.ClockIn) -> HttpResponse:
    """My clock runs on a line; the answer says whether the time can be charged."""
    return answer_once(
        request,
        lambda actor: clocks.clock_on(
            work_order_id=work_order_id,
            line_id=body.line_id,
            two_cars=body.two_cars,
            actor=actor,
            at=clock.now(),
        ),
        status=201,
    )


@floor.post(
    "/{uuid:work_order_id}/pause",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_pause",
)
def pause(request: HttpRequest, work_order_id: UUID, body: schemas.PauseIn) -> HttpResponse:
    """My clock stops; the car waits for something with a name."""

    def call(actor: Actor) -> DeskCard:
        clocks.pause(
            work_order_id=work_order_id,
            reason=body.reason,
            note=body.note,
            actor=actor,
            at=clock.now(),
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/resume",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_resume",
)
def resume(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """What the car waited for is there."""

    def call(actor: Actor) -> DeskCard:
        clocks.resume(work_order_id=work_order_id, actor=actor, at=clock.now())
        return _card(work_order_id, actor)

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/lines/{uuid:line_id}/finish",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_finish_line",
)
def finish_line(request: HttpRequest, work_order_id: UUID, line_id: UUID) -> HttpResponse:
    """A line is done; after the last one the car goes to its check by itself."""

    def call(actor: Actor) -> DeskCard:
        work.finish_line(work_order_id=work_order_id, line_id=line_id, actor=actor, at=clock.now())
        return _card(work_order_id, actor)

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/lines/{uuid:line_id}/undo-finish",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_undo_finish_line",
)
def undo_finish_line(request: HttpRequest, work_order_id: UUID, line_id: UUID) -> HttpResponse:
    """A line is not done after all."""

    def call(actor: Actor) -> DeskCard:
        work.undo_finish_line(
            work_order_id=work_order_id, line_id=line_id, actor=actor, at=clock.now()
        )
        return _card(work_order_id, actor)

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/lines/{uuid:line_id}/steps",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_add_step",
)
def add_step(
    request: HttpRequest, work_order_id: UUID, line_id: UUID, body: schemas.WorkStepIn
) -> HttpResponse:
    """One more thing to do for a line."""

    def call(actor: Actor) -> dict[str, UUID]:
        made = work.add_step(
            work_order_id=work_order_id,
            line_id=line_id,
            words=body.words,
            torque_nm=body.torque_nm,
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@floor.post(
    "/{uuid:work_order_id}/steps/{uuid:step_id}",
    response={200: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_tick_step",
)
def tick_step(
    request: HttpRequest, work_order_id: UUID, step_id: UUID, body: schemas.TickIn
) -> HttpResponse:
    """A step is done, or not done after all."""

    def call(actor: Actor) -> dict[str, UUID]:
        work.tick_step(
            work_order_id=work_order_id,
            step_id=step_id,
            done=body.done,
            actor=actor,
            at=clock.now(),
        )
        return {"id": step_id}

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/finish",
    response={200: DeskCard, **REFUSALS},
    operation_id="work_orders_finish_work",
)
def finish_work(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """The work is over; the car goes to its check."""

    def call(actor: Actor) -> DeskCard:
        work.finish_work(work_order_id=work_order_id, actor=actor, at=clock.now())
        return _card(work_order_id, actor)

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/findings",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_report_finding",
)
def report_finding(
    request: HttpRequest, work_order_id: UUID, body: schemas.FindingIn
) -> HttpResponse:
    """Something found that nobody had asked about."""

    def call(actor: Actor) -> dict[str, UUID]:
        made = findings.report_finding(
            work_order_id=work_order_id,
            words=body.words,
            severity=body.severity,
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@floor.post(
    "/{uuid:work_order_id}/part-requests",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_ask_for_part",
)
def ask_for_part(
    request: HttpRequest, work_order_id: UUID, body: schemas.PartRequestIn
) -> HttpResponse:
    """A part is needed at the bay."""

    def call(actor: Actor) -> dict[str, UUID]:
        made = findings.ask_for_part(
            work_order_id=work_order_id, actor=actor, at=clock.now(), **body.model_dump()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@floor.post(
    "/{uuid:work_order_id}/part-requests/{uuid:request_id}",
    response={200: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_answer_part_request",
)
def answer_part_request(
    request: HttpRequest, work_order_id: UUID, request_id: UUID, body: schemas.RequestAnswerIn
) -> HttpResponse:
    """What happens with the part that was asked for."""

    def call(actor: Actor) -> dict[str, UUID]:
        findings.answer_part_request(
            work_order_id=work_order_id,
            request_id=request_id,
            answer=body.answer,
            actor=actor,
            at=clock.now(),
        )
        return {"id": request_id}

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/parts",
    response={200: schemas.Issued, **REFUSALS},
    operation_id="work_orders_issue_parts",
)
def issue_parts(request: HttpRequest, work_order_id: UUID, body: schemas.IssueIn) -> HttpResponse:
    """Parts leave the shelf for lines that were agreed to, and for no others."""

    def call(actor: Actor) -> dict[str, Any]:
        if body.line_id is None:
            count = issuing.issue_everything(
                work_order_id=work_order_id, actor=actor, at=clock.now()
            )
            return {"lines": count}
        issuing.issue_parts(
            work_order_id=work_order_id,
            line_id=body.line_id,
            part_number=body.part_number,
            quantity=body.quantity,
            actor=actor,
            at=clock.now(),
        )
        return {"lines": 1}

    return answer_once(request, call)


@floor.post(
    "/{uuid:work_order_id}/parts/return",
    response={200: schemas.Issued, **REFUSALS},
    operation_id="work_orders_take_back_parts",
)
def take_back_parts(
    request: HttpRequest, work_order_id: UUID, body: schemas.TakeBackIn
) -> HttpResponse:
    """Unused parts come back to the shelf."""

    def call(actor: Actor) -> dict[str, int]:
        issuing.take_back_parts(
            work_order_id=work_order_id, actor=actor, at=clock.now(), **body.model_dump()
        )
        return {"lines": 1}

    return answer_once(request, call)


def _card(work_order_id: UUID, actor: Actor) -> DeskCard:
    return card_queries.desk_card(work_order_id=work_order_id, actor=actor, at=clock.now())
