"""What a car's people told us before, and what was proposed then and not done."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from seibi.contexts.booking import facade as booking
from seibi.contexts.work_orders.contracts import LineState, Payer, Severity
from seibi.contexts.work_orders.contracts.reception import (
    EarlierWords,
    EarlierWork,
    ReceptionTimes,
    SaidBefore,
)
from seibi.contexts.work_orders.models.estimate import Line, LineDecision
from seibi.contexts.work_orders.models.reception import Reception
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries.visit import photo_url
from seibi.contexts.work_orders.queries.work_orders import work_order_row
from seibi.kernel.actor import Actor
from seibi.kernel.money import Money
from seibi.kernel.rows import under
from seibi.kernel.text import translated

NOT_DONE = (LineState.DECLINED, LineState.DEFERRED)
MOST = 8


def earlier_work(*, work_order_id: UUID, actor: Actor) -> list[EarlierWork]:
    """Declined and put-off work of the car's earlier visits at this site, the latest first.

    Raises NotFound ("work_order_not_found").
    """
    row = work_order_row(work_order_id, actor)
    found = not_done_lines(row)
    answered = dict(
        LineDecision.objects.filter(line__in=found)
        .order_by("decided_at")
        .values_list("line_id", "decided_at")
    )
    return [
        EarlierWork(
            line_id=line.pk,
            title=translated(line.title),
            why=line.why,
            severity=Severity(line.severity) if line.severity else None,
            gross=Money(line.gross, line.work_order.currency),
            number=line.work_order.number,
            answered_at=answered.get(line.pk, line.work_order.opened_at),
        )
        for line in found
    ]


def not_done_lines(row: WorkOrder) -> list[Line]:
    """Of the same work the latest counts; what was done since, or is on this visit, is left out."""
    lines = Line.objects.filter(
        work_order__vehicle_id=row.vehicle_id,
        work_order__owner_node=row.owner_node,
        removed_at=None,
        included_in=None,
        payer=Payer.CUSTOMER,
    )
    found: list[Line] = []
    seen: set[str] = set()
    ordered = lines.select_related("work_order").order_by("-work_order__opened_at", "position")
    for line in ordered:
        same = line.operation_code or translated(line.title, "en")
        if same in seen:
            continue
        seen.add(same)
        if line.work_order_id != row.pk and line.state in NOT_DONE:
            found.append(line)
    return found[:MOST]


def earlier_words(*, work_order_id: UUID, actor: Actor) -> list[EarlierWords]:
    """What was said at the car's last visits here. Raises NotFound ("work_order_not_found")."""
    row = work_order_row(work_order_id, actor)
    found = Reception.objects.filter(
        work_order__vehicle_id=row.vehicle_id,
        work_order__owner_node=row.owner_node,
        undone_at=None,
    ).exclude(work_order=row)
    return [
        EarlierWords(one.work_order.number, one.signed_at, one.words)
        for one in found.select_related("work_order").order_by("-signed_at")[:2]
        if one.words
    ]


def said_before(*, work_order_id: UUID, actor: Actor) -> SaidBefore | None:
    """What need not be asked again, because it was answered before the visit.

    Raises NotFound ("work_order_not_found").
    """
    row = work_order_row(work_order_id, actor)
    if row.appointment_id is None:
        return None
    found = booking.pre_check_in_of(appointment_id=row.appointment_id, actor=actor)
    if found is None:
        return None
    return SaidBefore(
        words=found.wishes,
        odometer=found.odometer,
        odometer_unit=found.odometer_unit,
        bringer_name=found.bringer_name,
        needs_courtesy_car=found.needs_courtesy_car,
        keep_old_parts=found.keep_old_parts,
        photo_urls=tuple(photo_url(one) for one in found.photos),
        said_at=found.said_at,
    )


def reception_times(*, node: str, since: dt.datetime, actor: Actor) -> list[ReceptionTimes]:
    """Median and 90th percentile of receptions since a moment, by whether they were prepared."""
    rows = Reception.objects.filter(
        work_order__in=WorkOrder.objects.visible_to(actor).filter(under(node)),
        signed_at__gte=since,
        begun_at__isnull=False,
        undone_at=None,
    ).values_list("work_order__appointment_id", "begun_at", "signed_at")
    kinds: dict[str, list[int]] = {"prepared": [], "walk_in": []}
    for appointment, begun, signed in rows:
        if begun is None:  # asked for above; the types do not know
            continue
        minutes = round((signed - begun).total_seconds() / 60)
        kinds["prepared" if appointment else "walk_in"].append(minutes)
    return [
        ReceptionTimes(kind, len(taken), _nearest(taken, 50), _nearest(taken, 90))
        for kind, taken in kinds.items()
        if taken
    ]


def _nearest(values: Sequence[int], percent: int) -> int:
    """The nearest rank: a value that really happened."""
    ordered = sorted(values)
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]
