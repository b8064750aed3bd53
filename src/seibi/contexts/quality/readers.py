"""What quality does when something happens elsewhere."""

from uuid import UUID

from seibi.contexts.billing.events import DiscountAsked, DiscountSettled
from seibi.contexts.booking.events import AppointmentMissed, CarArrived
from seibi.contexts.care.events import CallNoted
from seibi.contexts.quality.contracts import SEE
from seibi.contexts.quality.events import OwnerCalledBack, SurveyAnswered, WaitCounted
from seibi.contexts.quality.operations import asking, calling, counting, waiting
from seibi.contexts.support.events import DisputeMoved, DisputeOpened
from seibi.contexts.tasks.events import TaskFaded, TaskFinished, TaskOpened
from seibi.contexts.work_orders.events import (
    CarReady,
    CarReleased,
    PromiseGiven,
    VehicleDelivered,
    VisitLinkReplaced,
    WorkOrderMoved,
)
from seibi.contexts.work_orders.events.estimate import EstimateAnswered, EstimateMade
from seibi.contexts.workshop.events import JobChanged, JobPlaced
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads
from seibi.kernel.live.topics import nudge_topic


@reads(WorkOrderMoved, by="quality")
def follow(event: WorkOrderMoved, entry: Entry) -> None:
    """A car that comes counts; one that never came, or was sent away, does not."""
    key, at = event.work_order_id, entry.occurred_at
    match event.action:
        case "arrive":
            counting.count_arrival(work_order_id=key, node=entry.owner_node, actor=SYSTEM, at=at)
        case "undo_arrival" | "cancel":
            counting.leave_out(work_order_id=key, actor=SYSTEM, at=at)
        case "take_back":
            asking.take_back(work_order_id=key, actor=SYSTEM, at=at)
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


@reads(JobChanged, by="quality_waiting")
def follow_card(event: JobChanged, entry: Entry) -> None:
    """What a card on the board says of a visit decides for what the car stands."""
    if visit := _visit_of(entry.subject):
        waiting.note_card(
            work_order_id=visit,
            node=entry.owner_node,
            job=event.state,
            waiting_for=event.waiting_for,
            actor=SYSTEM,
            at=entry.occurred_at,
        )


@reads(WorkOrderMoved, by="quality_waiting")
def follow_visit(event: WorkOrderMoved, entry: Entry) -> None:
    """A visit in another state may stand for something else, or not at all."""
    key, at = event.work_order_id, entry.occurred_at
    waiting.note_visit(
        work_order_id=key, node=entry.owner_node, visit=event.state, actor=SYSTEM, at=at
    )
    if event.state in ("cancelled", "delivered"):
        waiting.drop_approval(work_order_id=key, actor=SYSTEM, at=at)


@reads(EstimateMade, by="quality_waiting")
def asked(event: EstimateMade, entry: Entry) -> None:
    """From now an owner's answer is waited for."""
    if event.awaits_answer:
        waiting.ask_approval(
            work_order_id=event.work_order_id,
            version=event.version,
            node=entry.owner_node,
            actor=SYSTEM,
            at=entry.occurred_at,
        )


@reads(EstimateAnswered, by="quality_waiting")
def answered(event: EstimateAnswered, entry: Entry) -> None:
    """The owner has answered; how long it took is kept as it was."""
    waiting.answer_approval(work_order_id=event.work_order_id, actor=SYSTEM, at=entry.occurred_at)


def _visit_of(subject: str) -> UUID | None:
    kind, _colon, key = subject.partition(":")
    return UUID(key) if kind == "work_order" else None


@reads(DisputeOpened, by="quality")
def disputed(event: DisputeOpened, entry: Entry) -> None:
    """A visit whose owner sees something differently counts as such, once."""
    counting.count_dispute(work_order_id=event.work_order_id, actor=SYSTEM, at=entry.occurred_at)


@reads(CallNoted, by="quality")
def spoken_with(event: CallNoted, entry: Entry) -> None:
    """Whoever looked after the owner from the list of the day called them back."""
    if event.settled_visits:
        calling.spoken_with(
            work_order_ids=event.settled_visits,
            by=UUID(entry.actor_id) if "-" in entry.actor_id else None,
            actor=SYSTEM,
            at=entry.occurred_at,
        )


def _may_see_house(actor: Actor, node: str) -> bool:
    return actor.may(SEE, at_node=node)


def _node_of(_event: Event, entry: Entry) -> str:
    return entry.owner_node


nudge_topic(  # the manager's home: what needs somebody has changed
    "house",
    hears=(
        AppointmentMissed,
        CarArrived,
        CarReady,
        CarReleased,
        DiscountAsked,
        DiscountSettled,
        DisputeMoved,
        DisputeOpened,
        EstimateAnswered,
        EstimateMade,
        JobChanged,
        JobPlaced,
        OwnerCalledBack,
        PromiseGiven,
        SurveyAnswered,
        TaskFaded,
        TaskFinished,
        TaskOpened,
        VehicleDelivered,
        WaitCounted,
        WorkOrderMoved,
    ),
    may_see=_may_see_house,
    key_of=_node_of,
)
