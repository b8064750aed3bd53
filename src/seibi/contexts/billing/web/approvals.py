"""Questions that wait for a yes or no: one tap on the phone, and the desk sees it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.billing.contracts.discounts import DECIDE_DISCOUNT
from seibi.contexts.billing.operations import discounts
from seibi.contexts.billing.queries import discounts as queries
from seibi.contexts.billing.web.acting import acted
from seibi.contexts.network import facade as network
from seibi.kernel import clock, ids
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of, retried, staff_of


@never_cache
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@retried
def decide(request: HttpRequest, discount_id: UUID) -> HttpResponse:
    """Yes or no, with a word if there is one."""
    approve = request.POST.get("answer") == "yes"

    def act() -> str:
        discounts.decide_discount(
            discount_id=discount_id,
            approve=approve,
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        return _("Approved. The desk sees it.") if approve else _("Declined. The desk sees it.")

    return acted(
        request,
        act=act,
        there=lambda: redirect("billing:approvals"),
        page=lambda refusal: _page(request, refusal),
    )


def _page(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    actor = staff_of(request, DECIDE_DISCOUNT)
    now = clock.now()
    context = {
        "waiting": queries.approvals(actor=actor, at=now),
        "decided": queries.decided(actor=actor, at=now),
        "refusal": refusal,
        "key": ids.new_id(),
        "sites": network.nodes_of(actor, DECIDE_DISCOUNT),
    }
    return render(
        request, "billing/approvals.html", context, status=refusal.status if refusal else 200
    )
