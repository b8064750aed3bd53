"""Parts for agreed lines are kept; parts of lines that were declined are free again."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import Origin, Wanted
from seibi.contexts.work_orders.contracts import LineState
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations.included import parts_of
from seibi.kernel.actor import Actor


def after_answers(
    work_order: WorkOrder, lines: Sequence[Line], *, actor: Actor, at: dt.datetime
) -> Decimal:
    """Keep what was agreed, free what was not, with the parts included in it; how many pieces are
    missing and now on order."""
    missing = Decimal(0)
    for line in sorted([*lines, *parts_of(lines)], key=lambda row: str(row.part_id)):
        if line.part_id is None:
            continue
        if line.state == LineState.APPROVED:
            missing += _keep(work_order, line, actor, at)
        elif line.state in (LineState.DECLINED, LineState.DEFERRED):
            parts.release(subject=work_order.subject, line_id=line.pk, actor=actor, at=at)
    return missing


def _keep(work_order: WorkOrder, line: Line, actor: Actor, at: dt.datetime) -> Decimal:
    part = parts.summaries_by_id(ids=[line.part_id]).get(line.part_id) if line.part_id else None
    if part is None or part.origin is Origin.CUSTOMER_SUPPLIED:
        return Decimal(0)
    subject = work_order.subject
    kept = [k for k in parts.kept_for(subjects=[subject]) if k.line_id == line.pk]
    ordered = [o for o in parts.back_orders_for(subjects=[subject]) if o.line_id == line.pk]
    have = sum((k.quantity for k in kept), Decimal(0)) + sum(
        (o.quantity for o in ordered), Decimal(0)
    )
    wanted = line.quantity - have
    if wanted <= 0:
        return sum((o.quantity for o in ordered), Decimal(0))
    answers = parts.reserve(
        subject=subject,
        node=work_order.owner_node,
        wanted=[Wanted(part.number, wanted, line.pk)],
        needed_at=work_order.forecast_at,
        whole=False,
        actor=actor,
        at=at,
    )
    return sum((a.missing for a in answers), Decimal(0))
