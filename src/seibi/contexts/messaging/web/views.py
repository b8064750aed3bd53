"""Messages that did not arrive: what is wrong, and trying again once it is put right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.messaging import queries
from seibi.contexts.messaging.contracts import SEE
from seibi.contexts.messaging.operations import delivery
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.errors import NotFound
from seibi.kernel.http import actor_of, retried


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """The sites whose messages this person may see; the only one opens at once."""
    mine = network.nodes_of(actor_of(request), SEE)
    if len(mine) == 1:
        return redirect("messaging:undelivered", mine[0].code)
    return render(request, "messaging/sites.html", {"sites": mine})


@never_cache
@require_safe
def undelivered(request: HttpRequest, site_code: str) -> HttpResponse:
    site = _site(request, site_code)
    found = queries.undelivered(actor=actor_of(request), node=site.node)
    context = {"site": site, "found": found, "site_title": site.name}
    return render(request, "messaging/undelivered.html", context)


@require_POST
@retried
def retry(request: HttpRequest, site_code: str, message_id: UUID) -> HttpResponse:
    delivery.retry_message(message_id=message_id, actor=actor_of(request), at=clock.machine_now())
    messages.success(request, _("The message is on its way again."))
    return redirect("messaging:undelivered", site_code)


def _site(request: HttpRequest, site_code: str) -> SiteInfo:
    site = network.site_by_code(site_code)
    if not actor_of(request).may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    return site
