"""Clocks that are put right, calls for help, certificates and returns, for programs."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts.floor import ClockPage, HelpInfo
from seibi.contexts.work_orders.contracts.quality import (
    CertificateInfo,
    Checklist,
    Comebacks,
    ReturnPanel,
)
from seibi.contexts.work_orders.operations import (
    certifying,
    checklist,
    correcting,
    helping,
    returning,
    undoing,
)
from seibi.contexts.work_orders.queries import clocks as clock_queries
from seibi.contexts.work_orders.queries import returns as return_queries
from seibi.contexts.work_orders.queries.certificates import certificate_of
from seibi.contexts.work_orders.queries.checklists import checklists_of
from seibi.contexts.work_orders.queries.helping import open_calls
from seibi.contexts.work_orders.rest import schemas
from seibi.contexts.work_orders.rest.refusals import READS, REFUSALS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import answer_once

time = Router(tags=["work orders"])


@time.get("/floor/clocks", response={200: ClockPage, **READS}, operation_id="work_orders_clocks")
def clocks(request: HttpRequest, site_id: UUID) -> ClockPage:
    """Which clocks still run at a workshop, and what was clocked lately."""
    return clock_queries.clock_page(site_id=site_id, actor=actor_of(request), at=clock.now())


@time.post(
    "/floor/clocks/{uuid:entry_id}/correct",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_correct_clock",
)
def correct_clock(
    request: HttpRequest, entry_id: UUID, body: schemas.ClockCorrectionIn
) -> HttpResponse:
    """A new entry takes the place of the old one, with a reason."""

    def call(actor: Actor) -> dict[str, UUID]:
        made = correcting.correct_clock(
            entry_id=entry_id, **body.dict(), actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@time.get("/floor/help", response=list[HelpInfo], operation_id="work_orders_help_calls")
def help_calls(request: HttpRequest) -> list[HelpInfo]:
    """Who asks for a hand where I work."""
    return open_calls(actor_of(request))


@time.post(
    "/{uuid:work_order_id}/help",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_ask_for_help",
)
def ask_for_help(request: HttpRequest, work_order_id: UUID, body: schemas.HelpIn) -> HttpResponse:
    """A colleague is asked to come to this car."""

    def call(actor: Actor) -> dict[str, UUID]:
        made = helping.ask_for_help(
            work_order_id=work_order_id, words=body.words, actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@time.post(
    "/{uuid:work_order_id}/help/{uuid:call_id}/answer",
    response={200: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_answer_help",
)
def answer_help(request: HttpRequest, work_order_id: UUID, call_id: UUID) -> HttpResponse:
    """I am coming; or it is no longer needed."""

    def call(actor: Actor) -> dict[str, UUID]:
        helping.answer_help(
            work_order_id=work_order_id, call_id=call_id, actor=actor, at=clock.now()
        )
        return {"id": call_id}

    return answer_once(request, call)


@time.get(
    "/{uuid:work_order_id}/certificate",
    response={200: CertificateInfo, **READS},
    operation_id="work_orders_certificate",
)
def certificate(request: HttpRequest, work_order_id: UUID) -> CertificateInfo:
    """Whether the law asks for a certificate of repair, and who has signed it."""
    return certificate_of(work_order_id, actor_of(request))


@time.post(
    "/{uuid:work_order_id}/certificate",
    response={200: CertificateInfo, **REFUSALS},
    operation_id="work_orders_issue_certificate",
)
def issue_certificate(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """The inspector signs; then the car is ready."""

    def call(actor: Actor) -> CertificateInfo:
        certifying.issue_certificate(work_order_id=work_order_id, actor=actor, at=clock.now())
        return certificate_of(work_order_id, actor)

    return answer_once(request, call)


@time.get("/comebacks", response={200: Comebacks, **READS}, operation_id="work_orders_comebacks")
def comebacks(request: HttpRequest, site_id: UUID) -> Comebacks:
    """What came back to a workshop, and how much was repaired at the first go."""
    node = network.site(site_id).node
    return return_queries.comebacks(node=node, actor=actor_of(request), at=clock.now())


@time.get(
    "/{uuid:work_order_id}/returns",
    response={200: ReturnPanel, **READS},
    operation_id="work_orders_returns",
)
def returns(request: HttpRequest, work_order_id: UUID) -> ReturnPanel:
    """Earlier work this visit is about, or may be about."""
    return return_queries.return_panel(
        work_order_id=work_order_id, actor=actor_of(request), at=clock.now()
    )


@time.post(
    "/{uuid:work_order_id}/returns",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_link_return",
)
def link_return(request: HttpRequest, work_order_id: UUID, body: schemas.ReturnIn) -> HttpResponse:
    """It is the same concern again; the labour of the same work is free."""

    def call(actor: Actor) -> dict[str, UUID]:
        made = returning.link_return(
            work_order_id=work_order_id,
            earlier_line_id=body.earlier_line_id,
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@time.post(
    "/{uuid:work_order_id}/returns/{uuid:return_id}/unlink",
    response={200: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_unlink_return",
)
def unlink_return(request: HttpRequest, work_order_id: UUID, return_id: UUID) -> HttpResponse:
    """It was something else after all."""

    def call(actor: Actor) -> dict[str, UUID]:
        returning.unlink_return(
            work_order_id=work_order_id, return_id=return_id, actor=actor, at=clock.now()
        )
        return {"id": return_id}

    return answer_once(request, call)


@time.post(
    "/{uuid:work_order_id}/swap",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_swap_cars",
)
def swap_cars(request: HttpRequest, work_order_id: UUID, body: schemas.SwapIn) -> HttpResponse:
    """The wrong car was checked in; the answer names the visit of the right one."""

    def call(actor: Actor) -> dict[str, UUID]:
        made = undoing.swap_cars(
            work_order_id=work_order_id,
            right_appointment_id=body.right_appointment_id,
            reason=body.reason,
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@time.get(
    "/{uuid:work_order_id}/checklists",
    response={200: list[Checklist], **READS},
    operation_id="work_orders_checklists",
)
def checklists(request: HttpRequest, work_order_id: UUID) -> list[Checklist]:
    """The periodic inspections of a visit, item by item (Japan)."""
    return checklists_of(work_order_id, actor_of(request))


@time.post(
    "/{uuid:work_order_id}/checklists/{uuid:line_id}",
    response={200: list[Checklist], **REFUSALS},
    operation_id="work_orders_write_checklist",
)
def write_checklist(
    request: HttpRequest, work_order_id: UUID, line_id: UUID, body: schemas.ChecklistIn
) -> HttpResponse:
    """What was found at items of an inspection; writing one again replaces it."""

    def call(actor: Actor) -> list[Checklist]:
        checklist.write_checklist(
            work_order_id=work_order_id,
            line_id=line_id,
            results={one.item: (one.symbol, one.measured) for one in body.results},
            actor=actor,
            at=clock.now(),
        )
        return checklists_of(work_order_id, actor)

    return answer_once(request, call)
