"""The yard: where every key and car is, which places are free, what is to be moved."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.booking.contracts import MANAGE, MOVE, RECEIVE, SEE
from seibi.contexts.booking.contracts.door import Greeting
from seibi.contexts.booking.labels import GREETING_LABELS
from seibi.contexts.booking.operations import yard as operations
from seibi.contexts.booking.queries import day as day_queries
from seibi.contexts.booking.queries import yard as queries
from seibi.contexts.booking.web import pages
from seibi.contexts.booking.web.desk import staff_site
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, NotAllowed, NotFound
from seibi.kernel.http import actor_of


@never_cache
@require_safe
def yard(request: HttpRequest, site_code: str) -> HttpResponse:
    """What is to be moved first, then every car with its key and place, then what is free."""
    site = staff_site(request, site_code, SEE)
    actor = actor_of(request)
    context = pages.base(
        request,
        site,
        yard=queries.yard(site_id=site.id, actor=actor),
        may_move=actor.may(RECEIVE, at_node=site.node) or actor.may(MOVE, at_node=site.node),
        may_set=actor.may(MANAGE, at_node=site.node),
    )
    return render(request, "booking/yard.html", context)


@never_cache
@require_safe
def car(request: HttpRequest, site_code: str, arrival_id: UUID) -> HttpResponse:
    """One car on the premises: where it is now, and everywhere it has been since it came."""
    site = staff_site(request, site_code, SEE)
    actor = actor_of(request)
    info = day_queries.arrival(arrival_id=arrival_id, actor=actor)
    context = pages.base(
        request,
        site,
        info=info,
        car=vehicles.summaries([info.vehicle_id])[info.vehicle_id],
        moves=queries.movements(arrival_id=arrival_id, actor=actor),
        free=queries.yard(site_id=site.id, actor=actor).free,
        may_move=actor.may(RECEIVE, at_node=site.node) or actor.may(MOVE, at_node=site.node),
    )
    return render(request, "booking/yard_car.html", context)


@require_POST
def ask(request: HttpRequest, site_code: str, arrival_id: UUID) -> HttpResponse:
    """A car is to be moved."""

    def call() -> None:
        operations.ask_move(
            arrival_id=arrival_id,
            to_place=pages.typed(request.POST, "to_place")[:40],
            actor=actor_of(request),
            at=clock.now(),
        )

    return _acted(request, site_code, call)


@require_POST
def end(request: HttpRequest, site_code: str, job_id: UUID) -> HttpResponse:
    """It was moved, or need not be any more."""

    def call() -> None:
        operations.end_move(
            job_id=job_id,
            done=request.POST.get("done") == "yes",
            parking_place=pages.typed(request.POST, "parking_place")[:40],
            actor=actor_of(request),
            at=clock.now(),
        )

    return _acted(request, site_code, call)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest, site_code: str) -> HttpResponse:
    """The places of the yard, one per line, and what the entrance screen shows."""
    site = staff_site(request, site_code, MANAGE)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            operations.set_yard(
                site_id=site.id,
                places=pages.typed(request.POST, "places")[:10_000].splitlines(),
                greeting=_greeting_in(request),
                actor=actor_of(request),
                at=clock.now(),
            )
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("The yard is set."))
            return redirect("booking:yard", site_code)
    known = queries.yard(site_id=site.id, actor=actor_of(request))
    context = pages.base(
        request,
        site,
        refusal=refusal,
        typed=request.POST.get("places") or "\n".join(known.places),
        greeting=request.POST.get("greeting") or known.greeting,
        greetings=GREETING_LABELS.items(),
    )
    return render(
        request, "booking/yard_places.html", context, status=refusal.status if refusal else 200
    )


def _acted(request: HttpRequest, site_code: str, call: Callable[[], None]) -> HttpResponse:
    """Done, or why not, on the yard; or on the page of the car if that is where it was pressed.

    Raises NotFound, NotAllowed.
    """
    staff_site(request, site_code, SEE)
    try:
        call()
    except (NotFound, NotAllowed):
        raise
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("booking:yard", site_code)


def _greeting_in(request: HttpRequest) -> Greeting:
    chosen = request.POST.get("greeting", "")
    return Greeting(chosen) if chosen in list(Greeting) else Greeting.TICKET
