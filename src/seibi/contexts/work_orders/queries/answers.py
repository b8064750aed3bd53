"""What the house asks every context: who may see a file, where a page is, what is wanted."""

from uuid import UUID

from django.urls import reverse

from seibi.contexts.work_orders.contracts import PauseReason, State
from seibi.contexts.work_orders.domain.lifecycle import CAR_IS_HERE
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries.visit import awaiting
from seibi.kernel.actor import Actor


def may_see_file(actor: Actor, subject: str) -> bool:
    """Pictures and signatures of a visit: its site and its customer's side."""
    rows = WorkOrder.objects.filter(pk=_id(subject))
    return (
        rows.visible_to(actor).exists()
        or WorkOrder.objects.for_owner(actor).filter(pk=_id(subject)).exists()
    )


def may_see_internal_file(actor: Actor, subject: str) -> bool:
    """Pictures the house took for itself: its site only."""
    return WorkOrder.objects.visible_to(actor).filter(pk=_id(subject)).exists()


def link_target(actor: Actor, subject_id: UUID) -> str | None:
    """The page of a visit for this actor: the desk's, the owner's, or none."""
    if WorkOrder.objects.visible_to(actor).filter(pk=subject_id).exists():
        return reverse("work_orders:page", args=[subject_id])
    if WorkOrder.objects.for_owner(actor).filter(pk=subject_id).exists():
        return reverse("work_orders:own_visit", args=[subject_id])
    return None


def still_wanted(*, subject: str, template: str, **_asked: object) -> bool:
    """Decided when a message leaves, not when it was written: an answered estimate asks nobody."""
    row = WorkOrder.objects.filter(pk=_id(subject)).first()
    if row is None:
        return False
    state = State(row.state)
    wanted = {
        "work_orders/estimate": row.pk in awaiting([row]),
        "work_orders/estimate_reminder": row.pk in awaiting([row]),
        "work_orders/estimate_second": row.pk in awaiting([row]),
        "work_orders/waiting": row.waits_for == PauseReason.PARTS,
        "work_orders/ready": state is State.READY,
        "work_orders/promise": state in CAR_IS_HERE,
    }
    return wanted.get(template, True)


def _id(subject: str) -> UUID:
    """The visit of a subject; of a subject that is none of ours, one that nobody has."""
    try:
        return UUID(subject.partition(":")[2])
    except ValueError:
        return UUID(int=0)
