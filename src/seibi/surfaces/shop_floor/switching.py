"""A shared tablet: who is on? By badge or PIN, in less than two seconds, under one's own name."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import TabletPage
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, NotFound
from seibi.surfaces.shop_floor import device


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Who is on? A badge is read at once; everybody else taps their name."""
    return _page(request, device.bound_tablet(request))


@require_POST
def badge(request: HttpRequest) -> HttpResponse:
    """A reader types the code of a badge like a keyboard, and Enter."""
    tablet = device.bound_tablet(request)
    if tablet is None:
        return _page(request, None)
    try:
        account_id = network.take_by_badge(
            tablet_id=tablet.tablet_id, code=request.POST.get("code", "")[:200], at=clock.now()
        )
    except DomainError as refusal:
        return _page(request, tablet, refusal)
    return _on(request, tablet, account_id)


@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """The digits of the person whose name was tapped."""
    tablet = device.bound_tablet(request)
    if tablet is None:
        return _page(request, None)
    user = next((one for one in tablet.users if one.account_id == account_id), None)
    if user is None:
        return redirect("shop_floor:tablet")
    refusal = None
    if request.method == "POST":
        try:
            network.take_by_pin(
                tablet_id=tablet.tablet_id,
                account_id=account_id,
                pin=request.POST.get("pin", "")[:12],
                at=clock.now(),
            )
            return _on(request, tablet, account_id)
        except NotFound:
            return _page(request, None)
        except DomainError as error:
            refusal = error
    values = {"tablet": tablet, "person": user, "refusal": refusal, "next": _next(request)}
    status = refusal.status if refusal else 200
    return _rendered(request, "shop_floor/pin.html", values, status)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Nobody is on any more; whoever comes next says who they are."""
    device.end(request)
    return redirect("shop_floor:tablet")


def _on(request: HttpRequest, tablet: TabletPage, account_id: UUID) -> HttpResponse:
    target = _next(request) or reverse("work_orders:floor")
    device.begin(request, tablet.tablet_id, account_id)
    return redirect(target)


def _page(
    request: HttpRequest, tablet: TabletPage | None, refusal: DomainError | None = None
) -> HttpResponse:
    values = {"tablet": tablet, "refusal": refusal, "next": _next(request)}
    return _rendered(request, "shop_floor/tablet.html", values, refusal.status if refusal else 200)


def _rendered(
    request: HttpRequest, template: str, values: dict[str, Any], status: int
) -> HttpResponse:
    answer = render(request, template, values, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _next(request: HttpRequest) -> str:
    """Where the tablet was when it locked itself, if that is a page of the floor."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/work-orders/") else ""
