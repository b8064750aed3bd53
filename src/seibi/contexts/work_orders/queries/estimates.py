"""What an estimate shows: every line as the customer reads it, the sums, what is valid now."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import PartInfo
from seibi.contexts.work_orders.contracts import AuthorityKind, LineState, Payer, Priced, TaxRule
from seibi.contexts.work_orders.domain.estimate import line_hash, plain
from seibi.contexts.work_orders.domain.pricing import add_up, is_outside_tax
from seibi.contexts.work_orders.models.estimate import (
    Authority,
    EstimateLine,
    EstimateVersion,
    Line,
)
from seibi.contexts.work_orders.models.reception import Ceiling
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel.money import Money, total


def current_lines(work_order: WorkOrder) -> list[Line]:
    """The lines of a visit as they are now, in order. One query."""
    return list(Line.objects.filter(work_order=work_order, removed_at=None))


def shown_lines(work_order: WorkOrder, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Each line as an estimate shows it, in plain words and figures. One query for the parts."""
    stocked = parts_of(lines)
    return [_shown(work_order, line, stocked) for line in lines]


def latest_version(work_order: WorkOrder) -> EstimateVersion | None:
    """The version that is valid now."""
    return EstimateVersion.objects.filter(work_order=work_order).order_by("-number").first()


def shown_in(version: EstimateVersion | None) -> list[EstimateLine]:
    """The lines of a version as they were shown."""
    if version is None:
        return []
    return list(EstimateLine.objects.filter(version=version).select_related("line"))


def is_current(work_order: WorkOrder) -> bool:
    """Whether the valid version shows exactly the lines there are now."""
    version = latest_version(work_order)
    if version is None:
        return False
    lines = current_lines(work_order)
    kept = EstimateLine.objects.filter(version=version)
    return shows(work_order, kept, lines, parts_of(lines))


def shows(
    work_order: WorkOrder,
    kept_in: Iterable[EstimateLine],
    lines: Iterable[Line],
    stocked: Mapping[UUID, PartInfo],
) -> bool:
    """Whether the lines kept in a version are exactly these."""
    now = (_shown(work_order, line, stocked) for line in lines)
    kept = {row.line_id: row.line_hash for row in kept_in}
    return kept == {UUID(s["id"]): line_hash(s) for s in now}


def parts_of(lines: Iterable[Line]) -> dict[UUID, PartInfo]:
    """The parts that lines name. One query, none where no line names one."""
    ids = {line.part_id for line in lines if line.part_id}
    return parts.summaries_by_id(ids=ids) if ids else {}


def priced(line: Line | EstimateLine, currency: str, rate: Decimal) -> Priced:
    """The amounts of a row as a value."""
    return Priced(
        Money(line.net, currency), Money(line.tax, currency), Money(line.gross, currency), rate
    )


def sum_of(work_order: WorkOrder, lines: Iterable[Line]) -> Priced:
    """What these lines cost the customer together, rounded by the rule the visit began with."""
    paying = [line for line in lines if line.payer == Payer.CUSTOMER]
    return add_up(
        (priced(line, work_order.currency, line.tax_rate) for line in paying),
        currency=work_order.currency,
        rule=TaxRule(work_order.tax_rule),
    )


def outside_tax(work_order: WorkOrder, shown: Iterable[Mapping[str, Any]]) -> Money | None:
    """The statutory fees among lines as they were shown, which the customer pays; None without."""
    found = [
        Money(Decimal(line["gross"]), work_order.currency)
        for line in shown
        if line["payer"] == Payer.CUSTOMER
        and is_outside_tax(line["kind"], Decimal(line["tax_rate"]))
    ]
    return total(found, work_order.currency) if found else None


def agreed_total(work_order: WorkOrder, lines: Iterable[Line]) -> Money:
    """The gross of everything the customer pays that is agreed to or done."""
    agreed = (LineState.APPROVED, LineState.DONE)
    return sum_of(work_order, [line for line in lines if line.state in agreed]).gross


def authorities(line_ids: Iterable[UUID]) -> dict[UUID, AuthorityKind]:
    """On whose word each line may be worked on now; lines without a valid word are left out.

    The database's own function answers, so a screen never says more than a trigger allows.
    """
    ids = list(line_ids)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.id, (SELECT a.kind FROM work_orders_authority a"
            " WHERE a.line_id = coalesce(l.included_in_id, l.id) AND a.revoked_at IS NULL"
            " ORDER BY a.granted_at DESC, a.id DESC LIMIT 1)"
            " FROM work_orders_line l"
            " WHERE l.id = ANY(%s) AND work_orders_line_authorised(l.id, l.gross)",
            [ids],
        )
        return {row[0]: AuthorityKind(row[1]) for row in cursor.fetchall()}


def ceiling_of(work_order: WorkOrder) -> tuple[Money | None, Money]:
    """The agreed ceiling, if any, and how much of it lines have used."""
    row = Ceiling.objects.filter(work_order=work_order, revoked_at=None).first()
    used = Authority.objects.filter(
        work_order=work_order, kind=AuthorityKind.CEILING, revoked_at=None
    ).values_list("max_amount", flat=True)
    limit = Money(row.amount, work_order.currency) if row else None
    return limit, Money(sum(used, Decimal(0)), work_order.currency)


def _shown(work_order: WorkOrder, line: Line, stocked: Mapping[UUID, PartInfo]) -> dict[str, Any]:
    part = stocked.get(line.part_id) if line.part_id else None
    more: dict[str, str] = {}  # no key without a value: what was shown before keeps its hash
    if line.unit_gross is not None:
        more["unit_gross"] = plain(Decimal(line.unit_gross))
    if line.included_in_id is not None:
        more["included_in"] = str(line.included_in_id)
    return {
        "id": str(line.pk),
        "position": line.position,
        "kind": line.kind,
        "title": line.title,
        "why": line.why,
        "if_not": line.if_not,
        "severity": line.severity,
        "operation_code": line.operation_code,
        "part_number": part.number if part else "",
        "part_origin": str(part.origin) if part else "",
        "quantity": plain(Decimal(line.quantity)),
        "unit_net": plain(Decimal(line.unit_net)),
        "tax_rate": plain(Decimal(line.tax_rate)),
        "net": plain(Decimal(line.net)),
        "tax": plain(Decimal(line.tax)),
        "gross": plain(Decimal(line.gross)),
        "payer": line.payer,
        "currency": work_order.currency,
        **more,
    }
