"""Signed links: whoever holds the link from our message may answer it."""

from uuid import UUID

from django.urls import reverse

from seibi.kernel.links.signed import SignedLinks

CONTACTS = SignedLinks("care_contact", "care.contact")


def link_of(contact_id: UUID) -> str:
    """The address at which a person answers; nobody can make one for another."""
    return reverse("care:answer", args=[CONTACTS.token_of(contact_id)])
