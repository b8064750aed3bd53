"""Signed links: whoever holds the link of an invoice sees it and may pay it, nothing else."""

from uuid import UUID

from django.urls import reverse

from seibi.kernel.links.signed import SignedLinks

INVOICES = SignedLinks("invoice", "billing.invoice")


def link_of(invoice_id: UUID) -> str:
    """The address of an invoice for the person who pays it; whoever has it may see and pay."""
    return reverse("billing:link", args=[INVOICES.token_of(invoice_id)])
