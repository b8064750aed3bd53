"""What a technician's phone shows: my jobs in order, my clocks, the one to do now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import PartInfo
from seibi.contexts.work_orders.contracts import (
    WORK,
    Grade,
    IndirectReason,
    LineKind,
    LineState,
    PauseReason,
    State,
)
from seibi.contexts.work_orders.contracts.floor import Clock, MyDay, MyJob, MyLine, WorkStepInfo
from seibi.contexts.work_orders.domain.lifecycle import WORK_IS_POSSIBLE
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry, WorkStep
from seibi.contexts.work_orders.models.reception import Reception
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.queries.clocks import minutes_by_line
from seibi.contexts.work_orders.queries.estimates import authorities
from seibi.contexts.work_orders.queries.lines import issued_by_line
from seibi.contexts.work_orders.queries.names import names_for
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import JobInfo, StepState
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.rows import under
from seibi.kernel.text import translated

FLOOR = [str(state) for state in (*WORK_IS_POSSIBLE, State.QUALITY_CHECK)]
SHOWN = (LineState.OPEN, LineState.APPROVED, LineState.DONE)
FAR = dt.datetime.max.replace(tzinfo=dt.UTC)


def my_day(*, actor: Actor, at: dt.datetime) -> MyDay:
    """My jobs in the order of the plan, what runs first of all. The SQL does not grow with them.

    Raises NotFound ("not_a_technician") for whoever works on no cars.
    """
    technician = _technician(actor)
    if not actor.nodes(WORK):
        raise _not_a_technician()
    clocks = my_clocks(actor)
    planned = {job.subject: job for job in workshop.jobs_for_staff([technician], at)}
    running = {clock.work_order_id for clock in clocks if clock.work_order_id}
    ids = {UUID(s.partition(":")[2]) for s in planned if s.startswith("work_order:")} | running
    rows = list(WorkOrder.objects.visible_to(actor).filter(pk__in=ids, state__in=FLOOR))
    jobs = sorted(_jobs(rows, planned, clocks, technician, actor, at), key=_order)
    site = _site(rows, actor)
    return MyDay(
        technician_id=technician,
        site_id=site.id if site else None,
        tz=site.tz if site else "UTC",
        now=at,
        clocks=tuple(clocks),
        jobs=tuple(jobs),
    )


def floor_list(*, actor: Actor, node: str, at: dt.datetime) -> list[MyJob]:
    """Every car on the floor of a site, for who takes the next one or helps out."""
    technician = _technician(actor)
    rows = list(
        WorkOrder.objects.visible_to(actor)
        .filter(under(node), state__in=FLOOR)
        .order_by("promise_at", "opened_at")[:100]
    )
    planned = dict(workshop.jobs_of([row.subject for row in rows], at))
    return sorted(_jobs(rows, planned, my_clocks(actor), technician, actor, at), key=_order)


def my_job(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> MyJob:
    """One car as its technician sees it. Raises NotFound ("work_order_not_found")."""
    technician = _technician(actor)
    row = WorkOrder.objects.visible_to(actor).filter(pk=work_order_id).first()
    if row is None:
        raise NotFound(
            "work_order_not_found", _("This visit does not exist, or is not yours to see.")
        )
    planned = dict(workshop.jobs_of([row.subject], at))
    return _jobs([row], planned, my_clocks(actor), technician, actor, at)[0]


def tz_of(work_order_id: UUID) -> str:
    """The zone of the site that a visit belongs to."""
    row = WorkOrder.objects.get(pk=work_order_id)
    return network.site(row.site_id).tz


def my_clocks(actor: Actor) -> list[Clock]:
    """What my clocks run on now. Two queries."""
    rows = list(ClockEntry.objects.running().filter(technician_id=_technician(actor)))
    granted = authorities([row.line_id for row in rows if row.line_id])
    return [
        Clock(
            entry_id=row.pk,
            work_order_id=row.work_order_id,
            line_id=row.line_id,
            indirect=IndirectReason(row.indirect) if row.indirect else None,
            started_at=row.started_at,
            chargeable=row.line_id in granted,
        )
        for row in rows
    ]


def _technician(actor: Actor) -> UUID:
    try:
        return UUID(actor.account_id)
    except ValueError:
        raise _not_a_technician() from None


def _not_a_technician() -> NotFound:
    return NotFound("not_a_technician", _("Sign in as somebody who works on cars."))


def _site(rows: Sequence[WorkOrder], actor: Actor) -> SiteInfo | None:
    """Where somebody works: where their first car is, or else at the first place they may."""
    here = [*network.sites_by_id(row.site_id for row in rows[:1]).values()]
    return next(iter(here or network.sites_under(*actor.nodes(WORK))), None)


def _order(job: MyJob) -> tuple[bool, dt.datetime, dt.datetime]:
    return (job.clock_since is None, job.planned_start or FAR, job.promise_at or FAR)


def _jobs(
    rows: Sequence[WorkOrder],
    planned: dict[str, JobInfo],
    clocks: Sequence[Clock],
    technician: UUID,
    actor: Actor,
    at: dt.datetime,
) -> list[MyJob]:
    names = names_for(rows)
    lines = _lines(rows, at)
    words = dict(
        Reception.objects.filter(work_order__in=list(rows), undone_at=None).values_list(
            "work_order_id", "words"
        )
    )
    running = {clock.work_order_id: clock for clock in clocks}
    result = []
    for row in rows:
        card, clock = planned.get(row.subject), running.get(row.pk)
        start, end, bay, minutes = _plan(card, technician)
        mine = tuple(lines.get(row.pk, ()))
        may_work = actor.may(WORK, at_node=row.owner_node)
        possible = State(row.state) in WORK_IS_POSSIBLE
        result.append(
            MyJob(
                work_order_id=row.pk,
                number=row.number,
                state=State(row.state),
                waits_for=PauseReason(row.waits_for) if row.waits_for else None,
                vehicle_title=names.car_title(row.vehicle_id),
                plate=names.plate(row.vehicle_id),
                key_tag=row.key_tag,
                parking_place=row.parking_place,
                bay_name=bay,
                planned_start=start,
                planned_end=end,
                promise_at=row.promise_at,
                minutes_left=_left(mine, minutes),
                words=words.get(row.pk, row.wishes),
                lines=mine,
                clock_since=clock.started_at if clock else None,
                clock_line_id=clock.line_id if clock else None,
                may_start=may_work and possible and clock is None,
                may_finish=may_work and clock is not None,
            )
        )
    return result


def _plan(
    card: JobInfo | None, technician: UUID
) -> tuple[dt.datetime | None, dt.datetime | None, str, int]:
    """When, until when, where and how long, as the board plans it."""
    if card is None:
        return None, None, "", 0
    steps = [s for s in card.steps if s.state is not StepState.DONE] or list(card.steps)
    first = next((s for s in steps if s.start), steps[0] if steps else None)
    if first is None:
        return None, None, "", 0
    return first.start, first.end, first.bay_name, sum(s.minutes for s in steps)


def _left(lines: Sequence[MyLine], planned: int) -> int | None:
    """Minutes that are left of what the work is planned to take; below zero when over."""
    total = sum(line.minutes for line in lines) or planned
    return total - sum(line.worked_minutes for line in lines) if total else None


def _lines(rows: Sequence[WorkOrder], at: dt.datetime) -> dict[UUID, list[MyLine]]:
    found = list(Line.objects.filter(work_order__in=list(rows), removed_at=None, state__in=SHOWN))
    ids = [line.pk for line in found]
    granted, worked, issued = authorities(ids), minutes_by_line(ids, at), issued_by_line(ids)
    part_ids = {line.part_id for line in found if line.part_id}
    stocked: dict[UUID, PartInfo] = parts.summaries_by_id(ids=part_ids) if part_ids else {}
    steps: defaultdict[UUID, list[WorkStepInfo]] = defaultdict(list)
    titles = {line.pk: translated(line.title) for line in found}
    for step in WorkStep.objects.filter(line_id__in=ids):
        torque = f"{step.torque_nm.normalize():f}" if step.torque_nm is not None else ""
        words = step.words or titles[step.line_id]
        steps[step.line_id].append(WorkStepInfo(step.pk, words, torque, step.done_at is not None))
    result: defaultdict[UUID, list[MyLine]] = defaultdict(list)
    for line in found:
        part = stocked.get(line.part_id) if line.part_id else None
        result[line.work_order_id].append(
            MyLine(
                id=line.pk,
                title=titles[line.pk],
                kind=LineKind(line.kind),
                state=LineState(line.state),
                minutes=line.minutes,
                worked_minutes=worked.get(line.pk, 0),
                chargeable=line.pk in granted,
                grade=Grade(line.grade) if line.grade else None,
                part_number=part.number if part else "",
                quantity=f"{line.quantity.normalize():f}",
                issued=f"{issued[line.pk].normalize():f}" if line.pk in issued else "0",
                steps=tuple(steps[line.pk]),
            )
        )
    return dict(result)
