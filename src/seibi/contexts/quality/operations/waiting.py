"""Counting waits as they happen: one open at most for each car, closed when its cause changes."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality.domain import waiting as rules
from seibi.contexts.quality.events import WaitCounted
from seibi.contexts.quality.models.waiting import ApprovalWait, Standing, Wait
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.journal.tell import tell


@transaction.atomic
def note_card(
    *,
    work_order_id: UUID,
    node: str,
    job: str,
    waiting_for: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The board says where a car stands and what for. Only our reader calls: nobody to ask."""
    row = _standing(work_order_id, node)
    row.job, row.waiting_for = job, waiting_for
    row.save(update_fields=["job", "waiting_for"])
    _follow(row, actor, at)


@transaction.atomic
def note_visit(
    *, work_order_id: UUID, node: str, visit: str, actor: Actor, at: dt.datetime
) -> None:
    """The visit is in another state. Only our reader calls: nobody to ask."""
    row = _standing(work_order_id, node)
    row.visit = visit
    row.save(update_fields=["visit"])
    _follow(row, actor, at)


@transaction.atomic
def ask_approval(
    *, work_order_id: UUID, version: int, node: str, actor: Actor, at: dt.datetime
) -> None:
    """An estimate waits for its answer from now; a newer version does not begin anew.

    Only our reader calls: nobody to ask.
    """
    site = network.site_by_node(node)
    ApprovalWait.objects.get_or_create(
        work_order_id=work_order_id,
        answered_at=None,
        defaults={
            "owner_node": node,
            "site_id": site.id,
            "version": version,
            "day": clock.local_day(at, site.tz),
            "asked_at": at,
            "definition": rules.APPROVAL_DEFINITION,
        },
    )


@transaction.atomic
def answer_approval(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Somebody answered: how long that took is kept. Only our reader calls: nobody to ask."""
    row = (
        ApprovalWait.objects.locked().filter(work_order_id=work_order_id, answered_at=None).first()
    )
    if row is None:
        return
    site = network.site(row.site_id)
    row.answered_at = at
    row.minutes = _minutes(site, row.asked_at, at)
    row.save(update_fields=["answered_at", "minutes"])


@transaction.atomic
def drop_approval(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A visit that is over waits for no answer any more. Only our reader calls: nobody to ask."""
    ApprovalWait.objects.locked().filter(work_order_id=work_order_id, answered_at=None).delete()


def _standing(work_order_id: UUID, node: str) -> Standing:
    row, _new = Standing.objects.get_or_create(
        work_order_id=work_order_id, defaults={"owner_node": node}
    )
    return Standing.objects.locked().get(pk=row.pk)


def _follow(row: Standing, actor: Actor, at: dt.datetime) -> None:
    """Close what ran for another cause, and open what runs now."""
    cause = rules.cause_of(job=row.job, waiting_for=row.waiting_for, visit=row.visit)
    running = Wait.objects.locked().filter(work_order_id=row.work_order_id, until_at=None).first()
    if running and running.cause == cause:
        return
    site = network.site_by_node(row.owner_node)
    if running:
        _close(running, site, at)
        _told(running, actor, at)
    if cause:
        Wait.objects.create(
            owner_node=row.owner_node,
            work_order_id=row.work_order_id,
            site_id=site.id,
            cause=cause,
            definition=rules.DEFINITION,
            day=clock.local_day(at, site.tz),
            from_at=at,
        )


def _close(running: Wait, site: SiteInfo, at: dt.datetime) -> None:
    """Each day keeps its own minutes: a wait over night becomes one row for every day."""
    begin, day, last = running.from_at, running.day, clock.local_day(at, site.tz)
    running.until_at = at if day >= last else clock.day_bounds(day, site.tz)[1]
    running.minutes = _minutes(site, begin, running.until_at)
    running.save(update_fields=["until_at", "minutes"])
    while day < last:
        day += dt.timedelta(days=1)
        begins, ends = clock.day_bounds(day, site.tz)
        until = min(ends, at)
        if minutes := _minutes(site, begins, until):
            Wait.objects.create(
                owner_node=running.owner_node,
                work_order_id=running.work_order_id,
                site_id=running.site_id,
                cause=running.cause,
                definition=running.definition,
                day=day,
                from_at=begins,
                until_at=until,
                minutes=minutes,
            )


def _minutes(site: SiteInfo, begin: dt.datetime, end: dt.datetime) -> int:
    first = clock.local_day(begin, site.tz)
    last = clock.local_day(end, site.tz) + dt.timedelta(days=1)
    return rules.open_minutes((begin, end), network.open_between(site, first, last))


def _told(row: Wait, actor: Actor, at: dt.datetime) -> None:
    tell(
        WaitCounted(row.work_order_id, row.cause, row.day, row.minutes or 0),
        actor=actor,
        at=at,
        subject=f"work_order:{row.work_order_id}",
        owner_node=row.owner_node,
    )
