"""At the entrance: scanning cars in, tickets, who did not come, and the screen of welcome."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.booking.contracts import BOOK, RECEIVE, SEE
from seibi.contexts.booking.operations import calling, check_in
from seibi.contexts.booking.queries import day as day_queries
from seibi.contexts.booking.queries import links, missed, welcome
from seibi.contexts.booking.web import pages
from seibi.contexts.booking.web.desk import run_once, staff_site
from seibi.contexts.customers import facade as customers
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, site_code: str) -> HttpResponse:
    """One field: a code from the mail, a plate, a number; ready for the next at once."""
    site = staff_site(request, site_code, RECEIVE)
    typed = pages.typed(request.POST, "code").strip()

    def handle() -> HttpResponse:
        arrived = check_in.check_in(
            site_id=site.id,
            typed=typed,
            parking_place=pages.typed(request.POST, "parking_place")[:40],
            actor=actor_of(request),
            at=clock.now(),
        )
        return redirect("booking:desk_ticket", site_code, arrived.id)

    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            return run_once(request, handle)
        except DomainError as error:
            refusal = error
    context = pages.base(request, site, refusal=refusal, typed=request.POST)
    return render(request, "booking/scan.html", context, status=refusal.status if refusal else 200)


@never_cache
@require_safe
def ticket(request: HttpRequest, site_code: str, arrival_id: UUID) -> HttpResponse:
    """The queue ticket on paper, or to be photographed: number, key, place, the link as a code."""
    site = staff_site(request, site_code, SEE)
    actor = actor_of(request)
    info = day_queries.arrival(arrival_id=arrival_id, actor=actor)
    visit = info.appointment_id
    context = pages.base(
        request,
        site,
        info=info,
        car=vehicles.summaries([info.vehicle_id])[info.vehicle_id],
        person=customers.summaries([info.customer_id])[info.customer_id],
        link=request.build_absolute_uri(links.link_of(visit)) if visit else "",
        may_receive=actor.may(RECEIVE, at_node=site.node),
    )
    return render(request, "booking/ticket.html", context)


@never_cache
@require_safe
def did_not_come(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who did not come in the last two weeks: ring them, book them again."""
    site = staff_site(request, site_code, SEE)
    actor = actor_of(request)
    rows = missed.missed_list(site_id=site.id, actor=actor, at=clock.now())
    may_book = actor.may(BOOK, at_node=site.node)
    return render(
        request, "booking/missed.html", pages.base(request, site, rows=rows, may_book=may_book)
    )


@require_POST
def rung(request: HttpRequest, site_code: str, appointment_id: UUID) -> HttpResponse:
    """Whoever did not come was rung."""
    staff_site(request, site_code, BOOK)
    calling.note_call_back(appointment_id=appointment_id, actor=actor_of(request), at=clock.now())
    messages.success(request, _("The call is noted."))
    return redirect("booking:did_not_come", site_code)


@never_cache
@require_safe
def entrance(request: HttpRequest, site_code: str) -> HttpResponse:
    """The screen at the entrance: no names and no plates."""
    site = staff_site(request, site_code, SEE)
    rows = welcome.welcome(site_id=site.id, at=clock.now())
    return render(
        request, "booking/welcome.html", pages.base(request, site, rows=rows, site_tz=site.tz)
    )
