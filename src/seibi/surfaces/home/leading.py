"""Homes of leaders: do the workshops keep their word, who needs help, what may be seen at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Agreement, SiteInfo
from seibi.contexts.network.labels import SHARED_DATA_LABELS
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import AnswerInfo, SiteFigures
from seibi.contexts.support import facade as support
from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.surfaces.home.shop import in_house
from seibi.surfaces.places import sites_of

WEEKS = 4
UNHAPPY_DAYS = 14


@dataclass(frozen=True, slots=True)
class Group:
    """A dealer group: what it shares, and the figures of its workshops as far as it does."""

    name: str
    agreement: Agreement | None
    shares: tuple[str, ...]
    figures: tuple[SiteFigures, ...]
    hidden: int


def leader(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The figures of each workshop, cars that are late, owners who were unhappy."""
    return _page(request, actor, late=_late(actor))


def for_the_maker(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What each group has agreed to share, and what that says. No visit, no customer."""
    return _page(request, actor, late=None)


def _page(request: HttpRequest, actor: Actor, late: list[DeskCard] | None) -> HttpResponse:
    at = clock.now()
    sites = sites_of(request, actor)
    figures = quality.figures_of_sites(weeks=WEEKS, actor=actor, at=at)
    agreements = network.agreements_for(UUID(actor.account_id), at)
    context = {
        "groups": _groups(sites, figures, agreements),
        "weeks": WEEKS,
        "site_title": "",
        "below_goal": [one for one in figures if one.misses_goal],
        "some_figures": bool(figures),
        "late": late,
        "unhappy": _unhappy(actor, sites),
        "may_open": late is not None,
        "cases": support.cases_waiting(actor=actor, at=at),
    }
    return render(request, "home/leader.html", context)


def _groups(
    sites: Sequence[SiteInfo],
    figures: Sequence[SiteFigures],
    agreements: Sequence[Agreement],
) -> list[Group]:
    names = network.node_names({site.group_node for site in sites})
    agreed = {one.group_node: one for one in agreements}
    found = []
    for node in dict.fromkeys(site.group_node for site in sites):
        own = {site.id for site in sites if site.group_node == node}
        shown = tuple(one for one in figures if one.site_id in own)
        agreement = agreed.get(node)
        shares = tuple(str(SHARED_DATA_LABELS[s]) for s in (agreement.shares if agreement else ()))
        hidden = len(own) - len(shown)
        found.append(Group(names.get(node, node), agreement, shares, shown, hidden))
    return found


def _late(actor: Actor) -> list[DeskCard]:
    cards = [card for node in actor.nodes("work_orders.see") for card in in_house(actor, node)]
    return sorted((card for card in cards if card.minutes_late), key=lambda c: -c.minutes_late)


def _unhappy(actor: Actor, sites: Sequence[SiteInfo]) -> list[tuple[SiteInfo, AnswerInfo]]:
    """The answers of unhappy owners, each with its workshop."""
    known = {site.id: site for site in sites}
    answers = quality.unhappy_answers(actor=actor, days=UNHAPPY_DAYS, at=clock.now())
    return [(known[answer.site_id], answer) for answer in answers if answer.site_id in known]
