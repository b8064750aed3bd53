"""Signed links: whoever holds the link of a visit sees it and may answer its estimate."""

from dataclasses import replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.links.signed import SignedLinks

VISITS = SignedLinks("work_order", "work_orders.visit")


def token_of(work_order_id: UUID) -> str:
    """A token that nobody can make for another visit."""
    return VISITS.token_of(work_order_id)


def link_of(work_order_id: UUID) -> str:
    """The address of a visit's own page, to be sent to its people."""
    return reverse("work_orders:visit", args=[token_of(work_order_id)])


def opened(token: str) -> UUID:
    """The visit a token stands for. Raises NotFound ("bad_link"), Expired ("link_replaced")."""
    found = VISITS.opened(token)
    if found is None:
        sentence = _("This link is not complete. Open it again from the message we sent.")
        raise NotFound("bad_link", sentence)
    return found


def with_key(actor: Actor, work_order_id: UUID) -> Actor:
    """The same actor, holding the key to one visit."""
    return replace(actor, keys=actor.keys | {f"work_order:{work_order_id}"})
