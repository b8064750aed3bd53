"""The leader card as owners get it: on the visit's page, by mail, on the printed sheet."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.support.contracts import (
    ANSWER,
    REGISTER,
    SET_UP,
    LeaderCard,
    LeaderContact,
    Level,
)
from seibi.contexts.support.models.leaders import CardSwitch, LeaderPost
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound

NAMED = (Level.LOCAL, Level.REGIONAL)


def leader_card(*, site_id: UUID, at: dt.datetime) -> LeaderCard | None:
    """Whom an owner may call directly; None where the site does not give the card.

    Whoever is away is stood in for by their deputy, under the same number.
    """
    if not CardSwitch.objects.filter(site_id=site_id, on=True).exists():
        return None
    site = network.site(site_id)
    leaders = leaders_of(site, at)
    return LeaderCard(site_id, site.name, tuple(leaders)) if leaders else None


def card_for_staff(*, site_code: str, actor: Actor, at: dt.datetime) -> LeaderCard | None:
    """The card for the people of a site, who print it or read it out. Raises NotFound."""
    site = network.site_by_code(site_code)
    if not any(actor.may(one, at_node=site.node) for one in (ANSWER, REGISTER, SET_UP)):
        raise NotFound("site_not_found", _("There is no such site, or it is not yours to see."))
    return leader_card(site_id=site.id, at=at)


def is_on(*, site_id: UUID) -> bool:
    """Whether the site gives the card."""
    return CardSwitch.objects.filter(site_id=site_id, on=True).exists()


def leaders_of(site: SiteInfo, at: dt.datetime) -> list[LeaderContact]:
    """The leaders named nearest above a site, the local one first."""
    steps = site.node.strip("/").split("/")
    above = ["/" + "/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
    posts = LeaderPost.objects.filter(owner_node__in=above).order_by("owner_node")
    nearest = {Level(post.level): post for post in posts}
    present = {level: _present(post, at) for level, post in nearest.items()}
    names = network.names_by_account(set(present.values()))
    return _contacts(nearest, present, names, NAMED)


def _contacts(
    posts: dict[Level, LeaderPost],
    present: dict[Level, UUID],
    names: dict[UUID, str],
    wanted: Sequence[Level],
) -> list[LeaderContact]:
    return [
        LeaderContact(level, names.get(present[level], ""), posts[level].phone, posts[level].email)
        for level in wanted
        if level in posts
    ]


def _present(post: LeaderPost, at: dt.datetime) -> UUID:
    return network.deputy_for(post.account_id, at) or post.account_id
