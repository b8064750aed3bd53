"""Signed links: whoever holds the link of an invoice sees it and may pay it, nothing else."""

from dataclasses import replace
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound

SALT = "billing.invoice"


def link_of(invoice_id: UUID) -> str:
    """The address of an invoice for the person who pays it; whoever has it may see and pay."""
    token = signing.Signer(salt=SALT).sign(invoice_id.hex)
    return reverse("billing:link", args=[token])


def opened(token: str, actor: Actor) -> tuple[UUID, Actor]:
    """The invoice of a link, and the same actor holding its key. Raises NotFound ("bad_link")."""
    try:
        invoice_id = UUID(hex=signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        sentence = _("This link is not complete. Open it again from the message we sent.")
        raise NotFound("bad_link", sentence) from None
    return invoice_id, replace(actor, keys=actor.keys | {f"invoice:{invoice_id}"})
