"""The page on which an owner says once what holds for every visit; the desk writes it down too."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seibi.contexts.customers.contracts import CONSENT_PER_ITEM
from seibi.contexts.customers.operations import belonging, instructing
from seibi.contexts.customers.queries.page import customer_page
from seibi.contexts.customers.queries.standing import standing_of
from seibi.contexts.customers.web.standing_form import StandingForm
from seibi.kernel import clock
from seibi.kernel.errors import Invalid
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import once


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def standing(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """How far may they go without asking me, and whom do they ask then?"""
    if request.method == "POST":
        return once(request, handle=lambda: _say(request, customer_id))
    return _page(request, customer_id, None)


def _say(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    if "withdraw" in request.POST:
        instructing.withdraw_standing(customer_id=customer_id, actor=actor, at=at)
        messages.success(request, _("Taken back. From now on we ask every time."))
        return redirect("customers:standing", customer_id)
    form = StandingForm(request.POST)
    if not form.is_valid():
        return _page(request, customer_id, form)
    try:
        instructing.give_standing(customer_id=customer_id, actor=actor, at=at, **form.said())
    except Invalid as refusal:
        for field, sentence in refusal.extra.get("errors", {}).items():
            form.add_error(field if field in form.fields else None, str(sentence))
        return _page(request, customer_id, form)
    messages.success(request, _("Kept. It holds from the next estimate on."))
    return redirect("customers:standing", customer_id)


def _page(request: HttpRequest, customer_id: UUID, form: StandingForm | None) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    shown = customer_page(customer_id=customer_id, actor=actor, at=at)
    belonging.note_read(customer_id=customer_id, page="consents", actor=actor, at=at)
    known = standing_of(customer_id)
    own = actor.is_person(customer_id)
    context = {
        "page": shown,
        "own": own,
        "known": known,
        "form": form or StandingForm.showing(known, country=shown.details.country),
        "asked_each_time": shown.details.country in CONSENT_PER_ITEM,
    }
    status = 422 if form is not None else 200
    return render(request, "customers/standing.html", context, status=status)
