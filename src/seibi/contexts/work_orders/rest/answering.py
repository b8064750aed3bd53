"""How the API of visits answers: once per key, with the documented refusals."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from seibi.kernel.actor import Actor
from seibi.kernel.http import JSON, PROBLEMS, actor_of, caller_id, retried
from seibi.kernel.idempotency.replay import once

READS: Mapping[int, Any] = {status: PROBLEMS[status] for status in (401, 403, 404, 422)}
REFUSALS: Mapping[int, Any] = {
    status: PROBLEMS[status] for status in (400, 401, 403, 404, 409, 413, 422)
}


def answer_once(
    request: HttpRequest, call: Callable[[Actor], Any], *, status: int = 200
) -> HttpResponse:
    """Do it once per Idempotency-Key, again when the database asks for it, and answer as JSON."""

    def handle() -> HttpResponse:
        return JSON(call(actor_of(request)), status=status)

    return retried(once)(request, actor_id=caller_id(request), handle=handle)
