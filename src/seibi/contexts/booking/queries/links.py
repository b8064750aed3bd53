"""Signed links: whoever holds the link of a visit may see and change it."""

from dataclasses import replace
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound

SALT = "booking.visit"
WAITING_SALT = "booking.waiting"


def token_of(appointment_id: UUID) -> str:
    """A token that nobody can make for another visit."""
    return signing.Signer(salt=SALT).sign(appointment_id.hex)


def link_of(appointment_id: UUID) -> str:
    """The address of a visit's own page, to be sent to its people."""
    return reverse("booking:visit", args=[token_of(appointment_id)])


def calendar_link_of(appointment_id: UUID) -> str:
    """The address of the visit's calendar file."""
    return reverse("booking:calendar", args=[token_of(appointment_id)])


def waiting_token_of(waiting_id: UUID) -> str:
    """A token for one entry of the wait-list."""
    return signing.Signer(salt=WAITING_SALT).sign(waiting_id.hex)


def waiting_link_of(waiting_id: UUID) -> str:
    """The address at which somebody sees what they wait for, answers an offer, or leaves."""
    return reverse("booking:waiting", args=[waiting_token_of(waiting_id)])


def waiting_opened(token: str) -> UUID:
    """The entry a token stands for. Raises NotFound for a token we did not sign."""
    return _opened(token, WAITING_SALT)


def opened(token: str) -> UUID:
    """The visit a token stands for. Raises NotFound for a token we did not sign."""
    return _opened(token, SALT)


def _opened(token: str, salt: str) -> UUID:
    try:
        return UUID(hex=signing.Signer(salt=salt).unsign(token))
    except (signing.BadSignature, ValueError):
        sentence = _("This link is not complete. Open it again from the e-mail we sent.")
        raise NotFound("bad_link", sentence) from None


def with_waiting_key(actor: Actor, waiting_id: UUID) -> Actor:
    """The same actor, holding the key to one entry of the wait-list."""
    return replace(actor, keys=actor.keys | {f"waiting:{waiting_id}"})


def with_key(actor: Actor, appointment_id: UUID) -> Actor:
    """The same actor, holding the key to one visit."""
    return replace(actor, keys=actor.keys | {f"appointment:{appointment_id}"})
