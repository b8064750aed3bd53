"""Shared tablets, badges and one's own PIN: bound, listed, printed, chosen, taken away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import MANAGE, SEE
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from seibi.kernel.http import actor_of, staff_of
from seibi.surfaces.shop_floor import device


@require_safe
def tablets(request: HttpRequest, code: str) -> HttpResponse:
    """Which devices are ours here, and who is on?"""
    return _tablets(request, code)


@require_POST
def bind(request: HttpRequest, code: str) -> HttpResponse:
    """The device in hand becomes a shared tablet; whoever bound it is signed out of it."""
    site, minutes = network.site_by_code(code), request.POST.get("lock_minutes", "")
    try:
        made = network.bind_tablet(
            site_id=site.id,
            name=request.POST.get("name", ""),
            lock_minutes=int(minutes) if minutes.isascii() and minutes.isdigit() else 0,
            actor=actor_of(request),
            at=clock.now(),
        )
    except Invalid as refusal:
        return _tablets(request, code, refusal)
    logout(request)
    answer = redirect("shop_floor:tablet")
    device.remember(answer, made.key)
    return answer


@require_POST
def revoke(request: HttpRequest, code: str, tablet_id: UUID) -> HttpResponse:
    """A lost tablet opens nothing any more."""
    try:
        network.revoke_tablet(
            tablet_id=tablet_id,
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _tablets(request, code, refusal)
    messages.success(request, _("The tablet opens nothing any more."))
    return redirect("shop_floor:tablets", code)


@require_POST
def badge(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """A badge for a colleague: to print, or the tag they hold; or theirs is taken away."""
    actor, at = staff_of(request, SEE), clock.now()
    if "revoke" in request.POST:
        network.revoke_badge(account_id=account_id, actor=actor, at=at)
        messages.success(request, _("The badge opens nothing any more."))
        return redirect("network:person", account_id)
    own = request.POST.get("code", "")[:200]
    try:
        code = network.issue_badge(account_id=account_id, code=own, actor=actor, at=at)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("network:person", account_id)
    if own.strip():
        messages.success(request, _("The badge is known now."))
        return redirect("network:person", account_id)
    name = network.names_by_account({account_id}).get(account_id, "")
    page = render(request, "shop_floor/badge.html", {"code": code, "name": name, "id": account_id})
    page.headers["Cache-Control"] = "no-store"
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def own_pin(request: HttpRequest) -> HttpResponse:
    """My digits for shared tablets; nobody else learns them."""
    actor, refusal = staff_of(request, SEE), None
    if request.method == "POST":
        try:
            network.set_own_pin(
                pin=request.POST.get("pin", ""),
                again=request.POST.get("again", ""),
                actor=actor,
                at=clock.now(),
            )
            messages.success(request, _("Your PIN is set."))
            return redirect("shop_floor:own_pin")
        except Invalid as error:
            refusal = error
    values = {
        "errors": refusal.extra.get("errors", {}) if refusal else {},
        "has_pin": network.has_pin(UUID(actor.account_id)),
    }
    return render(request, "shop_floor/own_pin.html", values, status=422 if refusal else 200)


def _tablets(request: HttpRequest, code: str, refusal: DomainError | None = None) -> HttpResponse:
    site = network.site_by_code(code)
    actor = staff_of(request, MANAGE)
    if not actor.may(MANAGE, at_node=site.node):
        raise NotFound("site_not_found", _("There is no such workshop."))
    values = {
        "site": site,
        "tablets": network.tablets_at(actor=actor, node=site.node),
        "errors": refusal.extra.get("errors", {}) if refusal else {},
        "refusal": refusal,
        "name": request.POST.get("name", ""),
        "lock_minutes": request.POST.get("lock_minutes", "3"),
    }
    status = refusal.status if refusal else 200
    return render(request, "shop_floor/tablets.html", values, status=status)
