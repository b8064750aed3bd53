"""Handing out parts for a line: only what was agreed, and the database stands behind it."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import Origin, PartInfo
from seibi.contexts.work_orders.contracts import Action, LineKind, LineState, PauseReason, State
from seibi.contexts.work_orders.domain.estimate import plain
from seibi.contexts.work_orders.domain.lifecycle import WORK_IS_POSSIBLE
from seibi.contexts.work_orders.events.floor import PartIssuedToLine
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import PartIssue
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import board
from seibi.contexts.work_orders.operations.loading import line_of, locked_work_order
from seibi.contexts.work_orders.operations.moving import advance, tell_about
from seibi.contexts.work_orders.operations.stopping import check_not_stopped
from seibi.contexts.work_orders.operations.work import go_on_when_over
from seibi.contexts.work_orders.permissions import can_issue_parts, can_pause
from seibi.contexts.work_orders.queries import estimates
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken, require


@transaction.atomic
def issue_parts(
    *,
    work_order_id: UUID,
    line_id: UUID,
    part_number: str,
    quantity: Decimal | None,
    actor: Actor,
    at: dt.datetime,
) -> Decimal:
    """A part leaves the shelf only for a line somebody agreed to, and never more than was agreed;
    with the last one the work may be over.

    Without a quantity everything that is missing on the line. Returns what was issued. Raises
    NotFound, NotAllowed, RuleBroken ("not_authorised", "more_than_agreed", "parts_short",
    "line_in_dispute", "wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_issue_parts(actor, work_order))
    line = line_of(work_order, line_id)
    part = _part_of(line, part_number)
    _check_agreed(work_order, line)
    wanted = _how_many(line, quantity)
    _issue(work_order, line, part, wanted, actor, at)
    go_on_when_over(work_order, actor, at)
    return wanted


@transaction.atomic
def issue_everything(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> int:
    """Every agreed part line that no dispute stops gets what is missing; how many those were.

    Raises NotFound, NotAllowed, RuleBroken ("parts_short", "wrong_state"); nothing is issued then.
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_issue_parts(actor, work_order))
    present = estimates.current_lines(work_order)
    stopped = {line.pk for line in present if line.stopped_for}
    lines = [
        line
        for line in present
        if line.kind == LineKind.PART and stopped.isdisjoint({line.pk, line.included_in_id})
    ]
    agreed = estimates.authorities([line.pk for line in lines])
    count = 0
    for line in sorted(lines, key=lambda row: str(row.part_id)):
        left = line.quantity - issued_to(line)
        part = _part_of(line, "")
        if line.pk in agreed and left > 0 and part.origin is not Origin.CUSTOMER_SUPPLIED:
            _check_agreed(work_order, line)
            _issue(work_order, line, part, left, actor, at)
            count += 1
    go_on_when_over(work_order, actor, at)
    return count


@transaction.atomic
def take_back_parts(
    *,
    work_order_id: UUID,
    line_id: UUID,
    part_number: str,
    quantity: Decimal | None,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Unused parts come back to the shelf, never more than were handed out; without a quantity all
    of them.

    Raises NotFound, NotAllowed, Invalid, RuleBroken ("more_than_issued").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_issue_parts(actor, work_order))
    line = line_of(work_order, line_id)
    part = _part_of(line, part_number)
    back = issued_to(line) if quantity is None else quantity
    move = parts.take_back(
        subject=work_order.subject,
        node=work_order.owner_node,
        part_number=part.number,
        quantity=back,
        line_id=line.pk,
        actor=actor,
        at=at,
    )
    _write(work_order, line, part, move.id, -back, actor, at)
    go_on_when_over(work_order, actor, at)


@transaction.atomic
def back_order_came(
    *, for_subject: str, still_missing: bool, actor: Actor, at: dt.datetime
) -> bool:
    """A car that waited for parts waits no longer once the last one is here; whether one did."""
    kind, _colon, key = for_subject.partition(":")
    if kind != "work_order" or still_missing:
        return False
    waiting = WorkOrder.objects.visible_to(actor).filter(
        pk=key, state=State.WAITING, waits_for=PauseReason.PARTS
    )
    work_order = waiting.locked().first()
    if work_order is None:
        return False
    require(can_pause(actor, work_order))
    advance(work_order, Action.RESUME, actor=actor, at=at)
    board.waits(work_order, None, "", actor=actor, at=at)
    return True


def issued_to(line: Line) -> Decimal:
    """How many pieces of a line are out of the store now."""
    rows = PartIssue.objects.filter(line=line).values_list("quantity", flat=True)
    return sum(rows, Decimal(0))


def _issue(
    work_order: WorkOrder,
    line: Line,
    part: PartInfo,
    quantity: Decimal,
    actor: Actor,
    at: dt.datetime,
) -> None:
    move = parts.issue(
        subject=work_order.subject,
        node=work_order.owner_node,
        part_number=part.number,
        quantity=quantity,
        line_id=line.pk,
        actor=actor,
        at=at,
    )
    _write(work_order, line, part, move.id, quantity, actor, at)


def _write(
    work_order: WorkOrder,
    line: Line,
    part: PartInfo,
    move_id: UUID,
    quantity: Decimal,
    actor: Actor,
    at: dt.datetime,
) -> None:
    PartIssue.objects.create(
        work_order=work_order,
        line=line,
        part_id=part.id,
        move_id=move_id,
        quantity=quantity,
        issued_by=actor.account_id,
        issued_at=at,
    )
    event = PartIssuedToLine(work_order.pk, line.pk, part.number, quantity)
    tell_about(work_order, event, actor=actor, at=at)


def _part_of(line: Line, part_number: str) -> PartInfo:
    """The part of a part line; for labour the one that is asked for by number."""
    if line.part_id:
        return parts.summaries_by_id(ids=[line.part_id])[line.part_id]
    part = parts.summaries(numbers=[part_number]).get(part_number)
    if part is None:
        raise NotFound("part_not_found", _("No part has this number."))
    return part


def _how_many(line: Line, quantity: Decimal | None) -> Decimal:
    left = line.quantity - issued_to(line)
    if line.kind != LineKind.PART:
        return quantity or Decimal(1)
    wanted = left if quantity is None else quantity
    if wanted <= 0 or wanted > left:
        sentence = _("No more than %(left)s of this part is still to be handed out.")
        raise RuleBroken(
            "more_than_agreed",
            sentence % {"left": plain(max(left, Decimal(0)))},
            left=str(left),
        )
    return wanted


def _check_agreed(work_order: WorkOrder, line: Line) -> None:
    if State(work_order.state) not in WORK_IS_POSSIBLE:
        sentence = _("Nobody works on this car now, so no parts are handed out for it.")
        raise RuleBroken("wrong_state", sentence, state=work_order.state)
    check_not_stopped(line)
    if line.state == LineState.OPEN or line.pk not in estimates.authorities([line.pk]):
        sentence = _(
            "Nobody has agreed to this line. Ask for approval before parts are handed out."
        )
        raise RuleBroken("not_authorised", sentence)
