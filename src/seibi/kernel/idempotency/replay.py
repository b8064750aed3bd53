"""Do a thing once, however often it is asked for with the same key."""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken
from seibi.kernel.http import JSON, actor_of, caller_id, retried
from seibi.kernel.idempotency.models import IdempotencyRecord

LONGEST_KEY = 190


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
        mine = IdempotencyRecord(actor_id=caller_id(request), key=key, fingerprint=fingerprint)
        IdempotencyRecord.objects.bulk_create([mine], ignore_conflicts=True)
        record = IdempotencyRecord.objects.get(actor_id=mine.actor_id, key=key)
        if record.pk == mine.pk:
            return _recorded(record, handle())
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


def _recorded(record: IdempotencyRecord, response: HttpResponse) -> HttpResponse:
    if response.status_code >= 400:
        record.delete()
        return response
    record.status, record.body = response.status_code, response.content
    record.media_type = response.headers.get("Content-Type", "application/json")[:80]
    record.location = response.headers.get("Location", "")
    record.save(update_fields=["status", "body", "media_type", "location"])
    return response


def _replayed(record: IdempotencyRecord) -> HttpResponse:
    response = HttpResponse(
        bytes(record.body), status=record.status, content_type=record.media_type
    )
    response.headers["Idempotency-Replayed"] = "true"
    if record.location:
        response.headers["Location"] = record.location
    return response
