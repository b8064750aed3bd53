"""Bring everyone to the page they came for."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.kernel.actor import Actor
from seibi.kernel.http import actor_of
from seibi.surfaces.home import caring, keeping, leading, selling, shop
from seibi.surfaces.manager import views as manager
from seibi.surfaces.places import CHOICE, current_site, roles_of, sites_of

Home = Callable[[HttpRequest, Actor], HttpResponse]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Guests choose a workshop, owners see their cars, everybody else what their role asks."""
    actor = actor_of(request)
    if actor.is_anonymous:
        return render(request, "home/welcome.html", {"sites": network.all_sites()})
    held = roles_of(request, actor)
    page = next((page for role, page in HOMES if role in held), _cars)
    return page(request, actor)


@require_POST
def choose_site(request: HttpRequest, site_code: str) -> HttpResponse:
    """Look at another of one's workshops from now on."""
    if site_code not in {site.code for site in sites_of(request, actor_of(request))}:
        raise Http404
    request.session[CHOICE] = site_code
    return redirect("home:home")


def _cars(_request: HttpRequest, _actor: Actor) -> HttpResponse:
    return redirect("owner:home")


def _room(name: str) -> Home:
    """A room of the workshop that the person looks at."""

    def lead_there(request: HttpRequest, actor: Actor) -> HttpResponse:
        site = current_site(request, actor)
        return redirect(reverse(name, args=[site.code])) if site else _cars(request, actor)

    return lead_there


def _today(_request: HttpRequest, _actor: Actor) -> HttpResponse:
    return redirect("desk:today")


def _manager(request: HttpRequest, actor: Actor) -> HttpResponse:
    site = current_site(request, actor)
    return manager.page(request, actor, site) if site else _cars(request, actor)


def _jobs(_request: HttpRequest, _actor: Actor) -> HttpResponse:
    return redirect("shop_floor:jobs")


# who holds several roles comes to the first of these
HOMES: tuple[tuple[Role, Home], ...] = (
    (Role.SERVICE_MANAGER, _manager),
    (Role.LOCAL_LEADER, leading.leader),
    (Role.REGIONAL_LEADER, leading.for_the_maker),
    (Role.HEAD_OFFICE, leading.for_the_maker),
    (Role.AUDITOR, keeping.auditor),
    (Role.ADMINISTRATOR, keeping.administrator),
    (Role.CONTROLLER, _room("workshop:board")),
    (Role.ADVISOR, _today),
    (Role.CR, caring.care),
    (Role.CASHIER, _room("billing:desk")),
    (Role.PARTS_CLERK, shop.parts_clerk),
    (Role.TECHNICIAN, _jobs),
    (Role.SALES, selling.sales),
)
