"""Who on the floor asks for a hand."""

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import WORK
from seibi.contexts.work_orders.contracts.floor import HelpInfo
from seibi.contexts.work_orders.models.floor import HelpCall
from seibi.contexts.work_orders.queries.names import names_for
from seibi.kernel.actor import Actor
from seibi.kernel.rows import under


def open_calls(actor: Actor) -> list[HelpInfo]:
    """Everybody who asks for help where this actor works, the longest waiting first."""
    nodes = actor.nodes(WORK)
    here = HelpCall.objects.filter(under(*nodes, field="work_order__owner_node"), answered_at=None)
    rows = list(here.select_related("work_order").order_by("asked_at", "pk")[:20])
    if not rows:
        return []
    names = names_for([row.work_order for row in rows])
    people = network.names_by_account({row.asked_by_id for row in rows})
    return [
        HelpInfo(
            id=row.pk,
            work_order_id=row.work_order_id,
            vehicle_title=names.car_title(row.work_order.vehicle_id),
            plate=names.plate(row.work_order.vehicle_id),
            parking_place=row.work_order.parking_place,
            words=row.words,
            asked_by=people.get(row.asked_by_id, ""),
            asked_at=row.asked_at,
            is_mine=str(row.asked_by_id) == actor.account_id,
        )
        for row in rows
    ]
