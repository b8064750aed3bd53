"""Who may follow an invoice on an open page."""

from uuid import UUID

from seibi.contexts.billing.contracts import SEE
from seibi.contexts.billing.contracts.discounts import DECIDE_DISCOUNT
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.permissions import can_see_desk
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor


def may_follow(actor: Actor, key: str) -> bool:
    """Whoever pays it, whoever holds its link or that of its visit, and the cash desk."""
    try:
        return Invoice.objects.visible_to(actor).filter(pk=UUID(key)).exists()
    except ValueError:
        return False


def may_follow_bill(actor: Actor, key: str) -> bool:
    """The cash desk of the visit's site."""
    try:
        work_order_id = UUID(key)
    except ValueError:
        return False
    found = work_orders.infos(work_order_ids=[work_order_id], actor=actor)
    return any(actor.may(SEE, at_node=visit.owner_node) for visit in found.values())


def may_follow_approvals(actor: Actor, key: str) -> bool:
    """Whoever decides there. The key is a site."""
    return actor.may(DECIDE_DISCOUNT, at_node=key)


def may_follow_desk(actor: Actor, key: str) -> bool:
    """Whoever sees the cash desk. The key is a site."""
    return bool(can_see_desk(actor, key))
