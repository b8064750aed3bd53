"""JSON in, one operation or query, JSON out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.tasks.contracts import NewTask, TaskInfo, TaskOutcome, TaskPage
from seibi.contexts.tasks.operations import doing, opening
from seibi.contexts.tasks.queries import tasks
from seibi.contexts.tasks.rest.schemas import FinishIn, HandOnIn, ReopenIn, TaskIn
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.records import records_of

router = Router(tags=["tasks"])
TASK = {200: TaskInfo, **PROBLEMS}


@router.get("/", response={200: list[TaskInfo], **PROBLEMS}, operation_id="tasks_mine")
def mine(request: HttpRequest) -> list[TaskInfo]:
    return tasks.my_tasks(actor=actor_of(request), at=clock.now())


@router.get("/about", response={200: list[TaskInfo], **PROBLEMS}, operation_id="tasks_about")
def about(request: HttpRequest, subject: str) -> list[TaskInfo]:
    return tasks.tasks_about(subject=subject, actor=actor_of(request), at=clock.now())


@router.get("/{uuid:task_id}", response={200: TaskPage, **PROBLEMS}, operation_id="tasks_task")
def task(request: HttpRequest, task_id: UUID) -> TaskPage:
    return tasks.task_page(task_id=task_id, actor=actor_of(request), at=clock.now())


@router.post("/", response={201: TaskInfo, **PROBLEMS}, operation_id="tasks_open")
def open_task(request: HttpRequest, body: TaskIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        if body.subject not in records_of([body.subject], actor):
            raise NotFound("record_not_found")
        new = NewTask(
            subject=body.subject,
            node=body.node,
            title=body.title,
            due_at=body.due_at,
            person=body.person_id,
            role=body.role,
            note=body.note,
        )
        return _shown(opening.open_task(new=new, actor=actor, at=clock.now()), actor)

    return answer_once(request, call, status=201)


@router.post("/{uuid:task_id}/finish", response=TASK, operation_id="tasks_finish")
def finish(request: HttpRequest, task_id: UUID, body: FinishIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        doing.finish_task(
            task_id=task_id,
            outcome=TaskOutcome(body.outcome),
            note=body.note,
            actor=actor,
            at=clock.now(),
        )
        return _shown(task_id, actor)

    return answer_once(request, call)


@router.post("/{uuid:task_id}/hand-on", response=TASK, operation_id="tasks_hand_on")
def hand_on(request: HttpRequest, task_id: UUID, body: HandOnIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        doing.hand_on(
            task_id=task_id,
            person=body.person_id,
            role=body.role,
            note=body.note,
            actor=actor,
            at=clock.now(),
        )
        return _shown(task_id, actor)

    return answer_once(request, call)


@router.post("/{uuid:task_id}/reopen", response=TASK, operation_id="tasks_reopen")
def reopen(request: HttpRequest, task_id: UUID, body: ReopenIn) -> HttpResponse:
    def call(actor: Actor) -> object:
        doing.reopen_task(task_id=task_id, note=body.note, actor=actor, at=clock.now())
        return _shown(task_id, actor)

    return answer_once(request, call)


def _shown(task_id: UUID, actor: Actor) -> TaskInfo:
    return tasks.task_page(task_id=task_id, actor=actor, at=clock.now()).task
