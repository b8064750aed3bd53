"""What every page knows: the clock, and where this person can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.http import actor_of
from seibi.surfaces import nav
from seibi.surfaces.places import current_site


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for the base templates. ``trade_clock``: offset in ms and speed, for the browser."""
    actor = actor_of(request)
    site = current_site(request, actor)
    rate = clock.rate()
    machine = clock.machine_now()
    now = rate.at(machine)
    return {
        "actor": actor,
        "now": now,
        "trade_clock": {
            "machine_ms": int(machine.timestamp() * 1000),
            "trade_ms": int(now.timestamp() * 1000),
            "speed": rate.speed,
        },
        "nav": nav.entries(request, actor),
        "site_title": site.name if site else "",
        "search_url": _search_url("search:results", actor, site),
        "guide": _guide(request),
        "search_list_url": _search_url("search:list", actor, site),
    }


def _guide(request: HttpRequest) -> Any:
    """The strip of the tour, in a demo; none elsewhere."""
    if not settings.SEIBI_DEMO:
        return None
    from seibi.config.demo.tour import guide_of  # noqa: PLC0415 - only a demo loads the demo

    return guide_of(request)


def _search_url(name: str, actor: Actor, site: SiteInfo | None) -> str:
    """Where the search box leads; none for people who may not search."""
    may_search = site is not None and actor.may("customers.see", at_node=site.node)
    return reverse(name) if may_search else ""
