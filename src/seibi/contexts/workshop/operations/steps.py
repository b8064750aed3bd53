"""What operations on jobs share: reading a plan into steps, asking for versions, locking."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from seibi.contexts.workshop.contracts import (
    JobState,
    NewStep,
    ReservationKind,
    ResourceKind,
    StepNeed,
    StepState,
)
from seibi.contexts.workshop.domain.availability import Plan, StepTaken
from seibi.contexts.workshop.domain.calendar import SiteCalendar
from seibi.contexts.workshop.domain.lifecycle import BEFORE_WORK
from seibi.contexts.workshop.events import JobChanged
from seibi.contexts.workshop.models import Job, JobStep, Reservation
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, RuleBroken
from seibi.kernel.journal.tell import tell


def locked_job(*, subject: str) -> Job:
    """The job of a subject, or of the one it was taken over from, locked. Raises NotFound."""
    found = Job.objects.filter(Q(subject=subject) | Q(earlier_subject=subject)).locked().first()
    if found is None:
        raise NotFound("job_not_found", _("There is no such car on the board."))
    return found


def locked_step(*, job: Job, step_no: int) -> JobStep:
    """One step of a locked job. Raises NotFound ("step_not_found")."""
    found = JobStep.objects.filter(job=job, step_no=step_no).first()
    if found is None:
        raise NotFound("step_not_found", _("This job has no such step."))
    return found


def check_version(*, job: Job, version: int | None) -> None:
    """Nobody overwrites what they have not seen. Raises RuleBroken ("stale_move")."""
    if version is not None and version != job.version:
        sentence = _("Somebody else has changed this card meanwhile. Look at it again.")
        raise RuleBroken("stale_move", sentence, version=job.version)


def check_not_begun(*, job: Job) -> None:
    """A visit moves as a whole only before the work. Raises RuleBroken ("work_has_begun")."""
    begun = JobStep.objects.filter(job=job).exclude(state=StepState.PLANNED).exists()
    if begun or JobState(job.state) not in BEFORE_WORK:
        raise RuleBroken("work_has_begun", _("Work on this car has begun; its time stays."))


def changed(*, job: Job, fields: Sequence[str] = (), actor: Actor, at: dt.datetime) -> None:
    """Save a job under its next version and tell the board."""
    job.version, job.changed_at = job.version + 1, at
    job.save(update_fields=[*fields, "version", "changed_at"])
    tell(
        JobChanged(
            job_id=job.pk,
            site_id=job.site_id,
            state=job.state,
            waiting_for=job.waiting_for,
            version=job.version,
        ),
        actor=actor,
        at=at,
        subject=job.subject,
        owner_node=job.owner_node,
    )


def new_steps(*, job: Job, steps: Iterable[NewStep], first_no: int) -> list[JobStep]:
    """Rows for steps as they were described; not saved yet."""
    return [
        JobStep(
            job=job,
            step_no=number,
            operation_code=step.need.operation_code,
            words=dict(step.words),
            minutes=step.need.minutes,
            bay_kind=step.need.bay_kind or "",
            skill=step.need.skill or "",
            grade=step.need.grade,
            technicians=step.need.technicians,
            tool_kind=step.need.tool_kind or "",
            buffer_before=step.need.buffer_before,
            buffer_after=step.need.buffer_after,
            splittable=step.need.splittable,
        )
        for number, step in enumerate(steps, start=first_no)
    ]


def need_of(*, step: JobStep, minutes: int | None = None) -> StepNeed:
    """What a step needs, for the search; ``minutes`` where only a rest is left."""
    return StepNeed(
        operation_code=step.operation_code,
        minutes=minutes or step.minutes,
        bay_kind=step.bay_kind or None,
        skill=step.skill or None,
        grade=step.grade,
        technicians=step.technicians,
        tool_kind=step.tool_kind or None,
        buffer_before=step.buffer_before,
        buffer_after=step.buffer_after,
        splittable=step.splittable,
    )


def plan_job(*, job: Job, plan: Plan, calendar: SiteCalendar, at: dt.datetime) -> None:
    """Write a new plan into all steps of a job and give it its next version."""
    rows = {step.step_no: step for step in JobStep.objects.filter(job=job)}
    for taken in plan.steps:
        if step := rows.get(taken.step_no):
            plan_step(step=step, taken=taken, calendar=calendar)
    job.planned_arrival = calendar.frame.moment(plan.arrival)
    job.version, job.changed_at = job.version + 1, at
    job.save(update_fields=["planned_arrival", "version", "changed_at"])


def plan_step(*, step: JobStep, taken: StepTaken, calendar: SiteCalendar) -> None:
    """Write the time, bay and people of a plan into a step."""
    step.planned_start = calendar.frame.moment(taken.begin)
    step.planned_end = calendar.frame.moment(taken.end)
    step.bay_id = taken.bay.id if taken.bay else None
    step.technician_ids = [unit.id for unit in taken.crew]
    step.save(update_fields=["planned_start", "planned_end", "bay", "technician_ids"])


def read_reservations(*, steps: Iterable[JobStep], subject: str) -> bool:
    """Fill steps, not saved yet, with what is reserved for a subject; whether anything is."""
    rows = Reservation.objects.filter(subject=subject).exclude(kind=ReservationKind.BUFFER)
    by_step: defaultdict[int, list[Reservation]] = defaultdict(list)
    for row in rows.select_related("resource").order_by("during"):
        by_step[row.step_no].append(row)
    for step in steps:
        _fill(step, by_step.get(step.step_no, []))
    return bool(by_step)


def _fill(step: JobStep, rows: list[Reservation]) -> None:
    """People end with the work; the bay may stand until the next step begins."""
    if not rows:
        return
    bays = [row for row in rows if row.resource.kind == ResourceKind.BAY]
    worked = [row for row in rows if row.resource.kind != ResourceKind.BAY] or bays
    step.planned_start = min(row.during.lower for row in rows)
    step.planned_end = max(row.during.upper for row in worked)
    step.bay = bays[0].resource if bays else None
    people: dict[UUID, None] = {
        row.resource_id: None for row in rows if row.resource.kind == ResourceKind.TECHNICIAN
    }
    step.technician_ids = list(people)
