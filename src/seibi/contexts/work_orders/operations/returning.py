"""A customer is back with what we had repaired: linked to the first visit, free under guarantee."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import AuthorityKind, LineKind, Payer
from seibi.contexts.work_orders.contracts.quality import EarlierWork
from seibi.contexts.work_orders.domain.lifecycle import LINES_MAY_CHANGE
from seibi.contexts.work_orders.events.floor import ReturnUnlinked, VisitReturned
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.quality import ReturnVisit
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import granting
from seibi.contexts.work_orders.operations.loading import locked_work_order
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.permissions import can_link_return
from seibi.contexts.work_orders.queries.returns import earlier_work_of
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require


@transaction.atomic
def link_return(
    *, work_order_id: UUID, earlier_line_id: UUID, actor: Actor, at: dt.datetime
) -> UUID:
    """This visit is about what we repaired then; the labour of the same work is free.

    It counts against the first visit and who did it, not against who puts it right. Raises
    NotFound ("earlier_work_not_found"), NotAllowed, RuleBroken ("linked_already", "wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_link_return(actor, work_order))
    if work_order.state not in LINES_MAY_CHANGE:
        sentence = _("The lines of this visit cannot be changed any more.")
        raise RuleBroken("wrong_state", sentence, state=work_order.state)
    earlier = _earlier(work_order, earlier_line_id, actor, at)
    if ReturnVisit.objects.filter(
        work_order=work_order, earlier_line_id=earlier.line_id, undone_at=None
    ).exists():
        raise RuleBroken("linked_already", _("This visit is linked to that work already."))
    line = _same_work(work_order, earlier)
    made = ReturnVisit.objects.create(
        work_order=work_order,
        earlier_line_id=earlier.line_id,
        line=line,
        concern=earlier.title[:300],
        first_doer_id=Line.objects.get(pk=earlier.line_id).finished_by_id,
        days=earlier.days,
        km=earlier.km,
        linked_by=actor.account_id,
        linked_at=at,
    )
    if line is not None and line.payer == Payer.CUSTOMER:
        granting.grant_by_house(
            work_order_id=work_order.pk,
            line_id=line.pk,
            kind=AuthorityKind.INTERNAL,
            reference=_("Guarantee of %(number)s") % {"number": earlier.number},
            actor=actor,
            at=at,
        )
    event = VisitReturned(
        work_order.pk, earlier.work_order_id, earlier.line_id, made.first_doer_id, made.days
    )
    tell_about(work_order, event, actor=actor, at=at)
    return made.pk


@transaction.atomic
def unlink_return(*, work_order_id: UUID, return_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """It was something else after all; who pays for the line is decided anew by hand.

    Raises NotFound ("return_not_found"), NotAllowed.
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_link_return(actor, work_order))
    row = (
        ReturnVisit.objects.filter(work_order=work_order, pk=return_id, undone_at=None)
        .select_related("earlier_line")
        .first()
    )
    if row is None:
        raise NotFound("return_not_found", _("This visit is not linked to that work."))
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    event = ReturnUnlinked(work_order.pk, row.earlier_line.work_order_id)
    tell_about(work_order, event, actor=actor, at=at)


def _earlier(work_order: WorkOrder, line_id: UUID, actor: Actor, at: dt.datetime) -> EarlierWork:
    found = next((e for e in earlier_work_of(work_order, at) if e.line_id == line_id), None)
    if found is None:
        sentence = _("There is no such work under guarantee on this car.")
        raise NotFound("earlier_work_not_found", sentence)
    return found


def _same_work(work_order: WorkOrder, earlier: EarlierWork) -> Line | None:
    return (
        Line.objects.filter(
            work_order=work_order,
            operation_code=earlier.operation_code,
            removed_at=None,
            kind__in=(LineKind.LABOUR, LineKind.DIAGNOSIS),
        )
        .exclude(operation_code="")
        .order_by("position", "pk")
        .first()
    )
