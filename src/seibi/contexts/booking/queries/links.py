"""Signed links: whoever holds the link of a visit may see and change it."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.links.signed import SignedLinks

VISITS = SignedLinks("appointment", "booking.visit")
WAITING = SignedLinks("waiting", "booking.waiting")


def token_of(appointment_id: UUID) -> str:
    """A token that nobody can make for another visit."""
    return VISITS.token_of(appointment_id)


def link_of(appointment_id: UUID) -> str:
    """The address of a visit's own page, to be sent to its people."""
    return reverse("booking:visit", args=[token_of(appointment_id)])


def links_of(appointment_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of many visits. One query."""
    tokens = VISITS.tokens_of(appointment_ids)
    return {id: reverse("booking:visit", args=[token]) for id, token in tokens.items()}


def calendar_link_of(appointment_id: UUID) -> str:
    """The address of the visit's calendar file."""
    return reverse("booking:calendar", args=[token_of(appointment_id)])


def waiting_link_of(waiting_id: UUID) -> str:
    """The address at which somebody sees what they wait for, answers an offer, or leaves."""
    return reverse("booking:waiting", args=[WAITING.token_of(waiting_id)])


def waiting_opened(token: str) -> UUID:
    """The entry a token stands for. Raises NotFound ("bad_link"), Expired ("link_replaced")."""
    return _opened(token, WAITING)


def opened(token: str) -> UUID:
    """The visit a token stands for. Raises NotFound ("bad_link"), Expired ("link_replaced")."""
    return _opened(token, VISITS)


def _opened(token: str, links: SignedLinks) -> UUID:
    found = links.opened(token)
    if found is None:
        sentence = _("This link is not complete. Open it again from the e-mail we sent.")
        raise NotFound("bad_link", sentence)
    return found


def with_waiting_key(actor: Actor, waiting_id: UUID) -> Actor:
    """The same actor, holding the key to one entry of the wait-list."""
    return replace(actor, keys=actor.keys | {f"waiting:{waiting_id}"})


def with_key(actor: Actor, appointment_id: UUID) -> Actor:
    """The same actor, holding the key to one visit."""
    return replace(actor, keys=actor.keys | {f"appointment:{appointment_id}"})
