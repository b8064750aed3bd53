"""Before the visit, from the mail of the evening: I come, and what you should know. No account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from seibi.contexts.booking.contracts.door import BeforeArrival
from seibi.contexts.booking.operations import before
from seibi.contexts.booking.queries import before as queries
from seibi.contexts.booking.web import pages, visit
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.idempotency.replay import once


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pre_check_in(request: HttpRequest, token: str) -> HttpResponse:
    """What is planned and what it costs; one tap confirms, everything else may be left out."""
    appointment_id, actor = visit.opened(request, token)

    def page(refusal: DomainError | None = None) -> HttpResponse:
        context = visit.context_of(request, token, appointment_id, actor)
        said = queries.pre_check_in_of(appointment_id=appointment_id, actor=actor)
        context |= {"said": said, "typed": request.POST or _typed(said, context["visit"])}
        context |= {
            "refusal": refusal,
            "errors": refusal.extra.get("errors", {}) if refusal else {},
        }
        return render(
            request, "booking/before.html", context, status=refusal.status if refusal else 200
        )

    def handle() -> HttpResponse:
        try:
            before.pre_check_in(
                appointment_id=appointment_id,
                said=said_in(request),
                photos=request.FILES.getlist("photos"),
                actor=actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            return page(refusal)
        messages.success(request, _("Thank you. We are ready for you."))
        return redirect("booking:visit", token)

    return once(request, handle=handle) if request.method == "POST" else page()


def said_in(request: HttpRequest) -> BeforeArrival:
    """The form as a value; a distance that is no number is refused as one that cannot be right."""
    distance = pages.typed(request.POST, "odometer").replace(",", "").strip()
    return BeforeArrival(
        wishes=pages.typed(request.POST, "wishes")[:2000],
        odometer=(int(distance) if distance.isdecimal() and len(distance) < 9 else -1)
        if distance
        else None,
        bringer_name=pages.typed(request.POST, "bringer_name")[:120],
        needs_courtesy_car="needs_courtesy_car" in request.POST,
        keep_old_parts="keep_old_parts" in request.POST,
    )


def _typed(said: Any, info: Any) -> dict[str, Any]:
    return {
        "wishes": info.wishes,
        "bringer_name": info.party.bringer_name,
        "odometer": said.odometer if said and said.odometer is not None else "",
        "needs_courtesy_car": bool(said and said.needs_courtesy_car) or info.courtesy_car,
        "keep_old_parts": bool(said and said.keep_old_parts),
    }
