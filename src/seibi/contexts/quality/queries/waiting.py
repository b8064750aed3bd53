"""How long cars stand and for what, from the rows that were counted as it happened."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality.contracts import (
    SEE,
    ApprovalWaits,
    WaitCause,
    WaitedCar,
    WaitingFigures,
    WaitWeek,
)
from seibi.contexts.quality.domain import kpis
from seibi.contexts.quality.domain import waiting as rules
from seibi.contexts.quality.domain.waiting import Waited
from seibi.contexts.quality.models.waiting import ApprovalWait, Wait
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound

TOP = 3
MOST_ROWS = 200


def waiting_figures(
    *, site_id: UUID, from_day: dt.date, to_day: dt.date, actor: Actor, at: dt.datetime
) -> WaitingFigures:
    """Waiting by cause at a site in the local days [from_day, to_day), with its weeks.

    What still runs counts up to ``at``. Four queries, however many cars. Raises NotFound.
    """
    site = visible(site_id, actor)
    waited = _waited(site, from_day, to_day, actor, at)
    weeks = tuple(
        WaitWeek(monday, rules.shares([w for w in waited if _in_week(w.day, monday)]))
        for monday in kpis.mondays(from_day, to_day)
    )
    return WaitingFigures(
        site_code=site.code,
        site_name=site.name,
        from_day=from_day,
        to_day=to_day,
        causes=rules.shares(waited),
        weeks=weeks,
        approval=approval_waits(site_id=site.id, from_day=from_day, to_day=to_day, actor=actor),
    )


def approval_waits(
    *, site_id: UUID, from_day: dt.date, to_day: dt.date, actor: Actor
) -> ApprovalWaits:
    """How long estimates of these days waited for their answers. One query. Raises NotFound."""
    visible(site_id, actor)
    rows = ApprovalWait.objects.visible_to(actor).filter(
        site_id=site_id, day__gte=from_day, day__lt=to_day
    )
    minutes = list(rows.values_list("minutes", flat=True))
    known = [one for one in minutes if one is not None]
    return rules.approval_waits(known, len(minutes) - len(known))


def waits_of_cause(
    *,
    site_id: UUID,
    cause: WaitCause,
    from_day: dt.date,
    to_day: dt.date,
    actor: Actor,
    at: dt.datetime,
) -> list[WaitedCar]:
    """The cars behind a figure, those that stood longest first. Raises NotFound."""
    site = visible(site_id, actor)
    totals: dict[UUID, int] = {}
    running: set[UUID] = set()
    rows = _rows(site, from_day, to_day, actor).filter(cause=cause)
    opening = network.open_between(site, from_day, to_day)
    for row in rows:
        minutes = row.minutes if row.minutes is not None else _until_now(row, opening, at)
        totals[row.work_order_id] = totals.get(row.work_order_id, 0) + minutes
        if row.until_at is None:
            running.add(row.work_order_id)
    found = [WaitedCar(key, minutes, key in running) for key, minutes in totals.items()]
    return sorted(found, key=lambda one: (-one.minutes, one.work_order_id))[:MOST_ROWS]


def asked_since(*, work_order_ids: Collection[UUID]) -> dict[UUID, dt.datetime]:
    """Since when each of these visits waits for an answer to its estimate. One query."""
    rows = ApprovalWait.objects.filter(work_order_id__in=work_order_ids, answered_at=None)
    return dict(rows.values_list("work_order_id", "asked_at"))


def visible(site_id: UUID, actor: Actor) -> SiteInfo:
    """A site whose figures this actor may see. Raises NotFound ("site_not_found")."""
    site = network.site(site_id)
    if not actor.may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    return site


def _rows(site: SiteInfo, from_day: dt.date, to_day: dt.date, actor: Actor) -> QuerySet[Wait]:
    return (
        Wait.objects.visible_to(actor)
        .filter(site_id=site.id, day__lt=to_day)
        .exclude(day__lt=from_day, until_at__isnull=False)
        .order_by("pk")
    )


def _waited(
    site: SiteInfo, from_day: dt.date, to_day: dt.date, actor: Actor, at: dt.datetime
) -> list[Waited]:
    opening = network.open_between(site, from_day, to_day)
    return [
        Waited(
            WaitCause(row.cause),
            max(row.day, from_day),
            row.work_order_id,
            row.minutes if row.minutes is not None else _until_now(row, opening, at),
        )
        for row in _rows(site, from_day, to_day, actor)
    ]


def _until_now(row: Wait, opening: Iterable[rules.Span], at: dt.datetime) -> int:
    return rules.open_minutes((row.from_at, at), opening)


def _in_week(day: dt.date, monday: dt.date) -> bool:
    return monday <= day < monday + dt.timedelta(weeks=1)


def this_week(*, site_id: UUID, actor: Actor, at: dt.datetime) -> WaitingFigures:
    """Waiting by cause of the running week. Raises NotFound."""
    today = clock.local_day(at, network.site(site_id).tz)
    monday = today - dt.timedelta(days=today.weekday())
    return waiting_figures(
        site_id=site_id,
        from_day=monday,
        to_day=today + dt.timedelta(days=1),
        actor=actor,
        at=at,
    )
