"""Lines as values: for the desk, for the bill, and the time nobody can be charged for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.parts.contracts import PartInfo
from seibi.contexts.work_orders.contracts import (
    AuthorityKind,
    BillableLine,
    Grade,
    LineInfo,
    LineKind,
    LineState,
    NotChargeable,
    Payer,
    Severity,
)
from seibi.contexts.work_orders.domain.lifecycle import LINE_LIFECYCLE
from seibi.contexts.work_orders.domain.pricing import is_outside_tax
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import PartIssue
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries.clocks import minutes_by_line
from seibi.contexts.work_orders.queries.estimates import authorities, current_lines, parts_of
from seibi.kernel.money import Money
from seibi.kernel.text import translated


def line_infos(work_order: WorkOrder, at: dt.datetime) -> list[LineInfo]:
    """The lines of a visit for its site. Five queries, however many lines."""
    found = worked_lines(work_order, at)
    return shown_to_site(work_order, found)


@dataclass(frozen=True, slots=True)
class WorkedLines:
    """Every line a visit ever had, with the word it has and the time spent on it."""

    rows: Sequence[Line]
    granted: dict[UUID, AuthorityKind]
    worked: dict[UUID, int]
    stocked: dict[UUID, PartInfo]

    @property
    def current(self) -> list[Line]:
        return [row for row in self.rows if row.removed_at is None]


def worked_lines(work_order: WorkOrder, at: dt.datetime) -> WorkedLines:
    """The lines of a visit, removed ones too. Four queries, however many lines."""
    rows = list(Line.objects.filter(work_order=work_order))
    ids = [row.pk for row in rows]
    return WorkedLines(rows, authorities(ids), minutes_by_line(ids, at), parts_of(rows))


def shown_to_site(work_order: WorkOrder, found: WorkedLines) -> list[LineInfo]:
    """The lines that are not removed, as their site sees them. One more query."""
    rows = found.current
    issued = issued_by_line(row.pk for row in rows)
    granted, worked, stocked = found.granted, found.worked, found.stocked
    return [_info(row, work_order.currency, granted, stocked, worked, issued) for row in rows]


def billable_lines(work_order: WorkOrder) -> list[BillableLine]:
    """What may be charged, to whom, at the amounts that were agreed; nothing else is a bill. Parts
    that are included in a job are paid with it; what a dispute stops waits for its decision."""
    rows = [
        row
        for row in current_lines(work_order)
        if row.state == LineState.DONE and row.included_in_id is None and not row.stopped_for
    ]
    granted = authorities([row.pk for row in rows])
    stocked = parts_of(rows)
    return [
        _billable(row, work_order.currency, granted[row.pk], stocked)
        for row in rows
        if row.pk in granted
    ]


def not_chargeable(work_order: WorkOrder, at: dt.datetime) -> list[NotChargeable]:
    """Time that was really spent on lines nobody agreed to: kept, shown, not charged."""
    return nobody_agreed(worked_lines(work_order, at))


def nobody_agreed(found: WorkedLines) -> list[NotChargeable]:
    """The lines with time on them but without a valid word."""
    why = _("Nobody agreed to it.")
    return [
        NotChargeable(row.pk, translated(row.title), found.worked[row.pk], why)
        for row in found.rows
        if row.pk not in found.granted and found.worked.get(row.pk)
    ]


def issued_by_line(line_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """Pieces out of the store per line. One query."""
    totals: defaultdict[UUID, Decimal] = defaultdict(Decimal)
    rows = PartIssue.objects.filter(line_id__in=list(line_ids))
    for line_id, quantity in rows.values_list("line_id", "quantity"):
        totals[line_id] += quantity
    return dict(totals)


def _info(
    row: Line,
    currency: str,
    granted: dict[UUID, AuthorityKind],
    stocked: dict[UUID, PartInfo],
    worked: dict[UUID, int],
    issued: dict[UUID, Decimal],
) -> LineInfo:
    part = stocked.get(row.part_id) if row.part_id else None
    state = LineState(row.state)
    return LineInfo(
        id=row.pk,
        position=row.position,
        kind=LineKind(row.kind),
        state=state,
        title=translated(row.title),
        names=row.title,
        why=row.why,
        if_not=row.if_not,
        severity=Severity(row.severity) if row.severity else None,
        operation_code=row.operation_code,
        part_number=part.number if part else "",
        part_origin=str(part.origin) if part else "",
        quantity=row.quantity,
        unit_net=Money(row.unit_net, currency),
        unit_gross=_unit_gross(row, currency),
        net=Money(row.net, currency),
        tax=Money(row.tax, currency),
        gross=Money(row.gross, currency),
        tax_rate=row.tax_rate,
        payer=Payer(row.payer),
        minutes=row.minutes,
        grade=Grade(row.grade) if row.grade else None,
        authority=granted.get(row.pk),
        is_authorised=row.pk in granted,
        issued=issued.get(row.pk, Decimal(0)),
        worked_minutes=worked.get(row.pk, 0),
        actions=() if row.included_in_id else LINE_LIFECYCLE.actions(state),
        included_in=row.included_in_id,
        stopped_for=row.stopped_for,
        outside_tax=is_outside_tax(row.kind, row.tax_rate),
    )


def _billable(
    row: Line, currency: str, authority: AuthorityKind, stocked: dict[UUID, PartInfo]
) -> BillableLine:
    part = stocked.get(row.part_id) if row.part_id else None
    return BillableLine(
        line_id=row.pk,
        kind=LineKind(row.kind),
        names=row.title,
        operation_code=row.operation_code,
        part_number=part.number if part else "",
        part_origin=str(part.origin) if part else "",
        quantity=row.quantity,
        unit_net=Money(row.unit_net, currency),
        unit_gross=_unit_gross(row, currency),
        net=Money(row.net, currency),
        tax=Money(row.tax, currency),
        gross=Money(row.gross, currency),
        tax_rate=row.tax_rate,
        payer=Payer(row.payer),
        minutes=row.minutes,
        authority=authority,
    )


def _unit_gross(row: Line, currency: str) -> Money | None:
    return None if row.unit_gross is None else Money(row.unit_gross, currency)
