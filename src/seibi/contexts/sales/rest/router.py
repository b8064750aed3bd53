"""JSON in, one operation or query, JSON out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.customers.contracts import (
    ContactKind,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.network import facade as network
from seibi.contexts.sales.contracts import NewCar, NewProspect, ProspectRow, SalesPage, Ticked
from seibi.contexts.sales.operations import handing_over, hinting, prospecting
from seibi.contexts.sales.queries import prospects as queries
from seibi.contexts.sales.rest.schemas import HandOverIn, HintIn, LoseIn, Made, ProspectIn
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["sales"])
MADE = {201: Made, **PROBLEMS}
PROSPECT = {200: ProspectRow, **PROBLEMS}


@router.get(
    "/{uuid:site_id}", response={200: SalesPage, **PROBLEMS}, operation_id="sales_prospects"
)
def prospects(request: HttpRequest, site_id: UUID) -> SalesPage:
    return queries.sales_page(site_id=site_id, actor=actor_of(request), at=clock.now())


@router.post("/prospects", response=MADE, operation_id="sales_note_prospect")
def note(request: HttpRequest, body: ProspectIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        made = prospecting.note_prospect(
            site_id=body.site_id, new=_new(body), actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.get("/prospects/{uuid:prospect_id}", response=PROSPECT, operation_id="sales_prospect")
def prospect(request: HttpRequest, prospect_id: UUID) -> ProspectRow:
    return queries.prospect(prospect_id=prospect_id, actor=actor_of(request), at=clock.now())


@router.post("/prospects/{uuid:prospect_id}/lose", response=PROSPECT, operation_id="sales_lose")
def lose(request: HttpRequest, prospect_id: UUID, body: LoseIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        prospecting.lose(prospect_id=prospect_id, reason=body.reason, actor=actor, at=clock.now())
        return queries.prospect(prospect_id=prospect_id, actor=actor, at=clock.now())

    return answer_once(request, call)


@router.post("/prospects/{uuid:prospect_id}/reopen", response=PROSPECT, operation_id="sales_reopen")
def reopen(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> object:
        prospecting.reopen(prospect_id=prospect_id, actor=actor, at=clock.now())
        return queries.prospect(prospect_id=prospect_id, actor=actor, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/prospects/{uuid:prospect_id}/hand-over", response=MADE, operation_id="sales_hand_over"
)
def hand_over(request: HttpRequest, prospect_id: UUID, body: HandOverIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        car = NewCar(
            body.make,
            body.model,
            body.model_year,
            body.powertrain,
            body.vin,
            body.frame_number,
            body.plate,
            body.finance_ends_on,
        )
        ticked = Ticked(frozenset(body.checks), body.channel, body.may_remind)
        made = handing_over.hand_over(
            prospect_id=prospect_id, car=car, ticked=ticked, actor=actor, at=clock.now()
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.post("/hints", response=MADE, operation_id="sales_tell")
def tell(request: HttpRequest, body: HintIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        made = hinting.tell_sales(
            site_id=body.site_id,
            vehicle_id=body.vehicle_id,
            kind=body.kind,
            words=body.words,
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.post("/hints/{uuid:hint_id}/take", response=MADE, operation_id="sales_take_hint")
def take(request: HttpRequest, hint_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> object:
        return {"id": hinting.take_hint(hint_id=hint_id, actor=actor, at=clock.now())}

    return answer_once(request, call, status=201)


def _new(body: ProspectIn) -> NewProspect:
    typed = [(ContactKind.PHONE, body.phone), (ContactKind.EMAIL, body.email)]
    site = network.site(body.site_id)
    who = NewCustomer(
        kind=CustomerKind.PERSON,
        family_name=body.family_name,
        given_name=body.given_name,
        language=site.languages[0],
        country=site.country,
        time_zone=site.tz,
    )
    return NewProspect(
        interest=body.interest,
        source=body.source,
        who=None if body.customer_id else who,
        contacts=[NewContact(kind, value) for kind, value in typed if value],
        customer_id=body.customer_id,
        offers_by=frozenset(body.offers_by),
    )
