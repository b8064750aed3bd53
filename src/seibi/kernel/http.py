"""The thin seam between HTTP and the rest: who is asking, and how a refusal looks."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import pydantic_core
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seibi.kernel.actor import ANONYMOUS, Actor
from seibi.kernel.errors import DomainError, NotAllowed

MEDIA_TYPE = "application/problem+json"
TRANSIENT = {"40001", "40P01"}  # serialisation failure, deadlock
TRIES = 3

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Problem:
    """RFC 9457: the one shape in which a program is told no.

    ``code`` is stable; ``title`` is a sentence in the caller's language; further members depend
    on the code (``errors``: field to sentence; ``free``: slots that are still free).
    """

    type: str
    title: str
    status: int
    code: str
    errors: dict[str, Any] | None = None


REFUSALS = (400, 401, 403, 404, 409, 410, 413, 415, 422, 429)
PROBLEMS: Mapping[int, type[Problem]] = dict.fromkeys(REFUSALS, Problem)


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking; set by the actor middleware."""
    return cast(Actor, getattr(request, "actor", ANONYMOUS))


def staff_of(request: HttpRequest, permission: str) -> Actor:
    """Who is asking, if they hold the permission anywhere at all. Raises NotAllowed."""
    actor = actor_of(request)
    if not actor.nodes(permission):
        raise NotAllowed("not_allowed", _("These pages are for staff."))
    return actor


def caller_id(request: HttpRequest) -> str:
    """Whose Idempotency-Keys these are: the account, or this browser when nobody signed in."""
    actor = actor_of(request)
    if not actor.is_anonymous:
        return actor.account_id
    session_key = getattr(getattr(request, "session", None), "session_key", None)
    return f"session:{session_key}" if session_key else f"address:{request.META.get('REMOTE_ADDR')}"


def JSON(value: Any, *, status: int = 200) -> HttpResponse:  # noqa: N802 - reads as a noun
    """A value (dataclass, list, dict) as a JSON answer."""
    return HttpResponse(
        pydantic_core.to_json(value), status=status, content_type="application/json"
    )


def problem(_request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as ``application/problem+json``."""
    body = {
        "type": f"urn:seibi:problem:{error.code}",
        "title": error.message,
        "status": error.status,
        "code": error.code,
        **error.extra,
    }
    return HttpResponse(
        pydantic_core.to_json(body, fallback=str), status=error.status, content_type=MEDIA_TYPE
    )


def retried(call: Callable[..., R]) -> Callable[..., R]:
    """Run again, at most three times, when the database chose this transaction as a victim.

    Only for entry points: inside a transaction there is nothing left to run again.
    """

    @functools.wraps(call)
    def run(*args: Any, **kwargs: Any) -> R:
        for attempt in range(1, TRIES + 1):
            try:
                return call(*args, **kwargs)
            except OperationalError as error:
                state = getattr(error.__cause__, "sqlstate", None)
                if state not in TRANSIENT or attempt == TRIES or connection.in_atomic_block:
                    raise
        raise AssertionError("the loop returns or raises")

    return run
