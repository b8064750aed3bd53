"""Do a thing once, however often it is asked for with the same key."""

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken
from seibi.kernel.http import JSON, actor_of, caller_id, retried
from seibi.kernel.idempotency.models import IdempotencyRecord
from seibi.kernel.ids import new_id

LONGEST_KEY = 190
_FIRST = """
    INSERT INTO idempotency_idempotencyrecord
        (id, actor_id, key, fingerprint, status, media_type, location, body, created_at)
    VALUES (%(id)s, %(caller)s, %(key)s, %(fingerprint)s, 0, '', '', '', %(at)s)
    ON CONFLICT (actor_id, key) DO NOTHING
"""  # every command begins and ends so
_ANSWERED = """
    UPDATE idempotency_idempotencyrecord
    SET status = %(status)s, body = %(body)s, media_type = %(media_type)s, location = %(location)s
    WHERE id = %(id)s
"""


def answer_once(
    request: HttpRequest, call: Callable[[Actor], object], *, status: int = 200
) -> HttpResponse:
    """What every command of the API does: once per key, told as JSON; 204 has no body."""

    def handle() -> HttpResponse:
        value = call(actor_of(request))
        return HttpResponse(status=204) if status == 204 else JSON(value, status=status)

    return once(request, handle=handle)


@retried
def once(request: HttpRequest, *, handle: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer from the record when this caller used this key before, else handle and record.

    The record and the handler share one transaction: a concurrent twin waits on the unique index
    until the first commits, then replays; a refused request leaves no record behind. The key is
    the header ``Idempotency-Key`` or the form field ``idempotency_key``. Raises RuleBroken
    ("key_reused") when the key came with another request before, Invalid ("key_too_long").
    """
    key = request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", "")
    if not key:
        return handle()
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid("key_too_long", _("An Idempotency-Key has at most 190 printable characters."))
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        caller, mine = caller_id(request), new_id()
        if _is_first(mine, caller, key, fingerprint):
            return _recorded(mine, handle())
        record = IdempotencyRecord.objects.get(actor_id=caller, key=key)
    if record.fingerprint != fingerprint:
        sentence = _(
            "This key was used for another request before. Use a new key for a new request."
        )
        raise RuleBroken("key_reused", sentence)
    return _replayed(record)


def _fingerprint(request: HttpRequest) -> str:
    """The request without its own key and CSRF token, which differ between equal requests."""
    seen = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    if request.content_type == "application/json":
        seen.update(request.body)
    else:
        for name in sorted(set(request.POST) - {"csrfmiddlewaretoken", "idempotency_key"}):
            seen.update(f"{name}={request.POST.getlist(name)}\n".encode())
        for name, upload in sorted(request.FILES.items()):
            seen.update(f"{name}={getattr(upload, 'size', 0)}\n".encode())
    return seen.hexdigest()


def _is_first(pk: UUID, caller: str, key: str, fingerprint: str) -> bool:
    """Whether nobody used the key before; waits for a twin that is under way."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FIRST,
            {
                "id": pk,
                "caller": caller,
                "key": key,
                "fingerprint": fingerprint,
                "at": clock.machine_now(),
            },
        )
        return bool(cursor.rowcount)


def _recorded(pk: UUID, response: HttpResponse) -> HttpResponse:
    if response.status_code >= 400:
        transaction.set_rollback(True)  # a refusal has changed nothing, and is not waited for
        return response
    with connection.cursor() as cursor:
        cursor.execute(
            _ANSWERED,
            {
                "id": pk,
                "status": response.status_code,
                "body": response.content,
                "media_type": response.headers.get("Content-Type", "application/json")[:80],
                "location": response.headers.get("Location", ""),
            },
        )
    return response


def _replayed(record: IdempotencyRecord) -> HttpResponse:
    response = HttpResponse(
        bytes(record.body), status=record.status, content_type=record.media_type
    )
    response.headers["Idempotency-Replayed"] = "true"
    if record.location:
        response.headers["Location"] = record.location
    return response
