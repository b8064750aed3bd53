"""Counting visits as things happen: each fact is taken at its event and stays as it was then."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.network import facade as network
from seibi.contexts.quality.domain.kpis import DEFINITIONS
from seibi.contexts.quality.events import VisitCounted
from seibi.contexts.quality.models import KpiSnapshot
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.journal.tell import tell


@transaction.atomic
def count_arrival(*, work_order_id: UUID, node: str, actor: Actor, at: dt.datetime) -> None:
    """Every car that comes counts, from the moment it comes. Only our reader calls."""
    site = network.site_by_node(node)
    row, _new = KpiSnapshot.objects.update_or_create(
        work_order_id=work_order_id,
        defaults={
            "owner_node": node,
            "site_id": site.id,
            "definitions": DEFINITIONS,
            "day": clock.local_day(at, site.tz),
            "arrived_at": at,
            "left_out": False,
        },
    )
    _told(row, actor, at)


@transaction.atomic
def leave_out(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """An arrival that was undone, or a visit that was cancelled, does not count."""
    if row := _locked(work_order_id):
        row.left_out = True
        row.save(update_fields=["left_out"])
        _told(row, actor, at)


@transaction.atomic
def count_promise(
    *, work_order_id: UUID, promise_at: dt.datetime, actor: Actor, at: dt.datetime
) -> None:
    """The first promise is the one that counts; what is promised later does not move it."""
    row = _locked(work_order_id)
    if row is None or row.first_promise_at is not None:
        return
    row.first_promise_at = promise_at
    _counted(row, row.ready_at)
    _told(row, actor, at)


@transaction.atomic
def count_ready(
    *, work_order_id: UUID, ready_at: dt.datetime | None, actor: Actor, at: dt.datetime
) -> None:
    """Ready is the last time the car was ready; None takes it back when work is opened again."""
    if row := _locked(work_order_id):
        _counted(row, ready_at)
        _told(row, actor, at)


@transaction.atomic
def uncount_delivery(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A car that was handed back too early is here again."""
    if row := _locked(work_order_id):
        row.delivered_at = None
        row.save(update_fields=["delivered_at"])
        _told(row, actor, at)


@transaction.atomic
def count_delivery(
    *,
    work_order_id: UUID,
    advisor_id: UUID | None,
    delivered_at: dt.datetime,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The advisor of a visit is who it was when the car was handed back."""
    if row := _locked(work_order_id):
        row.advisor_id, row.delivered_at = advisor_id, delivered_at
        row.save(update_fields=["advisor_id", "delivered_at"])
        _told(row, actor, at)


@transaction.atomic
def count_dispute(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A visit with a dispute counts as one, however many cases it has. Only our reader calls."""
    row = _locked(work_order_id)
    if row is None or row.disputed:
        return
    row.disputed = True
    row.save(update_fields=["disputed"])
    _told(row, actor, at)


def _counted(row: KpiSnapshot, ready_at: dt.datetime | None) -> None:
    """What follows from being ready, computed once and kept with the version of the definition."""
    tz = network.site(row.site_id).tz
    row.ready_at = ready_at
    row.same_day = clock.local_day(ready_at, tz) == row.day if ready_at else None
    promise = row.first_promise_at
    row.on_time_first = ready_at <= promise if ready_at and promise else None
    row.definitions = DEFINITIONS
    row.save()


def _locked(work_order_id: UUID) -> KpiSnapshot | None:
    return KpiSnapshot.objects.locked().filter(work_order_id=work_order_id).first()


def _told(row: KpiSnapshot, actor: Actor, at: dt.datetime) -> None:
    tell(
        VisitCounted(row.work_order_id, row.day, row.same_day, row.on_time_first, row.left_out),
        actor=actor,
        at=at,
        subject=f"work_order:{row.work_order_id}",
        owner_node=row.owner_node,
    )
