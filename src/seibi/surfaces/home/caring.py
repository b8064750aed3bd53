"""The home of those who look after owners: the list of whom to call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from seibi.kernel.actor import Actor
from seibi.surfaces.places import current_site


def care(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whoever works at a workshop goes to its list; whoever does not, to their own cars."""
    return redirect("desk:calls" if current_site(request, actor) else "owner:home")
