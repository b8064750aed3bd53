"""The page behind the link in our message: no signing in, and looking is not answering."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import FreeSlot
from seibi.contexts.care.contracts import AnswerPage, OwnerAnswer
from seibi.contexts.care.operations import answering
from seibi.contexts.care.queries import answer as queries
from seibi.contexts.care.queries.links import CONTACTS
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, NotFound
from seibi.kernel.http import actor_of, retried
from seibi.kernel.idempotency.replay import once
from seibi.kernel.ids import new_id

DAYS = 14
MOST_TIMES = 6


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Why we wrote, and one tap: a time, a call, not now, sold. Opening it changes nothing."""
    contact_id, actor = CONTACTS.open_for(token, actor_of(request))
    if request.method != "POST":
        return _page(request, token, contact_id, actor)

    def handle() -> HttpResponse:
        try:
            said = _answered(request, token, contact_id, actor)
        except NotFound:
            raise
        except DomainError as refusal:
            return _page(request, token, contact_id, actor, refusal)
        messages.success(request, said)
        return redirect("care:answer", token)

    return once(request, handle=handle)


def _answered(request: HttpRequest, token: str, contact_id: UUID, actor: Actor) -> str:
    """Do what the button says; the sentence that tells so. Raises DomainError."""
    at = clock.now()
    starts_at = parse_datetime(request.POST.get("starts_at", ""))
    if starts_at is not None and starts_at.tzinfo is not None:
        page = queries.answer_page(contact_id=contact_id, token=token, actor=actor, at=at)
        retried(answering.book_by_link)(
            contact_id=contact_id,
            cars=page.wishes,
            starts_at=starts_at,
            actor=actor,
            machine_at=clock.machine_now(),
            at=at,
        )
        return _("It is booked. You get a confirmation by mail.")
    said = OwnerAnswer(request.POST.get("answer", "")) if _known(request) else OwnerAnswer.BOOK
    answering.answer(contact_id=contact_id, said=said, vehicle_id=_car(request), actor=actor, at=at)
    if said is OwnerAnswer.CALL_ME:
        return _("We will call you.")
    if said is OwnerAnswer.NOT_NOW:
        return _("We will not ask again for a month.")
    return _("Thank you. We will not write about this car again.")


def _known(request: HttpRequest) -> bool:
    return request.POST.get("answer", "") in set(OwnerAnswer)


def _car(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("vehicle", ""))
    except ValueError:
        return None


def _page(
    request: HttpRequest,
    token: str,
    contact_id: UUID,
    actor: Actor,
    refusal: DomainError | None = None,
) -> HttpResponse:
    at = clock.now()
    page = queries.answer_page(contact_id=contact_id, token=token, actor=actor, at=at)
    context: dict[str, Any] = {
        "page": page,
        "times": [] if page.is_over or page.visit_link else _times(page),
        "refusal": refusal,
        "form_key": new_id(),
        "asked": request.GET.get("do", ""),
    }
    status = refusal.status if refusal else 200
    response = render(request, "care/answer.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _times(page: AnswerPage) -> list[FreeSlot]:
    """The best times first, then the soonest of each day; none where we cannot say what to do."""
    if not page.wishes:
        return []
    found = booking.slots_together(
        site_id=page.site_id, cars=page.wishes, at=clock.now(), days=DAYS
    )
    first = [offer.slot for offer in found.offers]
    of_days = [day.slots[0] for day in found.days if day.slots]
    chosen = {slot.starts_at: slot for slot in (*first, *of_days)}
    return sorted(list(chosen.values())[:MOST_TIMES], key=lambda slot: slot.starts_at)
