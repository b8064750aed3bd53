"""JSON in, one operation or query, JSON out. ``key`` is the id of a visit, or a link's token."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from seibi.contexts.support.contracts import NewDispute
from seibi.contexts.support.contracts.pages import Case, OwnersThread
from seibi.contexts.support.operations import adding, raising, threads
from seibi.contexts.support.queries import cases
from seibi.contexts.support.queries import threads as thread_queries
from seibi.contexts.support.queries.visits import opened
from seibi.contexts.support.rest.schemas import ConnectIn, DisputeIn, TextIn
from seibi.contexts.support.rest.staff import staff
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["support"])
router.add_router("", staff)
THREAD = {200: OwnersThread, **PROBLEMS}
CASE = {200: Case, **PROBLEMS}
OPENED = {201: Case, **PROBLEMS}


@router.get("/visits/{key}/thread", response=THREAD, operation_id="support_thread")
def thread(request: HttpRequest, key: str) -> OwnersThread:
    work_order_id, _actor = opened(key, actor_of(request))
    return thread_queries.owners_thread(work_order_id=work_order_id, at=clock.now())


@router.post("/visits/{key}/messages", response=THREAD, operation_id="support_write")
def write(request: HttpRequest, key: str, body: TextIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        work_order_id, holder = opened(key, actor)
        at = clock.now()
        threads.write_as_owner(work_order_id=work_order_id, text=body.text, actor=holder, at=at)
        return thread_queries.owners_thread(work_order_id=work_order_id, at=at)

    return answer_once(request, call)


@router.post("/visits/{key}/connect", response=THREAD, operation_id="support_connect")
def connect(request: HttpRequest, key: str, body: ConnectIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        work_order_id, holder = opened(key, actor)
        at = clock.now()
        threads.answer_question(
            work_order_id=work_order_id, connect=body.connect, actor=holder, at=at
        )
        return thread_queries.owners_thread(work_order_id=work_order_id, at=at)

    return answer_once(request, call)


@router.post("/visits/{key}/disputes", response=OPENED, operation_id="support_raise")
def raise_dispute(request: HttpRequest, key: str, body: DisputeIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        work_order_id, holder = opened(key, actor)
        new = NewDispute(body.topic, body.words, tuple(body.line_ids))
        case = raising.raise_dispute(
            work_order_id=work_order_id, new=new, actor=holder, at=clock.now()
        )
        return cases.case_for_owner(dispute_id=case, actor=holder, at=clock.now())

    return answer_once(request, call, status=201)


@router.get("/visits/{key}/disputes/{dispute_id}", response=CASE, operation_id="support_case")
def case(request: HttpRequest, key: str, dispute_id: UUID) -> Case:
    _work_order_id, holder = opened(key, actor_of(request))
    return cases.case_for_owner(dispute_id=dispute_id, actor=holder, at=clock.now())


@router.post(
    "/visits/{key}/disputes/{dispute_id}/facts", response=CASE, operation_id="support_add_fact"
)
def add_fact(
    request: HttpRequest,
    key: str,
    dispute_id: UUID,
    words: Form[str] = "",
    upload: File[UploadedFile] | None = None,
) -> HttpResponse:
    def call(actor: Actor) -> object:
        _work_order_id, holder = opened(key, actor)
        adding.add_fact(
            dispute_id=dispute_id, words=words, upload=upload, actor=holder, at=clock.now()
        )
        return cases.case_for_owner(dispute_id=dispute_id, actor=holder, at=clock.now())

    return answer_once(request, call)


@router.post(
    "/visits/{key}/disputes/{dispute_id}/withdraw", response=CASE, operation_id="support_withdraw"
)
def withdraw(request: HttpRequest, key: str, dispute_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> object:
        _work_order_id, holder = opened(key, actor)
        adding.withdraw(dispute_id=dispute_id, actor=holder, at=clock.now())
        return cases.case_for_owner(dispute_id=dispute_id, actor=holder, at=clock.now())

    return answer_once(request, call)
