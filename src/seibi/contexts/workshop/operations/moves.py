"""Dragging one step on the board: the same question as a booking asks, for one step and one row."""

import datetime as dt
from dataclasses import asdict
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import ResourceKind, SlotQuery, StepState
from seibi.contexts.workshop.domain.availability import Search, StepTaken
from seibi.contexts.workshop.domain.calendar import SiteCalendar
from seibi.contexts.workshop.domain.explain import reasons
from seibi.contexts.workshop.domain.grid import CELL, CELL_MINUTES
from seibi.contexts.workshop.domain.taking import step_takings
from seibi.contexts.workshop.events import JobMoved
from seibi.contexts.workshop.models import Job, JobStep, Reservation, Resource
from seibi.contexts.workshop.operations.reservations import insert, lock_resources
from seibi.contexts.workshop.operations.steps import locked_step, need_of, plan_step
from seibi.contexts.workshop.permissions import can_plan
from seibi.contexts.workshop.queries import calendars, slots
from seibi.contexts.workshop.queries.board import stale_truth
from seibi.contexts.workshop.queries.calendars import Without
from seibi.kernel.actor import Actor
from seibi.kernel.clock import day_bounds, local_day
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell

GRACE = dt.timedelta(minutes=15)  # the running cell of the board still counts as now
OFFERED = 5


@transaction.atomic
def move_step(
    *,
    job_id: UUID,
    step_no: int,
    start: dt.datetime,
    row_id: UUID | None,
    version: int,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Give a step another time, bay or person; ``row_id`` is one of these, None keeps the bay.

    Raises NotFound, NotAllowed, Invalid ("bad_start", "bad_row"), RuleBroken ("stale_move" with
    the cards as they are, "work_has_begun", "steps_out_of_order", "wrong_bay", "wrong_skill",
    "slot_taken" with why and what is free on that row that day).
    """
    job = Job.objects.visible_to(actor).locked().filter(pk=job_id).first()
    if job is None:
        raise NotFound("job_not_found")

    require(can_plan(actor, job.owner_node))

    _check_version(job, version, at)
    step = locked_step(job=job, step_no=step_no)
    _check_start(step, start, at)
    lock_resources(site_id=job.site_id)
    row = _row(job, step, row_id)
    site = network.site(job.site_id)
    taken, calendar = _taken(job, step, start, row, site, at)
    _check_order(step, calendar.frame.moment(taken.begin), calendar.frame.moment(taken.end))

    Reservation.objects.filter(subject=job.subject, step_no=step_no).delete()
    insert(rows=step_takings(taken, calendar), calendar=calendar, site=site, subject=job.subject)
    plan_step(step=step, taken=taken, calendar=calendar)
    job.version, job.changed_at = job.version + 1, at
    job.save(update_fields=["version", "changed_at"])

    tell(
        JobMoved(
            job_id=job.pk, site_id=job.site_id, step_no=step_no, start=start, version=job.version
        ),
        actor=actor,
        at=at,
        subject=job.subject,
        owner_node=job.owner_node,
    )
    return job.pk


def _check_version(job: Job, version: int, at: dt.datetime) -> None:
    if version != job.version:
        truth = [asdict(card) for card in stale_truth([job.pk], at)[job.pk]]
        sentence = _("Somebody else has changed this card meanwhile. This is how it is now.")
        raise RuleBroken("stale_move", sentence, version=job.version, cards=truth)


def _check_start(step: JobStep, start: dt.datetime, at: dt.datetime) -> None:
    if step.state not in {StepState.PLANNED, StepState.PAUSED}:
        raise RuleBroken("work_has_begun", _("Somebody works on this step, or it is done."))
    if start.tzinfo is None or start.minute % CELL_MINUTES or start.second or start.microsecond:
        raise Invalid("bad_start", _("A step begins on a full five minutes."))
    if start < at - GRACE:
        raise RuleBroken("in_the_past", _("This time is over. Choose a later one."))


def _check_order(step: JobStep, begin: dt.datetime, end: dt.datetime) -> None:
    """Steps of a car follow each other."""
    for other in JobStep.objects.filter(job=step.job_id).exclude(pk=step.pk):
        if other.planned_start is None or other.planned_end is None:
            continue
        before, after = other.step_no < step.step_no, other.step_no > step.step_no
        if (before and other.planned_end > begin) or (after and other.planned_start < end):
            sentence = _("Step %(number)d of this car is planned then. Move that one first.")
            raise RuleBroken("steps_out_of_order", sentence % {"number": other.step_no})


def _row(job: Job, step: JobStep, row_id: UUID | None) -> Resource | None:
    """The row a card was dropped on, if it can do this work at all."""
    wanted = row_id or step.bay_id
    if wanted is None:
        return None
    row = Resource.objects.filter(pk=wanted, site=job.site_id, active=True).first()
    if row is None or row.kind not in {ResourceKind.BAY, ResourceKind.TECHNICIAN}:
        raise Invalid("bad_row", _("A step belongs on a bay or on a person."))
    if row.kind == ResourceKind.BAY and row.bay_kind != step.bay_kind:
        raise RuleBroken("wrong_bay", _("This work needs another kind of bay."))
    if row.kind == ResourceKind.TECHNICIAN and step.skill:
        grades = row.skills.filter(skill=step.skill, grade__gte=step.grade)
        if not grades.exists():
            raise RuleBroken("wrong_skill", _("This work needs a skill that this person has not."))
    return row


def _taken(
    job: Job,
    step: JobStep,
    start: dt.datetime,
    row: Resource | None,
    site: SiteInfo,
    at: dt.datetime,
) -> tuple[StepTaken, SiteCalendar]:
    """What the step would take there and then. Raises RuleBroken ("slot_taken", why=…, free=…)."""
    left = max(step.minutes - step.worked_minutes, CELL_MINUTES)
    day_end = day_bounds(local_day(start, site.tz), site.tz)[1]
    need = need_of(step=step, minutes=left)
    query = SlotQuery(
        site_id=job.site_id,
        steps=(need,),
        not_before=start,
        not_after=max(day_end - CELL, start),
        advisor_needed=False,
        walk_in=True,
    )
    own = Without(job.subject, step.step_no)
    # Work that overruns keeps its bay until now, not until the start that is asked for.
    now = min(at, start - dt.timedelta(minutes=need.buffer_before))
    calendar = calendars.for_query(query, site=site, at=now, without=own)
    whole_crew = row is not None and row.kind == ResourceKind.TECHNICIAN and step.technicians > 1
    only = frozenset({row.pk}) if row and not whole_crew else frozenset()
    prefer = frozenset(
        key for key in (step.bay_id, *step.technician_ids, row.pk if row else None) if key
    )
    search = Search(calendar, query, at=now, only=only, prefer=prefer)
    plan = search.plan_at(start)
    if plan and (row is None or row.pk in _used(plan.steps[0])):
        return plan.steps[0]._replace(step_no=step.step_no), calendar
    raise RuleBroken(
        "slot_taken", _("The step does not fit there."), **_instead(search, start, calendar)
    )


def _used(step: StepTaken) -> set[UUID]:
    return {unit.id for unit in (step.bay, *step.crew) if unit}


def _instead(search: Search, start: dt.datetime, calendar: SiteCalendar) -> dict[str, Any]:
    """Why not, and which starts are free on that row that day."""
    of = calendar.frame
    one = search.narrowed(start)
    why = [slots.explained(reason, of, start).sentence for reason in reasons(one, None)]
    courses = islice(search.courses(), OFFERED)
    return {"why": why, "free": [of.moment(c.arrival).isoformat() for c in courses]}
