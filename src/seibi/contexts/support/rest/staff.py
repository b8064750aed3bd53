"""What advisors and leaders do, for programs: answer, decide, keep the register and the card."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import (
    Author,
    LeaderCard,
    LineRuling,
    NewDispute,
    Ruling,
    Via,
)
from seibi.contexts.support.contracts.pages import Case, CaseRow, DeskThread, Inbox, Register
from seibi.contexts.support.operations import cards, complaints, deciding, raising, threads
from seibi.contexts.support.queries import cards as card_queries
from seibi.contexts.support.queries import cases, register
from seibi.contexts.support.queries import threads as thread_queries
from seibi.contexts.support.rest.schemas import (
    ClosingIn,
    ComplaintIn,
    DisputeIn,
    LeaderIn,
    RulingIn,
    SwitchIn,
    TextIn,
)
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.money import Money

staff = Router(tags=["support"])
DESK = {200: DeskThread, **PROBLEMS}
TOLD = {201: DeskThread, **PROBLEMS}
CASE = {200: Case, **PROBLEMS}
DONE = {204: None, **PROBLEMS}


@staff.get("/inbox", response={200: Inbox, **PROBLEMS}, operation_id="support_inbox")
def inbox(request: HttpRequest) -> Inbox:
    return thread_queries.inbox(actor=actor_of(request), at=clock.now())


@staff.get("/threads/{work_order_id}", response=DESK, operation_id="support_desk_thread")
def desk_thread(request: HttpRequest, work_order_id: UUID) -> DeskThread:
    return thread_queries.desk_thread(
        work_order_id=work_order_id, actor=actor_of(request), at=clock.now()
    )


@staff.post("/threads/{work_order_id}/answer", response=DESK, operation_id="support_answer")
def answer(request: HttpRequest, work_order_id: UUID, body: TextIn) -> HttpResponse:
    return _said(request, work_order_id, threads.answer_owner, body.text)


@staff.post("/threads/{work_order_id}/notes", response=DESK, operation_id="support_note")
def note(request: HttpRequest, work_order_id: UUID, body: TextIn) -> HttpResponse:
    return _said(request, work_order_id, threads.note, body.text)


@staff.post("/threads/{work_order_id}/disputes", response=TOLD, operation_id="support_tell")
def tell(request: HttpRequest, work_order_id: UUID, body: DisputeIn) -> HttpResponse:
    """What an owner said at the desk or on the telephone, in their words."""

    def call(actor: Actor) -> object:
        at = clock.now()
        new = NewDispute(body.topic, body.words, tuple(body.line_ids), via=Via.STAFF)
        raising.raise_dispute(work_order_id=work_order_id, new=new, actor=actor, at=at)
        return thread_queries.desk_thread(work_order_id=work_order_id, actor=actor, at=at)

    return answer_once(request, call, status=201)


@staff.post("/threads/{work_order_id}/read", response=DONE, operation_id="support_mark_read")
def mark_read(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> object:
        threads.mark_read(work_order_id=work_order_id, by=Author.STAFF, actor=actor, at=clock.now())
        return None

    return answer_once(request, call, status=204)


@staff.get("/disputes", response={200: list[CaseRow], **PROBLEMS}, operation_id="support_disputes")
def disputes(request: HttpRequest) -> list[CaseRow]:
    return cases.cases(actor=actor_of(request), at=clock.now())


@staff.get("/disputes/{dispute_id}", response=CASE, operation_id="support_leader_case")
def leader_case(request: HttpRequest, dispute_id: UUID) -> Case:
    return cases.case_for_leader(dispute_id=dispute_id, actor=actor_of(request), at=clock.now())


@staff.post("/disputes/{dispute_id}/take", response=CASE, operation_id="support_take")
def take(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    return _led(request, dispute_id, deciding.take)


@staff.post("/disputes/{dispute_id}/ask", response=CASE, operation_id="support_ask")
def ask(request: HttpRequest, dispute_id: UUID, body: TextIn) -> HttpResponse:
    return _led(request, dispute_id, deciding.ask_owner, words=body.text)


@staff.post("/disputes/{dispute_id}/hand-on", response=CASE, operation_id="support_hand_on")
def hand_on(request: HttpRequest, dispute_id: UUID, body: TextIn) -> HttpResponse:
    return _led(request, dispute_id, deciding.hand_on, words=body.text)


@staff.post("/disputes/{dispute_id}/flag", response=DONE, operation_id="support_flag")
def flag(request: HttpRequest, dispute_id: UUID, body: TextIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        deciding.flag_conduct(dispute_id=dispute_id, what=body.text, actor=actor, at=clock.now())
        return None

    return answer_once(request, call, status=204)


@staff.post("/disputes/{dispute_id}/decide", response=CASE, operation_id="support_decide")
def decide(request: HttpRequest, dispute_id: UUID, body: RulingIn) -> HttpResponse:
    ruling = Ruling(
        outcome=body.outcome,
        reason=body.reason,
        lines=tuple(LineRuling(x.line_id, x.effect, x.unit_net) for x in body.lines),
        redress=body.redress,
        goodwill=Money(body.goodwill, body.currency) if body.goodwill else None,
        cause=body.cause,
    )
    return _led(request, dispute_id, deciding.decide, ruling=ruling)


@staff.get(
    "/sites/{site_code}/complaints",
    response={200: Register, **PROBLEMS},
    operation_id="support_register",
)
def complaints_of(request: HttpRequest, site_code: str) -> Register:
    return register.register_of(site_code=site_code, actor=actor_of(request))


@staff.post("/sites/{site_code}/complaints", response=DONE, operation_id="support_log_complaint")
def log_complaint(request: HttpRequest, site_code: str, body: ComplaintIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        complaints.log_complaint(
            site_id=network.site_by_code(site_code).id,
            work_order_id=body.work_order_id,
            topic=body.topic,
            words=body.words,
            cause=body.cause,
            redress=body.redress,
            actor=actor,
            at=clock.now(),
        )
        return None

    return answer_once(request, call, status=204)


@staff.post(
    "/complaints/{complaint_id}/close", response=DONE, operation_id="support_close_complaint"
)
def close_complaint(request: HttpRequest, complaint_id: UUID, body: ClosingIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        complaints.close_complaint(
            complaint_id=complaint_id,
            cause=body.cause,
            redress=body.redress,
            actor=actor,
            at=clock.now(),
        )
        return None

    return answer_once(request, call, status=204)


@staff.get(
    "/sites/{site_code}/leader-card",
    response={200: LeaderCard | None, **PROBLEMS},
    operation_id="support_leader_card",
)
def leader_card(request: HttpRequest, site_code: str) -> LeaderCard | None:
    return card_queries.card_for_staff(site_code=site_code, actor=actor_of(request), at=clock.now())


@staff.put("/sites/{site_code}/leader-card", response=DONE, operation_id="support_switch_card")
def switch_card(request: HttpRequest, site_code: str, body: SwitchIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        site_id = network.site_by_code(site_code).id
        cards.switch_card(site_id=site_id, on=body.on, actor=actor, at=clock.now())
        return None

    return answer_once(request, call, status=204)


@staff.put("/leaders", response=DONE, operation_id="support_name_leader")
def name_leader(request: HttpRequest, body: LeaderIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        cards.name_leader(**body.dict(), actor=actor, at=clock.now())
        return None

    return answer_once(request, call, status=204)


def _said(request: HttpRequest, work_order_id: UUID, say: Any, text: str) -> HttpResponse:
    def call(actor: Actor) -> object:
        say(work_order_id=work_order_id, text=text, actor=actor, at=clock.now())
        return thread_queries.desk_thread(work_order_id=work_order_id, actor=actor, at=clock.now())

    return answer_once(request, call)


def _led(request: HttpRequest, dispute_id: UUID, do: Any, **more: Any) -> HttpResponse:
    def call(actor: Actor) -> object:
        do(dispute_id=dispute_id, actor=actor, at=clock.now(), **more)
        return cases.case_for_leader(dispute_id=dispute_id, actor=actor, at=clock.now())

    return answer_once(request, call)
