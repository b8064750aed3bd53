"""Who may follow an invoice on an open page."""

from uuid import UUID

from seibi.contexts.billing.models import Invoice
from seibi.kernel.actor import Actor


def may_follow(actor: Actor, key: str) -> bool:
    """Whoever pays it, whoever holds its link or that of its visit, and the cash desk."""
    try:
        return Invoice.objects.visible_to(actor).filter(pk=UUID(key)).exists()
    except ValueError:
        return False
