"""What quality does when something happens elsewhere."""

from seibi.contexts.quality.operations import asking, counting
from seibi.contexts.work_orders.events import (
    CarReady,
    PromiseGiven,
    VehicleDelivered,
    VisitLinkReplaced,
    WorkOrderMoved,
)
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads


@reads(WorkOrderMoved, by="quality")
def follow(event: WorkOrderMoved, entry: Entry) -> None:
    """A car that comes counts; one that never came, or was sent away, does not."""
    key, at = event.work_order_id, entry.occurred_at
    match event.action:
        case "arrive":
            counting.count_arrival(work_order_id=key, node=entry.owner_node, actor=SYSTEM, at=at)
        case "undo_arrival" | "cancel":
            counting.leave_out(work_order_id=key, actor=SYSTEM, at=at)
        case "reopen":
            counting.count_ready(work_order_id=key, ready_at=None, actor=SYSTEM, at=at)


@reads(PromiseGiven, by="quality")
def promise(event: PromiseGiven, entry: Entry) -> None:
    """The first promise is the one we are measured by."""
    counting.count_promise(
        work_order_id=event.work_order_id,
        promise_at=event.promise_at,
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(CarReady, by="quality")
def ready(event: CarReady, entry: Entry) -> None:
    """Whether it was the same day, and on time, is known when the car is ready."""
    counting.count_ready(
        work_order_id=event.work_order_id,
        ready_at=event.ready_at,
        actor=SYSTEM,
        at=entry.occurred_at,
    )


@reads(VehicleDelivered, by="quality")
def delivered(event: VehicleDelivered, entry: Entry) -> None:
    """The visit is over: count who handed the car back, and ask how it was."""
    asking.visit_ended(visit=event, node=entry.owner_node, actor=SYSTEM, at=entry.occurred_at)


@reads(VisitLinkReplaced, by="quality")
def replace_link(event: VisitLinkReplaced, entry: Entry) -> None:
    """Whoever may not look at a visit any more does not answer about it either."""
    asking.replace_link(
        work_order_id=event.work_order_id,
        actor=SYSTEM,
        at=entry.occurred_at,
    )
