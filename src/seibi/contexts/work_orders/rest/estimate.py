"""The estimate for programs: lines, versions, answers, ceilings, the house's word."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.work_orders.operations import (
    answering,
    estimating,
    findings,
    granting,
    lines,
)
from seibi.contexts.work_orders.rest import schemas
from seibi.contexts.work_orders.rest.pictures import picture
from seibi.contexts.work_orders.rest.refusals import REFUSALS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.idempotency.replay import answer_once

estimate = Router(tags=["work orders"])


@estimate.post(
    "/{uuid:work_order_id}/lines",
    response={201: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_add_line",
)
def add_line(request: HttpRequest, work_order_id: UUID, body: schemas.LineIn) -> HttpResponse:
    """A new line; with ``finding_id`` the finding becomes its reason."""

    def call(actor: Actor) -> dict[str, UUID]:
        if body.finding_id:
            made = findings.propose_line(
                work_order_id=work_order_id,
                finding_id=body.finding_id,
                new=body.value(),
                actor=actor,
                at=clock.now(),
            )
        else:
            made = lines.add_line(
                work_order_id=work_order_id, new=body.value(), actor=actor, at=clock.now()
            )
        return {"id": made}

    return answer_once(request, call, status=201)


@estimate.post(
    "/{uuid:work_order_id}/menu-lines",
    response={201: schemas.ManyMade, **REFUSALS},
    operation_id="work_orders_add_menu_lines",
)
def add_menu_lines(request: HttpRequest, work_order_id: UUID, body: schemas.MenuIn) -> HttpResponse:
    """Work from the menu with its parts, at today's prices."""

    def call(actor: Actor) -> dict[str, Any]:
        made = lines.add_menu_lines(
            work_order_id=work_order_id, codes=body.codes, actor=actor, at=clock.now()
        )
        return {"ids": made}

    return answer_once(request, call, status=201)


@estimate.post(
    "/{uuid:work_order_id}/lines/{uuid:line_id}",
    response={200: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_change_line",
)
def change_line(
    request: HttpRequest, work_order_id: UUID, line_id: UUID, body: schemas.LineChangesIn
) -> HttpResponse:
    """A changed line is an open line again."""

    def call(actor: Actor) -> dict[str, UUID]:
        lines.change_line(
            work_order_id=work_order_id,
            line_id=line_id,
            changes=body.value(),
            actor=actor,
            at=clock.now(),
        )
        return {"id": line_id}

    return answer_once(request, call)


@estimate.post(
    "/{uuid:work_order_id}/lines/{uuid:line_id}/remove",
    response={200: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_remove_line",
)
def remove_line(request: HttpRequest, work_order_id: UUID, line_id: UUID) -> HttpResponse:
    """A line is taken off; earlier versions still show it."""

    def call(actor: Actor) -> dict[str, UUID]:
        lines.remove_line(work_order_id=work_order_id, line_id=line_id, actor=actor, at=clock.now())
        return {"id": line_id}

    return answer_once(request, call)


@estimate.post(
    "/{uuid:work_order_id}/estimates",
    response={201: schemas.VersionMade, **REFUSALS},
    operation_id="work_orders_make_estimate",
)
def make_estimate(
    request: HttpRequest, work_order_id: UUID, body: schemas.VersionIn
) -> HttpResponse:
    """A new immutable version; answers to older ones count no longer."""

    def call(actor: Actor) -> dict[str, int]:
        number = estimating.make_estimate(
            work_order_id=work_order_id,
            reason=body.reason,
            tell_customer=body.tell_customer,
            actor=actor,
            at=clock.now(),
        )
        return {"version": number}

    return answer_once(request, call, status=201)


@estimate.post(
    "/{uuid:work_order_id}/answers",
    response={200: schemas.Evidenced, **REFUSALS},
    operation_id="work_orders_answer",
)
def answer(request: HttpRequest, work_order_id: UUID, body: schemas.AnswersIn) -> HttpResponse:
    """The answer of the person who may say yes, on their own screen."""

    def call(actor: Actor) -> dict[str, UUID]:
        evidence_id = answering.answer_on_screen(
            work_order_id=work_order_id,
            version=body.version,
            answers=[one.value() for one in body.answers],
            who=body.who,
            signature=picture(body.signature, "signature"),
            actor=actor,
            at=clock.now(),
        )
        return {"evidence_id": evidence_id}

    return answer_once(request, call)


@estimate.post(
    "/{uuid:work_order_id}/answers/telephone",
    response={200: schemas.Evidenced, **REFUSALS},
    operation_id="work_orders_record_telephone",
)
def by_telephone(
    request: HttpRequest, work_order_id: UUID, body: schemas.TelephoneIn
) -> HttpResponse:
    """An answer by telephone, read back."""

    def call(actor: Actor) -> dict[str, UUID]:
        evidence_id = answering.record_by_telephone(
            work_order_id=work_order_id,
            version=body.version,
            answers=[one.value() for one in body.answers],
            who=body.who,
            phone=body.phone,
            read_back=body.read_back,
            actor=actor,
            at=clock.now(),
        )
        return {"evidence_id": evidence_id}

    return answer_once(request, call)


@estimate.post(
    "/{uuid:work_order_id}/answers/paper",
    response={200: schemas.Evidenced, **REFUSALS},
    operation_id="work_orders_record_paper",
)
def on_paper(request: HttpRequest, work_order_id: UUID, body: schemas.PaperIn) -> HttpResponse:
    """An answer on signed paper; the picture of the paper is kept."""

    def call(actor: Actor) -> dict[str, UUID]:
        evidence_id = answering.record_on_paper(
            work_order_id=work_order_id,
            version=body.version,
            answers=[one.value() for one in body.answers],
            who=body.who,
            paper=picture(body.paper, "paper"),
            actor=actor,
            at=clock.now(),
        )
        return {"evidence_id": evidence_id}

    return answer_once(request, call)


@estimate.post(
    "/{uuid:work_order_id}/ceiling",
    response={200: schemas.Evidenced, **REFUSALS},
    operation_id="work_orders_agree_ceiling",
)
def agree_ceiling(
    request: HttpRequest, work_order_id: UUID, body: schemas.CeilingIn
) -> HttpResponse:
    """Up to this amount work may begin without asking again."""

    def call(actor: Actor) -> dict[str, UUID]:
        evidence_id = granting.agree_ceiling(
            work_order_id=work_order_id,
            amount=body.amount,
            who=body.who,
            channel=body.channel,
            actor=actor,
            at=clock.now(),
        )
        return {"evidence_id": evidence_id}

    return answer_once(request, call)


@estimate.post(
    "/{uuid:work_order_id}/ceiling/use",
    response={200: schemas.Left, **REFUSALS},
    operation_id="work_orders_use_ceiling",
)
def use_ceiling(request: HttpRequest, work_order_id: UUID, body: schemas.LinesIn) -> HttpResponse:
    """Lines within what is left of the ceiling may be worked on."""

    def call(actor: Actor) -> dict[str, Any]:
        left = granting.use_ceiling(
            work_order_id=work_order_id, line_ids=body.line_ids, actor=actor, at=clock.now()
        )
        return {"left": left.amount, "currency": left.currency}

    return answer_once(request, call)


@estimate.post(
    "/{uuid:work_order_id}/diagnosis-fee",
    response={200: schemas.Evidenced, **REFUSALS},
    operation_id="work_orders_agree_diagnosis",
)
def agree_diagnosis(
    request: HttpRequest, work_order_id: UUID, body: schemas.DiagnosisIn
) -> HttpResponse:
    """A paid diagnosis may begin before there is an estimate."""

    def call(actor: Actor) -> dict[str, UUID]:
        evidence_id = granting.agree_diagnosis(
            work_order_id=work_order_id,
            line_id=body.line_id,
            who=body.who,
            channel=body.channel,
            actor=actor,
            at=clock.now(),
        )
        return {"evidence_id": evidence_id}

    return answer_once(request, call)


@estimate.post(
    "/{uuid:work_order_id}/house-authority",
    response={200: schemas.LineMade, **REFUSALS},
    operation_id="work_orders_grant_by_house",
)
def grant_by_house(
    request: HttpRequest, work_order_id: UUID, body: schemas.HouseIn
) -> HttpResponse:
    """Warranty, internal work or goodwill: somebody else than the customer pays."""

    def call(actor: Actor) -> dict[str, UUID]:
        granting.grant_by_house(
            work_order_id=work_order_id,
            line_id=body.line_id,
            kind=body.kind,
            reference=body.reference,
            actor=actor,
            at=clock.now(),
        )
        return {"id": body.line_id}

    return answer_once(request, call)
