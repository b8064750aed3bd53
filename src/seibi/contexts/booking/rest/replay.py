"""What every POST of booking does: once per key, and again after a deadlock."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from seibi.contexts.booking.rest import schemas
from seibi.kernel.actor import Actor
from seibi.kernel.http import JSON, PROBLEMS, actor_of, caller_id, retried
from seibi.kernel.idempotency.replay import once

REFUSALS = {code: PROBLEMS[code] for code in (400, 403, 404, 409, 422)}
SLOT_REFUSALS = {
    **REFUSALS,
    409: schemas.SlotProblem,
    410: schemas.SlotProblem,
    429: PROBLEMS[429],
}


def answer_once(
    request: HttpRequest, call: Callable[[Actor], Any], *, status: int = 201
) -> HttpResponse:
    """Once per key, and again when the database chose this one as a victim."""
    actor = actor_of(request)
    return retried(once)(
        request, actor_id=caller_id(request), handle=lambda: JSON(call(actor), status=status)
    )
