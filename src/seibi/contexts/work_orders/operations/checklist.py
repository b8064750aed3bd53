"""Writing down what was found at each item of a periodic inspection."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.contracts.quality import Symbol
from seibi.contexts.work_orders.domain.checklist import items_of
from seibi.contexts.work_orders.domain.lifecycle import WORK_IS_POSSIBLE
from seibi.contexts.work_orders.events.floor import ChecklistWritten
from seibi.contexts.work_orders.models.quality import ChecklistResult
from seibi.contexts.work_orders.operations.loading import account_of, line_of, locked_work_order
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.permissions import can_work
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require

Results = Mapping[str, tuple[Symbol, str]]  # item -> what was done, what was measured


@transaction.atomic
def write_checklist(
    *, work_order_id: UUID, line_id: UUID, results: Results, actor: Actor, at: dt.datetime
) -> int:
    """Each item says what was found; writing an item again takes the place of what it said.

    Raises NotFound ("no_checklist"), NotAllowed, RuleBroken ("wrong_state"), Invalid
    ("unknown_item").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_work(actor, work_order.owner_node))
    line = line_of(work_order, line_id)
    known = items_of(network.site(work_order.site_id).country, line.operation_code)
    if not known:
        raise NotFound("no_checklist", _("The law asks for no record of this work."))
    if work_order.state not in (*WORK_IS_POSSIBLE, State.QUALITY_CHECK):
        raise RuleBroken("wrong_state", _("Nobody works on this car now."), state=work_order.state)
    if set(results) - {one.item for one in known}:
        raise Invalid("unknown_item", _("This item does not belong to the inspection."))
    who = account_of(actor)
    for item, (symbol, measured) in results.items():
        ChecklistResult.objects.update_or_create(
            line=line,
            item=item,
            defaults={
                "symbol": symbol,
                "measured": measured.strip()[:40],
                "written_by_id": who,
                "written_at": at,
            },
        )
    event = ChecklistWritten(work_order.pk, line.pk, len(results))
    tell_about(work_order, event, actor=actor, at=at)
    return len(results)
