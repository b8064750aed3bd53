"""Who is interested, who they become, and the hand-over beside the car."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.sales.contracts import Lost, ProspectAction
from seibi.contexts.sales.labels import LOST_LABELS
from seibi.contexts.sales.operations import handing_over, prospecting
from seibi.contexts.sales.operations.loading import invalid
from seibi.contexts.sales.permissions import can_sell
from seibi.contexts.sales.queries import prospects as queries
from seibi.contexts.sales.web.forms import HandOverForm, ProspectForm
from seibi.contexts.support import facade as support
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, NotAllowed, NotFound, require
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import once


@never_cache
@require_safe
def prospects(request: HttpRequest, site_code: str) -> HttpResponse:
    """Whom am I selling to, and what does after-sales tell me?"""
    site = network.site_by_code(site_code)
    page = queries.sales_page(site_id=site.id, actor=actor_of(request), at=clock.now())
    context = {"site": site, "site_title": site.name, "page": page}
    return render(request, "sales/prospects.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, site_code: str) -> HttpResponse:
    """Somebody came in: note them before they are gone."""
    actor, site = actor_of(request), network.site_by_code(site_code)
    require(can_sell(actor, site.node))
    form = ProspectForm(request.POST or None)

    def act() -> HttpResponse:
        if form.is_valid():
            try:
                made = prospecting.note_prospect(
                    site_id=site.id, new=form.new(site), actor=actor, at=clock.now()
                )
                return redirect("sales:prospect", made)
            except (NotFound, NotAllowed):
                raise
            except DomainError as refusal:
                form.show(refusal)
        context = {"site": site, "site_title": site.name, "form": form}
        return render(request, "sales/new.html", context, status=422 if form.errors else 200)

    return once(request, handle=act) if request.method == "POST" else act()


@never_cache
@require_safe
def prospect(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """Who is it, what do they want, and what comes next?"""
    actor, at = actor_of(request), clock.now()
    row = queries.prospect(prospect_id=prospect_id, actor=actor, at=at)
    customers.note_read(customer_id=row.customer_id, page="desk", actor=actor, at=at)
    return render(request, "sales/prospect.html", _context(row))


@require_POST
def lose(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """They do not buy; one choice says why."""
    code = request.POST.get("reason", "")

    def act() -> HttpResponse:
        if code not in set(Lost):
            raise invalid("reason", "reason_missing", _("Choose why they do not buy."))
        prospecting.lose(
            prospect_id=prospect_id,
            reason=Lost(code),
            actor=actor_of(request),
            at=clock.now(),
        )
        messages.success(request, _("Noted. They stay in your records."))
        return redirect("sales:prospect", prospect_id)

    return once(request, handle=act)


@require_POST
def reopen(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """They are interested after all."""

    def act() -> HttpResponse:
        prospecting.reopen(prospect_id=prospect_id, actor=actor_of(request), at=clock.now())
        return redirect("sales:prospect", prospect_id)

    return once(request, handle=act)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, prospect_id: UUID) -> HttpResponse:
    """Beside the car: every tick is something done; then the keys are theirs."""
    actor, at = actor_of(request), clock.now()
    row = queries.prospect(prospect_id=prospect_id, actor=actor, at=at)
    site = network.site(row.site_id)
    form = HandOverForm(request.POST or None, ways=customers.contacts_of(row.customer_id))

    def act() -> HttpResponse:
        if form.is_valid():
            try:
                handing_over.hand_over(
                    prospect_id=prospect_id,
                    car=form.car(site.country),
                    ticked=form.ticked(),
                    actor=actor,
                    at=at,
                )
                messages.success(request, _("The car is theirs, and its first service is planned."))
                return redirect("sales:prospect", prospect_id)
            except (NotFound, NotAllowed):
                raise
            except DomainError as refusal:
                form.show(refusal)
        card = support.leader_card(site_id=site.id, at=at)
        context = {**_context(row), "form": form, "card": card}
        status = 422 if form.errors else 200
        return render(request, "sales/hand_over.html", context, status=status)

    if request.method == "POST":
        return once(request, handle=act)
    if ProspectAction.HAND_OVER not in row.actions:
        return redirect("sales:prospect", prospect_id)
    return act()


def _context(row: Any) -> dict[str, Any]:
    site = network.site(row.site_id)
    return {
        "row": row,
        "site": site,
        "site_title": site.name,
        "reasons": list(LOST_LABELS.items()),
    }
