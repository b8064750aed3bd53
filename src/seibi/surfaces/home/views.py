"""Bring everyone to the page they came for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.kernel.http import actor_of
from seibi.surfaces import nav
from seibi.surfaces.places import CHOICE, current_site, sites_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Guests choose a workshop; owners see their cars; staff their rooms, or the only one."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return render(request, "home/welcome.html", {"sites": network.all_sites()})
    rooms = nav.entries(request, actor)
    if not rooms:
        return redirect("owner:home")
    if len(rooms) == 1 or rooms[0].key == "j":
        return redirect(rooms[0].url)
    context = {"rooms": rooms, "site": current_site(request, actor), "sites": sites_of(actor)}
    return render(request, "home/rooms.html", context)


@require_POST
def choose_site(request: HttpRequest, site_code: str) -> HttpResponse:
    """Look at another of one's workshops from now on."""
    if site_code not in {site.code for site in sites_of(actor_of(request))}:
        raise Http404
    request.session[CHOICE] = site_code
    return redirect("home:home")
