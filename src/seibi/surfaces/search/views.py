"""The page of results, the list under the box while somebody types, and the numeric pad."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotAllowed
from seibi.kernel.http import actor_of
from seibi.surfaces.places import current_site
from seibi.surfaces.search.finding import MOST_LISTED, find


@never_cache
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Everything that was found, in groups, each with what is open and the next step."""
    actor = searcher(request)
    query = request.GET.get("q", "")
    context = _context(request, actor) | {
        "search_query": query,
        "found": find(query, actor=actor, at=clock.now()) if query.strip() else None,
    }
    return render(request, "search/results.html", context)


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The first few, for the list under the box."""
    actor = searcher(request)
    query = request.GET.get("q", "")
    context = _context(request, actor) | {
        "found": find(query, actor=actor, at=clock.now(), most=MOST_LISTED)
        if query.strip()
        else None,
    }
    return render(request, "search/_list.html", context)


@never_cache
@require_safe
def pad(request: HttpRequest) -> HttpResponse:
    """Find a car with one thumb: big digits, for the technician and the valet."""
    actor = searcher(request)
    query = request.GET.get("q", "")
    context = _context(request, actor) | {
        "query": query,
        "found": find(query, actor=actor, at=clock.now(), most=MOST_LISTED)
        if query.strip()
        else None,
        "digits": (*"123456789", "", "0"),
    }
    return render(request, "search/pad.html", context)


def searcher(request: HttpRequest) -> Actor:
    """Whoever asks, if they are of the staff somewhere. Raises NotAllowed."""
    actor = actor_of(request)
    if not (actor.nodes("customers.see") or actor.nodes("vehicles.see")):
        sentence = _("Only the staff of a workshop may search.")
        raise NotAllowed("not_staff", sentence)
    return actor


def _context(request: HttpRequest, actor: Actor) -> dict[str, object]:
    site = current_site(request, actor)
    node = site.node if site else "/"
    return {
        "site": site,
        "may_book": site is not None and actor.may("booking.book", at_node=node),
        "may_see_desk": site is not None and actor.may("booking.see", at_node=node),
        "may_see_customers": bool(actor.nodes("customers.see")),
        "may_see_cars": bool(actor.nodes("vehicles.see")),
        "may_register": actor.may("customers.edit", at_node=node),
    }
