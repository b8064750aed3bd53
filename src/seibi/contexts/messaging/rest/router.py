"""JSON in, one operation or query, JSON out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from seibi.contexts.messaging import queries
from seibi.contexts.messaging.contracts import MessageInfo
from seibi.contexts.messaging.operations import delivery
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once

router = Router(tags=["messaging"])
MESSAGES = {200: list[MessageInfo], **PROBLEMS}


@router.get("/messages", response=MESSAGES, operation_id="messaging_messages_about")
def messages_about(request: HttpRequest, about: str) -> list[MessageInfo]:
    return queries.messages_about(actor=actor_of(request), about=about)


@router.get("/undelivered", response=MESSAGES, operation_id="messaging_undelivered")
def undelivered(request: HttpRequest, node: str) -> list[MessageInfo]:
    return queries.undelivered(actor=actor_of(request), node=node)


@router.post(
    "/messages/{uuid:message_id}/retry",
    response={204: None, **PROBLEMS},
    operation_id="messaging_retry",
)
def retry(request: HttpRequest, message_id: UUID) -> HttpResponse:
    def call(actor: Actor) -> None:
        delivery.retry_message(message_id=message_id, actor=actor, at=clock.machine_now())

    return answer_once(request, call, status=204)
