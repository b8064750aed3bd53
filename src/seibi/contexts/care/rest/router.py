"""Care for programs: the list, calls and what came of them, rules, and an owner's answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import (
    AnswerPage,
    ContactPage,
    ListMade,
    OwnerAnswer,
    RuleInfo,
    RuleKind,
    RulePreview,
    TodayPage,
)
from seibi.contexts.care.operations import answering
from seibi.contexts.care.queries import answer as answer_queries
from seibi.contexts.care.queries.links import CONTACTS
from seibi.contexts.care.rest import schemas
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["care"])
WHEN_TAKEN = {
    **PROBLEMS,
    409: schemas.TimeTaken,
    410: schemas.TimeTaken,
    429: PROBLEMS[429],
}


@router.get(
    "/sites/{site_id}/today", response={200: TodayPage, **PROBLEMS}, operation_id="care_today"
)
def today(request: HttpRequest, site_id: UUID) -> TodayPage:
    """Whom to call today, in order, each with why and how."""
    return care.today(site_id=site_id, actor=actor_of(request), at=clock.now())


@router.post(
    "/sites/{site_id}/today", response={200: ListMade, **PROBLEMS}, operation_id="care_compute"
)
def compute(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Make the list anew; nobody is added twice."""
    return answer_once(
        request, lambda actor: care.compute(site_id=site_id, actor=actor, at=clock.now())
    )


@router.get(
    "/sites/{site_id}/caller",
    response={200: schemas.CallerFound, **PROBLEMS},
    operation_id="care_caller",
)
def caller(
    request: HttpRequest, site_id: UUID, wanted: Query[schemas.CallerIn]
) -> dict[str, object]:
    """Who rings, and the contact that made us ring them."""
    people, contact_id = care.who_calls(
        typed=wanted.number, site=network.site(site_id), actor=actor_of(request)
    )
    return {"customer_ids": [one.id for one in people], "contact_id": contact_id}


@router.get(
    "/contacts/{contact_id}", response={200: ContactPage, **PROBLEMS}, operation_id="care_contact"
)
def contact(request: HttpRequest, contact_id: UUID) -> ContactPage:
    """Why, what to say, and what was tried."""
    return care.contact(contact_id=contact_id, actor=actor_of(request), at=clock.now())


@router.post(
    "/contacts/{contact_id}/take",
    response={200: ContactPage, **PROBLEMS},
    operation_id="care_take",
)
def take(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """I am on it."""

    def call(actor: Actor) -> ContactPage:
        care.take(contact_id=contact_id, actor=actor, at=clock.now())
        return care.contact(contact_id=contact_id, actor=actor, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/contacts/{contact_id}/outcome",
    response={200: ContactPage, **PROBLEMS},
    operation_id="care_outcome",
)
def outcome(request: HttpRequest, contact_id: UUID, body: schemas.CallOutcomeIn) -> HttpResponse:
    """What came of the call; the next step is computed."""

    def call(actor: Actor) -> ContactPage:
        care.note_outcome(
            contact_id=contact_id,
            outcome=body.outcome,
            refusal=body.refusal,
            text=body.note,
            call_at=body.call_at,
            vehicle_id=body.vehicle_id,
            actor=actor,
            at=clock.now(),
        )
        return care.contact(contact_id=contact_id, actor=actor, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/contacts/{contact_id}/book",
    response={201: schemas.BookedInCall, **WHEN_TAKEN},
    operation_id="care_book",
)
def book(request: HttpRequest, contact_id: UUID, body: schemas.BookInCallIn) -> HttpResponse:
    """Book while the owner is on the line: one or several cars at one time, or none."""

    def call(actor: Actor) -> dict[str, list[UUID]]:
        ids = care.book(
            contact_id=contact_id,
            cars=[car.wish() for car in body.cars],
            starts_at=body.starts_at,
            bringer_name=body.bringer_name,
            wishes=body.wishes,
            actor=actor,
            machine_at=clock.machine_now(),
            at=clock.now(),
        )
        return {"appointment_ids": ids}

    return answer_once(request, call, status=201)


@router.get(
    "/sites/{site_id}/rules", response={200: list[RuleInfo], **PROBLEMS}, operation_id="care_rules"
)
def rules(request: HttpRequest, site_id: UUID) -> list[RuleInfo]:
    """The rules as they hold at a workshop."""
    return care.rules(site_id=site_id, actor=actor_of(request))


@router.post(
    "/sites/{site_id}/rules/{kind}",
    response={200: schemas.CareRuleVersion, **PROBLEMS},
    operation_id="care_set_rule",
)
def set_rule(
    request: HttpRequest, site_id: UUID, kind: RuleKind, body: schemas.CareRuleIn
) -> HttpResponse:
    """A rule as the workshop wants it, from the next list on."""

    def call(actor: Actor) -> dict[str, int]:
        version = care.set_rule(
            site_id=site_id, kind=kind, change=body.change(), actor=actor, at=clock.now()
        )
        return {"version": version}

    return answer_once(request, call)


@router.get(
    "/sites/{site_id}/rules/{kind}/preview",
    response={200: RulePreview, **PROBLEMS},
    operation_id="care_preview",
)
def preview(
    request: HttpRequest, site_id: UUID, kind: RuleKind, wanted: Query[schemas.CareRuleIn]
) -> RulePreview:
    """Whom the rule would find today; nothing is changed."""
    return care.preview(
        site_id=site_id,
        kind=kind,
        change=wanted.change(),
        actor=actor_of(request),
        at=clock.now(),
    )


@router.get(
    "/answers/{token}", response={200: AnswerPage, **PROBLEMS}, operation_id="care_answer_page"
)
def answer_page(request: HttpRequest, token: str) -> AnswerPage:
    """Why we wrote, for whoever holds the link."""
    contact_id, holder = CONTACTS.open_for(token, actor_of(request))
    return answer_queries.answer_page(
        contact_id=contact_id, token=token, actor=holder, at=clock.now()
    )


@router.post(
    "/answers/{token}", response={200: AnswerPage, **WHEN_TAKEN}, operation_id="care_answer"
)
def answer(request: HttpRequest, token: str, body: schemas.OwnerAnswerIn) -> HttpResponse:
    """The owner's answer; each one closes or moves the contact."""

    def call(actor: Actor) -> AnswerPage:
        contact_id, holder = CONTACTS.open_for(token, actor)
        page = answer_queries.answer_page(
            contact_id=contact_id, token=token, actor=holder, at=clock.now()
        )
        if body.answer is OwnerAnswer.BOOK and body.starts_at:
            answering.book_by_link(
                contact_id=contact_id,
                cars=page.wishes,
                starts_at=body.starts_at,
                actor=holder,
                machine_at=clock.machine_now(),
                at=clock.now(),
            )
        else:
            answering.answer(
                contact_id=contact_id,
                said=body.answer,
                vehicle_id=body.vehicle_id,
                actor=holder,
                at=clock.now(),
            )
        return answer_queries.answer_page(
            contact_id=contact_id, token=token, actor=holder, at=clock.now()
        )

    return answer_once(request, call)
