"""The leader's list: which case waits for me, until when?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.support import facade as support
from seibi.contexts.support.contracts import DECIDE
from seibi.kernel import clock
from seibi.kernel.http import actor_of


@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Every undecided case where I may decide, mine first, the next deadline first."""
    actor = actor_of(request)
    sites = network.nodes_of(actor, DECIDE)
    context = {
        "cases": support.cases_waiting(actor=actor, at=clock.now()) if sites else [],
        "sites": sites,
        "mine": support.waiting_for(actor=actor),
        "site_title": "",
    }
    return render(request, "leader/cases.html", context)
