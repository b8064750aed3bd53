"""Work that was declined or put off before, taken up at this visit at today's prices."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.parts import facade as parts
from seibi.contexts.work_orders.contracts import LineKind, NewLine, Severity
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations import lines
from seibi.contexts.work_orders.operations.loading import locked_work_order
from seibi.contexts.work_orders.queries.earlier import not_done_lines
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken


@transaction.atomic
def take_up_earlier(
    *, work_order_id: UUID, line_ids: Sequence[UUID], actor: Actor, at: dt.datetime
) -> list[UUID]:
    """What was not done then is proposed now; the customer is asked about it like about any line.

    Work of the menu comes with its parts at today's price, the rest as it was written. Raises
    NotFound ("work_order_not_found", "line_not_found"), NotAllowed, RuleBroken ("wrong_state").
    """
    work_order = locked_work_order(work_order_id, actor)
    offered = {line.pk: line for line in not_done_lines(work_order)}
    if unknown := [key for key in line_ids if key not in offered]:
        raise NotFound(
            "line_not_found", _("This work was done meanwhile, or was never proposed."), ids=unknown
        )
    made: list[UUID] = []
    for key in dict.fromkeys(line_ids):
        made += _again(work_order, offered[key], actor, at)
    return made


def _again(work_order: WorkOrder, line: Line, actor: Actor, at: dt.datetime) -> list[UUID]:
    if line.operation_code and line.kind == LineKind.LABOUR:
        try:
            return lines.add_menu_lines(
                work_order_id=work_order.pk, codes=[line.operation_code], actor=actor, at=at
            )
        except RuleBroken:  # the site does not offer it any more: as it was written then
            pass
    part = parts.summaries_by_id(ids={line.part_id}).get(line.part_id) if line.part_id else None
    new = NewLine(
        kind=LineKind(line.kind),
        title=line.title,
        quantity=line.quantity,
        unit_net=None if part or line.unit_gross is not None else line.unit_net,
        unit_gross=None if part else line.unit_gross,
        part_number=part.number if part else "",
        why=line.why,
        if_not=line.if_not,
        severity=Severity(line.severity) if line.severity else None,
        minutes=line.minutes,
    )
    return [lines.add_line(work_order_id=work_order.pk, new=new, actor=actor, at=at)]
