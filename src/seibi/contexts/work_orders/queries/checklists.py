"""The record of inspection and maintenance of a visit, item by item."""

from collections import defaultdict
from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import LineState, State
from seibi.contexts.work_orders.contracts.quality import Checklist, ChecklistRow, Symbol
from seibi.contexts.work_orders.domain.checklist import items_of
from seibi.contexts.work_orders.domain.lifecycle import WORK_IS_POSSIBLE
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.quality import ChecklistResult
from seibi.contexts.work_orders.permissions import can_work
from seibi.contexts.work_orders.queries.work_orders import work_order_row
from seibi.kernel.actor import Actor
from seibi.kernel.text import translated


def checklists_of(work_order_id: UUID, actor: Actor) -> list[Checklist]:
    """Every periodic inspection of a visit with its items; none elsewhere than in Japan."""
    row = work_order_row(work_order_id, actor)
    country = network.site(row.site_id).country
    agreed = (LineState.APPROVED, LineState.DONE, LineState.OPEN)
    lines = [
        line
        for line in Line.objects.filter(work_order=row, removed_at=None, state__in=agreed)
        if line.part_id is None and items_of(country, line.operation_code)
    ]
    if not lines:
        return []
    known: defaultdict[UUID, dict[str, ChecklistResult]] = defaultdict(dict)
    for result in ChecklistResult.objects.filter(line__in=lines):
        known[result.line_id][result.item] = result
    may = bool(can_work(actor, row.owner_node))
    open_ = State(row.state) in (*WORK_IS_POSSIBLE, State.QUALITY_CHECK)
    return [
        Checklist(
            line_id=line.pk,
            title=translated(line.title),
            rows=tuple(
                ChecklistRow(
                    item=one.item,
                    group=one.group,
                    words=one.words,
                    symbol=Symbol(found.symbol) if found else None,
                    measured=found.measured if found else "",
                    usual=Symbol.NONE if one.only_with else Symbol.GOOD,
                )
                for one in items_of(country, line.operation_code)
                for found in [known[line.pk].get(one.item)]
            ),
            may_write=may and open_,
        )
        for line in lines
    ]
