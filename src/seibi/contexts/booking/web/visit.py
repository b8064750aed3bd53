"""One visit behind its signed link: see it, put it in a calendar, move it, cancel it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seibi.contexts.booking.contracts import AppointmentAction
from seibi.contexts.booking.operations import changing
from seibi.contexts.booking.queries import appointments as queries
from seibi.contexts.booking.queries import links
from seibi.contexts.booking.queries import slots as slot_queries
from seibi.contexts.booking.queries.before import pre_check_in_of
from seibi.contexts.booking.queries.day import arrival_of
from seibi.contexts.booking.queries.waiting import waiting_for_visit
from seibi.contexts.booking.web import pages
from seibi.contexts.booking.web.forms import ReasonForm, SlotForm
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.workshop import facade as workshop
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of, retried
from seibi.kernel.idempotency.replay import once


@never_cache
@require_safe
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """When, where, what it costs; and what can still be changed."""
    appointment_id, actor = opened(request, token)
    return render(request, "booking/visit.html", context_of(request, token, appointment_id, actor))


@never_cache
@require_safe
def lounge(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever waits sees the lounge from the link; once the car has gone, the visit again."""
    appointment_id = links.VISITS.opened(token)
    found = workshop.own_lounge(subject=f"{links.VISITS.kind}:{appointment_id}", at=clock.now())
    back = reverse("booking:visit", args=[token])
    if found is None:
        return redirect(back)
    context = {"lounge": found, "back": back, "live_link": token}
    return render(request, "workshop/own_lounge.html", context)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The appointment for the calendar of a telephone."""
    appointment_id, actor = opened(request, token)
    content = queries.calendar_file(appointment_id=appointment_id, actor=actor, at=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="visit.ics"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, token: str) -> HttpResponse:
    """Choose another time; the old one is kept until the new one is taken."""
    appointment_id, actor = opened(request, token)
    if request.method != "POST":
        return _move_page(request, token, appointment_id, actor)

    def handle() -> HttpResponse:
        form = SlotForm(request.POST)
        if not form.is_valid():
            return _move_page(request, token, appointment_id, actor, status=422)
        try:
            retried(changing.move)(
                appointment_id=appointment_id,
                starts_at=form.cleaned_data["starts_at"],
                sequence=sequence_in(request),
                actor=actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            return _move_page(
                request, token, appointment_id, actor, refusal=refusal, status=refusal.status
            )
        messages.success(request, _("Your visit has a new time."))
        return redirect("booking:visit", token)

    return once(request, handle=handle)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, because the time will be given to somebody else."""
    appointment_id, actor = opened(request, token)
    refusal: DomainError | None = None
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changing.cancel(
                appointment_id=appointment_id,
                reason=form.cleaned_data["reason"],
                sequence=form.cleaned_data["sequence"],
                actor=actor,
                at=clock.now(),
            )
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("Your visit is cancelled."))
            return redirect("booking:visit", token)
    context = context_of(request, token, appointment_id, actor) | {"refusal": refusal}
    context |= {"reason": request.POST.get("reason", "")}
    status = refusal.status if refusal else 200
    return render(request, "booking/cancel.html", context, status=status)


def sequence_in(request: HttpRequest) -> int | None:
    """Which state of the visit the page showed."""
    typed = request.POST.get("sequence", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


def opened(request: HttpRequest, token: str) -> tuple[UUID, Actor]:
    """The visit that a link opens, for whoever holds it. Raises NotFound, Expired."""
    return links.VISITS.open_for(token, actor_of(request))


def context_of(
    request: HttpRequest, token: str, appointment_id: UUID, actor: Actor
) -> dict[str, Any]:
    """What the pages of one visit show."""
    at = clock.now()
    info = queries.appointment(appointment_id=appointment_id, actor=actor, at=at)
    site = network.site(info.site_id)
    waiting = waiting_for_visit(
        appointment_id=appointment_id, actor=actor, machine_at=clock.machine_now()
    )
    return pages.base(
        request,
        site,
        visit=info,
        token=token,
        at=at,
        car=vehicles.summaries([info.vehicle_id])[info.vehicle_id],
        address=network.address_lines(site.address),
        may_move=AppointmentAction.MOVE in info.actions,
        may_cancel=AppointmentAction.CANCEL in info.actions,
        before=pre_check_in_of(appointment_id=appointment_id, actor=actor),
        arrival=arrival_of(appointment_id=appointment_id, actor=actor),
        may_wait=workshop.ticket_of(subject=f"{links.VISITS.kind}:{appointment_id}"),
        waiting=waiting,
        live_link=token,
        waiting_link=links.waiting_link_of(waiting.id) if waiting else "",
    )


def _move_page(
    request: HttpRequest,
    token: str,
    appointment_id: UUID,
    actor: Actor,
    *,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    context = context_of(request, token, appointment_id, actor)
    page = slot_queries.slots_to_move(appointment_id=appointment_id, actor=actor, at=clock.now())
    context |= {"page": page, "refusal": refusal}
    return render(request, "booking/move.html", context, status=status)
