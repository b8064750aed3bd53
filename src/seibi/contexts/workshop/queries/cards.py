"""Cards of the board and jobs as values, from rows that were read in bulk."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from seibi.contexts.workshop.contracts import (
    JobInfo,
    JobState,
    Lane,
    StepInfo,
    StepState,
    WaitingFor,
)
from seibi.contexts.workshop.contracts.board import BoardCard
from seibi.contexts.workshop.domain import progress
from seibi.contexts.workshop.domain.lifecycle import GONE
from seibi.contexts.workshop.domain.progress import StepFacts
from seibi.contexts.workshop.labels import JOB_STATES, WAITING_FOR
from seibi.contexts.workshop.models import Job, JobStep, Resource
from seibi.kernel.text import translated

IN_LANE_WAITING = frozenset({JobState.PLANNED, JobState.WAITING, JobState.CHECK})
HERE = (
    JobState.ARRIVED,
    JobState.IN_WORK,
    JobState.WAITING,
    JobState.CHECK,
    JobState.READY,
)
MOVABLE = frozenset({StepState.PLANNED, StepState.PAUSED})


@dataclass(frozen=True, slots=True)
class Bundle:
    """A job with its steps and the names of what they use."""

    job: Job
    steps: Sequence[JobStep]
    names: Mapping[UUID, str]
    now: dt.datetime
    today: tuple[dt.datetime, dt.datetime] | None = None  # of the site, where somebody asked

    @property
    def facts(self) -> list[StepFacts]:
        return [facts_of(step) for step in self.steps]

    @property
    def current(self) -> JobStep | None:
        """The step the job is at: the first that is not done, else the last."""
        left = (step for step in self.steps if step.state != StepState.DONE)
        return next(left, self.steps[-1] if self.steps else None)


def bundles(
    jobs: Iterable[Job], now: dt.datetime, today: tuple[dt.datetime, dt.datetime] | None = None
) -> list[Bundle]:
    """Jobs with their steps and names, in two more queries."""
    found = list(jobs)
    by_job = steps_by_job(found)
    used = {
        resource_id
        for steps in by_job.values()
        for step in steps
        for resource_id in (step.bay_id, *step.technician_ids)
        if resource_id
    }
    names = dict(Resource.objects.filter(pk__in=used).values_list("pk", "name"))
    return [Bundle(job, by_job[job.pk], names, now, today) for job in found]


def steps_by_job(jobs: Sequence[Job]) -> dict[UUID, list[JobStep]]:
    """The steps of jobs in their order. One query."""
    by_job: dict[UUID, list[JobStep]] = {job.pk: [] for job in jobs}
    for step in JobStep.objects.filter(job__in=by_job).order_by("job", "step_no"):
        by_job[step.job_id].append(step)
    return by_job


def facts_of(step: JobStep) -> StepFacts:
    """What the rules need to know of a step."""
    return StepFacts(
        state=StepState(step.state),
        minutes=step.minutes,
        worked_minutes=step.worked_minutes,
        running_since=step.running_since,
        planned_start=step.planned_start,
        planned_end=step.planned_end,
    )


def forecast_of(bundle: Bundle) -> dt.datetime | None:
    """When the car should be ready as things stand; the moment it was, once it is."""
    if bundle.job.ready_at:
        return bundle.job.ready_at
    return progress.forecast(bundle.facts, bundle.now, bundle.job.forecast_at)


def lateness(bundle: Bundle) -> tuple[int, int]:
    """Minutes late against the plan of the current step (or arrival), and against the promise."""
    job, now, current = bundle.job, bundle.now, bundle.current
    state = JobState(job.state)
    against_plan = progress.late_against_plan(facts_of(current), now) if current else 0
    came = progress.late_arrival(state=state, planned_arrival=job.planned_arrival, now=now)
    against_promise = progress.late_against_promise(
        state=state,
        promise=job.promise_at,
        forecast_at=forecast_of(bundle),
        ready_at=job.ready_at,
        now=now,
    )
    return (0, 0) if state in GONE else (max(against_plan, came), against_promise)


def lane_of(bundle: Bundle, step: JobStep) -> Lane | None:
    """Where a card lies that has no place on the time axis, or that somebody should look after."""
    state, current = JobState(bundle.job.state), step == bundle.current
    if state in GONE:
        return None
    if step.state != StepState.DONE and needs_place(step):
        return Lane.TO_ASSIGN
    if not current:
        return None
    if state == JobState.READY:
        return Lane.READY
    if bundle.job.waiting_for and state in IN_LANE_WAITING:
        return Lane.WAITING
    return _lane_of_absent(bundle, step) if state in HERE else None


def _lane_of_absent(bundle: Bundle, step: JobStep) -> Lane | None:
    """No car in the house is invisible: one whose step lies on another day is in a lane today."""
    if bundle.today is None or step.planned_start is None or step.planned_end is None:
        return None
    begin, end = bundle.today
    if step.planned_start < end and step.planned_end > begin:
        return None
    over = step.planned_end <= begin and step.state != StepState.DONE
    return Lane.TO_ASSIGN if over and not bundle.job.waiting_for else Lane.WAITING


def needs_place(step: JobStep) -> bool:
    """Whether a step still has to be given a time, a bay or people."""
    return (
        step.planned_start is None
        or (bool(step.bay_kind) and step.bay_id is None)
        or len(step.technician_ids) < step.technicians
    )


def cards(bundle: Bundle) -> list[BoardCard]:
    """One card per step."""
    late = lateness(bundle)
    forecast_at = forecast_of(bundle)
    return [_card(bundle, step, late, forecast_at) for step in bundle.steps]


def _card(
    bundle: Bundle, step: JobStep, late: tuple[int, int], forecast_at: dt.datetime | None
) -> BoardCard:
    job, current = bundle.job, step == bundle.current
    waiting_for = WaitingFor(job.waiting_for) if job.waiting_for and current else None
    facts = facts_of(step)
    own_lateness = progress.late_against_plan(facts, bundle.now)
    gone = JobState(job.state) in GONE
    return BoardCard(
        id=step.pk,
        job_id=job.pk,
        step_no=step.step_no,
        steps=len(bundle.steps),
        subject=job.subject,
        version=job.version,
        title=job.title,
        plate=job.plate,
        words=translated(step.words) or translated(job.words),
        state=JobState(job.state),
        state_word=str(JOB_STATES[JobState(job.state)]),
        step_state=StepState(step.state),
        waiting_for=waiting_for,
        waiting_word=waiting_words(job) if waiting_for else "",
        lane=lane_of(bundle, step),
        bay_id=step.bay_id,
        technician_ids=tuple(step.technician_ids),
        technicians=tuple(bundle.names.get(key, "") for key in step.technician_ids),
        start=step.planned_start,
        end=step.planned_end,
        planned_arrival=job.planned_arrival,
        first_promise_at=job.first_promise_at,
        promise_at=job.promise_at,
        forecast_at=forecast_at,
        progress=progress.progress([facts], bundle.now),
        late_against_plan=late[0] if current else 0 if gone else own_lateness,
        late_against_promise=late[1] if current else 0,
        customer_waits=job.customer_waits,
        key_tag=job.key_tag,
        place=job.place,
        ticket=job.ticket,
        movable=not gone and StepState(step.state) in MOVABLE,
    )


def waiting_words(job: Job) -> str:
    """What the car waits for, with the note if there is one."""
    word = str(WAITING_FOR[WaitingFor(job.waiting_for)]) if job.waiting_for else ""
    return f"{word}: {job.waiting_note}" if word and job.waiting_note else word


def job_info(bundle: Bundle) -> JobInfo:
    """A job as other contexts see it."""
    job = bundle.job
    late = lateness(bundle)
    return JobInfo(
        id=job.pk,
        subject=job.subject,
        earlier_subject=job.earlier_subject,
        site_id=job.site_id,
        state=JobState(job.state),
        waiting_for=WaitingFor(job.waiting_for) if job.waiting_for else None,
        waiting_note=job.waiting_note,
        title=job.title,
        plate=job.plate,
        words=translated(job.words),
        customer_waits=job.customer_waits,
        key_tag=job.key_tag,
        place=job.place,
        ticket=job.ticket,
        planned_arrival=job.planned_arrival,
        arrived_at=job.arrived_at,
        first_promise_at=job.first_promise_at,
        promise_at=job.promise_at,
        forecast_at=forecast_of(bundle),
        progress=progress.progress(bundle.facts, bundle.now),
        late_against_plan=late[0],
        late_against_promise=late[1],
        version=job.version,
        steps=tuple(_step_info(bundle, step) for step in bundle.steps),
    )


def _step_info(bundle: Bundle, step: JobStep) -> StepInfo:
    return StepInfo(
        id=step.pk,
        step_no=step.step_no,
        operation_code=step.operation_code,
        words=translated(step.words),
        state=StepState(step.state),
        minutes=step.minutes,
        worked_minutes=facts_of(step).worked(bundle.now),
        start=step.planned_start,
        end=step.planned_end,
        started_at=step.started_at,
        finished_at=step.finished_at,
        bay_id=step.bay_id,
        bay_name=bundle.names.get(step.bay_id, "") if step.bay_id else "",
        technician_ids=tuple(step.technician_ids),
        technician_names=tuple(bundle.names.get(key, "") for key in step.technician_ids),
    )
