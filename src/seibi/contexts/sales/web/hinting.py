"""After-sales tells sales about a car; sales follows it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from seibi.contexts.network import facade as network
from seibi.contexts.sales.contracts import HintKind
from seibi.contexts.sales.operations import hinting
from seibi.contexts.sales.permissions import can_hint
from seibi.contexts.sales.web.forms import HintForm
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, NotAllowed, NotFound, require
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import once


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, site_code: str) -> HttpResponse:
    """Would this owner be better off with another car?"""
    actor, site = actor_of(request), network.site_by_code(site_code)
    require(can_hint(actor, site.node))
    car_id = _id(request.GET.get("vehicle", ""))
    cars = vehicles.visible_summaries([car_id], actor=actor) if car_id else {}
    if car_id is None or car_id not in cars:
        raise NotFound("vehicle_not_found", _("There is no such car."))
    form = HintForm(request.POST or None)

    def act() -> HttpResponse:
        if form.is_valid():
            try:
                hinting.tell_sales(
                    site_id=site.id,
                    vehicle_id=car_id,
                    kind=HintKind(form.cleaned_data["kind"]),
                    words=form.cleaned_data["words"],
                    actor=actor,
                    at=clock.now(),
                )
                messages.success(request, _("Sales knows it now."))
                return redirect("vehicles:page", car_id)
            except (NotFound, NotAllowed):
                raise
            except DomainError as refusal:
                form.show(refusal)
        context = {"site": site, "site_title": site.name, "car": cars[car_id], "form": form}
        return render(request, "sales/hint.html", context, status=422 if form.errors else 200)

    return once(request, handle=act) if request.method == "POST" else act()


@require_POST
def take(request: HttpRequest, hint_id: UUID) -> HttpResponse:
    """I follow it: the owner is my prospect."""

    def act() -> HttpResponse:
        made = hinting.take_hint(hint_id=hint_id, actor=actor_of(request), at=clock.now())
        return redirect("sales:prospect", made)

    return once(request, handle=act)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
