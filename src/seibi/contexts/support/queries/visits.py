"""By which key somebody comes to a visit: the link that was sent to them, or their own account."""

from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound


def opened(key: str, actor: Actor) -> tuple[UUID, Actor]:
    """The visit behind a key, which is its id for owners who are signed in or else a link's token.

    Raises NotFound ("visit_not_found", "bad_link"), Expired ("link_replaced").
    """
    try:
        work_order_id = UUID(key)
    except ValueError:
        return work_orders.open_link(key, actor)
    check_theirs(work_order_id, actor)
    return work_order_id, actor


def check_theirs(work_order_id: UUID, actor: Actor) -> None:
    """Raises NotFound ("visit_not_found") for whoever is not the customer's side of the visit."""
    if not work_orders.is_customers_side(work_order_id=work_order_id, actor=actor):
        raise NotFound("visit_not_found", _("There is no such visit, or it is not yours."))
