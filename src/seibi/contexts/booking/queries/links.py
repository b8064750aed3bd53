"""Signed links: whoever holds the link of a visit may see and change it."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from seibi.kernel.links.signed import SignedLinks

VISITS = SignedLinks("appointment", "booking.visit")
WAITING = SignedLinks("waiting", "booking.waiting")


def link_of(appointment_id: UUID) -> str:
    """The address of a visit's own page, to be sent to its people."""
    return reverse("booking:visit", args=[VISITS.token_of(appointment_id)])


def links_of(appointment_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of many visits. One query."""
    tokens = VISITS.tokens_of(appointment_ids)
    return {id: reverse("booking:visit", args=[token]) for id, token in tokens.items()}


def calendar_link_of(appointment_id: UUID) -> str:
    """The address of the visit's calendar file."""
    return reverse("booking:calendar", args=[VISITS.token_of(appointment_id)])


def pre_check_in_link_of(appointment_id: UUID) -> str:
    """The address at which people say before they come that they come, and what we should know."""
    return reverse("booking:pre_check_in", args=[VISITS.token_of(appointment_id)])


def waiting_link_of(waiting_id: UUID) -> str:
    """The address at which somebody sees what they wait for, answers an offer, or leaves."""
    return reverse("booking:waiting", args=[WAITING.token_of(waiting_id)])
