"""Clocks as they count: without what was put right, a moment on two cars split between them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import IndirectReason, LineKind
from seibi.contexts.work_orders.contracts.floor import ClockPage, ClockRow, LineChoice, Technician
from seibi.contexts.work_orders.domain.timing import Span, shared_seconds, whole_minutes
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.permissions import can_correct_clocks
from seibi.contexts.work_orders.queries.names import names_for
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import require
from seibi.kernel.rows import fetched, under
from seibi.kernel.text import translated

_ON_LINES = "e.line_id = ANY(%(ids)s)"
_OF_ENTRIES = "e.id = ANY(%(ids)s)"
_SPANS = """
    WITH standing AS NOT MATERIALIZED (
        SELECT e.* FROM work_orders_clockentry e
        WHERE NOT EXISTS (SELECT 1 FROM work_orders_clockentry c WHERE c.corrects_id = e.id)
    ), asked AS (SELECT e.* FROM standing e WHERE {which})
    SELECT id, technician_id, started_at, ended_at, line_id, true FROM asked
    UNION
    SELECT o.id, o.technician_id, o.started_at, o.ended_at, o.line_id, false
    FROM asked a JOIN standing o ON o.technician_id = a.technician_id
        AND (o.two_cars OR a.two_cars)
        AND o.started_at < coalesce(a.ended_at, %(at)s)
        AND o.started_at > a.started_at - interval '2 days'
        AND coalesce(o.ended_at, %(at)s) > a.started_at
    WHERE o.id NOT IN (SELECT id FROM asked)
"""  # one statement, so that a page does not ask more for who works on two cars


def minutes_by_line(line_ids: Iterable[UUID], at: dt.datetime) -> dict[UUID, int]:
    """Minutes on the clock per line, running clocks counted until now. One query."""
    rows = fetched(_SPANS.format(which=_ON_LINES), ids=list(line_ids), at=at)
    counted = shared_seconds([Span(*row[:4]) for row in rows], at)
    seconds: defaultdict[UUID, list[float]] = defaultdict(list)
    for entry_id, _who, _start, _end, line_id, asked in rows:
        if asked:
            seconds[line_id].append(counted.get(entry_id, 0.0))
    return {line_id: whole_minutes(found) for line_id, found in seconds.items()}


def minutes_of(entry_ids: Iterable[UUID], at: dt.datetime) -> dict[UUID, int]:
    """Minutes of single entries, as they count. One query."""
    wanted = list(entry_ids)
    rows = fetched(_SPANS.format(which=_OF_ENTRIES), ids=wanted, at=at)
    counted = shared_seconds([Span(*row[:4]) for row in rows], at)
    return {key: whole_minutes([counted.get(key, 0.0)]) for key in wanted}


def clock_page(*, site_id: UUID, actor: Actor, at: dt.datetime) -> ClockPage:
    """Which clocks still run at a workshop, and what was clocked there in two days.

    Raises NotFound ("site_not_found"), NotAllowed. The SQL does not grow with the clocks.
    """
    site = network.site(site_id)
    require(can_correct_clocks(actor, site.node))
    today = clock.local_moment(clock.local_day(at, site.tz), dt.time(), site.tz)
    entries = ClockEntry.objects.standing().filter(under(site.node)).select_related("line")
    running = list(entries.running())
    over = list(
        entries.filter(started_at__gte=today - dt.timedelta(days=1), ended_at__isnull=False)
        .select_related("corrects")
        .order_by("-started_at", "pk")[:200]
    )
    rows = _rows([*running, *over], today, at)
    staff = [Technician(one.account_id, one.name) for one in network.floor_staff(site.node, at)]
    return ClockPage(
        site_id=site.id,
        site_code=site.code,
        site_name=site.name,
        tz=site.tz,
        running=tuple(rows[: len(running)]),
        over=tuple(rows[len(running) :]),
        technicians=tuple(staff),
    )


def open_clocks(*, node: str, actor: Actor, at: dt.datetime) -> int:
    """How many clocks run at a place; nothing for who may not put them right. One query."""
    if not can_correct_clocks(actor, node):
        return 0
    return ClockEntry.objects.running().filter(under(node)).count()


def left_running(
    *, node: str, before: dt.datetime, actor: Actor, at: dt.datetime
) -> list[ClockRow]:
    """Clocks that began before a moment and run still, the longest first; nothing for who may not
    put them right. The SQL does not grow with them.
    """
    if not can_correct_clocks(actor, node):
        return []
    entries = ClockEntry.objects.running().filter(under(node), started_at__lt=before)
    found = list(entries.select_related("line").order_by("started_at", "pk"))
    return _rows(found, before, at) if found else []


def _rows(entries: Sequence[ClockEntry], today: dt.datetime, at: dt.datetime) -> list[ClockRow]:
    orders = WorkOrder.objects.filter(pk__in={e.work_order_id for e in entries if e.work_order_id})
    cars: dict[UUID, Any] = {row.pk: row for row in orders}
    names = names_for(list(cars.values()))
    people = network.names_by_account({e.technician_id for e in entries})
    minutes = minutes_of([e.pk for e in entries], at)
    choices = _lines(list(cars))
    found = []
    for entry in entries:
        car = cars.get(entry.work_order_id) if entry.work_order_id else None
        found.append(
            ClockRow(
                entry_id=entry.pk,
                technician_id=entry.technician_id,
                technician=people.get(entry.technician_id, ""),
                work_order_id=entry.work_order_id,
                number=car.number if car else "",
                vehicle_title=names.car_title(car.vehicle_id) if car else "",
                plate=names.plate(car.vehicle_id) if car else "",
                line_id=entry.line_id,
                title=translated(entry.line.title) if entry.line else "",
                indirect=IndirectReason(entry.indirect) if entry.indirect else None,
                started_at=entry.started_at,
                ended_at=entry.ended_at,
                minutes=minutes[entry.pk],
                two_cars=entry.two_cars,
                is_from_before=entry.ended_at is None and entry.started_at < today,
                correction_reason=entry.correction_reason,
                lines=tuple(choices.get(entry.work_order_id, ())) if entry.work_order_id else (),
            )
        )
    return found


def _lines(orders: Sequence[UUID]) -> dict[UUID, list[LineChoice]]:
    found: defaultdict[UUID, list[LineChoice]] = defaultdict(list)
    kinds = (LineKind.LABOUR, LineKind.DIAGNOSIS)
    for line in Line.objects.filter(work_order__in=orders, removed_at=None, kind__in=kinds):
        found[line.work_order_id].append(LineChoice(line.pk, translated(line.title)))
    return dict(found)
