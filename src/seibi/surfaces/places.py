"""Which workshop a member of staff is looking at. Asked of the database once per request."""

from django.http import HttpRequest

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel.actor import Actor

CHOICE = "site"  # in the session: the code of the workshop chosen last
_KNOWN = "_sites_of_actor"


def sites_of(request: HttpRequest, actor: Actor) -> list[SiteInfo]:
    """The workshops this person works at, in the order of the tree."""
    known: tuple[Actor, list[SiteInfo]] | None = getattr(request, _KNOWN, None)
    if known is None or known[0] is not actor:
        known = actor, network.nodes_of(actor, "network.see") if actor.grants else []
        setattr(request, _KNOWN, known)
    return known[1]


def current_site(request: HttpRequest, actor: Actor) -> SiteInfo | None:
    """The workshop chosen last, else the first of theirs; None for people without one."""
    sites = sites_of(request, actor)
    if not sites:
        return None
    chosen = request.session.get(CHOICE)
    return next((site for site in sites if site.code == chosen), sites[0])


def roles_of(request: HttpRequest, actor: Actor) -> frozenset[str]:
    """The roles somebody holds at the workshop they look at; all of theirs without one."""
    site = current_site(request, actor)
    if site is None:
        return frozenset(grant.role for grant in actor.grants)
    return actor.roles_at(site.node)
