"""Signed links: whoever holds the link of a visit sees it and may answer its estimate."""

from uuid import UUID

from django.urls import reverse

from seibi.kernel.actor import Actor
from seibi.kernel.links.signed import SignedLinks

VISITS = SignedLinks("work_order", "work_orders.visit")


def link_of(work_order_id: UUID) -> str:
    """The address of a visit's own page, to be sent to its people."""
    return reverse("work_orders:visit", args=[VISITS.token_of(work_order_id)])


def open_link(token: str, actor: Actor) -> tuple[UUID, Actor]:
    """The visit that a token opens, and the same actor holding its key. Raises as ``open_for``."""
    return VISITS.open_for(token, actor)
