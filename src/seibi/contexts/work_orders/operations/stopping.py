"""A dispute stops the lines it is about and nothing else, until somebody has decided."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import ClockEnd
from seibi.contexts.work_orders.events.estimate import LineStopped
from seibi.contexts.work_orders.events.floor import ClockStopped
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations.loading import line_of, locked_work_order
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.permissions import can_stop_line
from seibi.contexts.work_orders.queries.clocks import minutes_of
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken, require


@transaction.atomic
def stop_lines(
    *, work_order_id: UUID, line_ids: Collection[UUID], number: str, actor: Actor, at: dt.datetime
) -> None:
    """No clock, no part and no bill for these lines until the dispute is decided; their running
    clocks end now.

    Raises NotFound, NotAllowed.
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_stop_line(actor, work_order))
    for line_id in sorted(line_ids):
        line = line_of(work_order, line_id)
        if line.stopped_for:
            continue
        line.stopped_for = number
        line.save(update_fields=["stopped_for"])
        _end_clocks(work_order, line, actor, at)
        tell_about(work_order, LineStopped(work_order.pk, line.pk, True), actor=actor, at=at)


@transaction.atomic
def let_lines_go(*, work_order_id: UUID, number: str, actor: Actor, at: dt.datetime) -> None:
    """Every line that this dispute stopped goes on. Raises NotFound, NotAllowed."""
    work_order = locked_work_order(work_order_id, actor)
    require(can_stop_line(actor, work_order))
    for line in Line.objects.filter(work_order=work_order, stopped_for=number):
        line.stopped_for = ""
        line.save(update_fields=["stopped_for"])
        tell_about(work_order, LineStopped(work_order.pk, line.pk, False), actor=actor, at=at)


def is_stopped(line: Line) -> bool:
    """Whether a dispute is about this line, or about the job whose price covers it."""
    if line.stopped_for:
        return True
    return line.included_in is not None and bool(line.included_in.stopped_for)


def check_not_stopped(line: Line) -> None:
    """Raises RuleBroken ("line_in_dispute")."""
    if is_stopped(line):
        sentence = _(
            "The customer sees this line differently. It waits until that is decided;"
            " everything else goes on."
        )
        raise RuleBroken("line_in_dispute", sentence)


def _end_clocks(work_order: WorkOrder, line: Line, actor: Actor, at: dt.datetime) -> None:
    for entry in ClockEntry.objects.running().filter(line=line).locked():
        entry.ended_at, entry.end = max(at, entry.started_at), ClockEnd.ENDED
        entry.save(update_fields=["ended_at", "end"])
        minutes = minutes_of([entry.pk], at)[entry.pk]
        event = ClockStopped(
            entry.pk, work_order.pk, line.pk, entry.technician_id, minutes, str(ClockEnd.ENDED), ""
        )
        tell_about(work_order, event, actor=actor, at=at)
