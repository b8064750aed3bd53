"""How a car goes through the workshop: it comes, is worked on, waits, is ready, leaves."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from seibi.contexts.workshop.contracts import JobAction as Do
from seibi.contexts.workshop.contracts import JobState, StepState, WaitingFor
from seibi.contexts.workshop.domain.lifecycle import LIFECYCLE
from seibi.contexts.workshop.events import StepFinished, StepStarted
from seibi.contexts.workshop.models import Job, JobStep
from seibi.contexts.workshop.operations.freeing import free_rest, free_visit
from seibi.contexts.workshop.operations.steps import changed, locked_job, locked_step
from seibi.kernel.actor import Actor
from seibi.kernel.errors import RuleBroken
from seibi.kernel.journal.tell import tell

MINUTE = dt.timedelta(minutes=1)


@transaction.atomic
def arrive(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The car is here; twice is once. Raises NotFound, RuleBroken ("wrong_state")."""
    job = locked_job(subject=subject)
    if job.state != JobState.PLANNED and job.arrived_at:
        return
    _step_on(job, Do.ARRIVE)
    job.arrived_at = at
    if job.waiting_for == WaitingFor.ARRIVAL:
        job.waiting_for, job.waiting_note = "", ""
    changed(
        job=job, fields=("state", "arrived_at", "waiting_for", "waiting_note"), actor=actor, at=at
    )


@transaction.atomic
def set_waiting(
    *, subject: str, reason: WaitingFor | None, note: str = "", actor: Actor, at: dt.datetime
) -> None:
    """Say what the car waits for, or (None) that it waits no longer.

    A car that waits no longer is where it was: arrived before any work, else in work.
    Raises NotFound, RuleBroken ("wrong_state").
    """
    job = locked_job(subject=subject)
    if reason is None:
        if not job.waiting_for:
            return
        if job.state == JobState.WAITING:
            begun = JobStep.objects.filter(job=job).exclude(state=StepState.PLANNED).exists()
            job.state = JobState.IN_WORK if begun else JobState.ARRIVED
    else:
        _step_on(job, Do.WAIT)
        if job.state == JobState.WAITING:
            _stop_all(job, at)
    job.waiting_for, job.waiting_note = reason or "", note[:200]
    changed(job=job, fields=("state", "waiting_for", "waiting_note"), actor=actor, at=at)


@transaction.atomic
def start_step(*, subject: str, step_no: int, actor: Actor, at: dt.datetime) -> None:
    """Work on a step begins or goes on; the car waits for nothing. Twice is once.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    job = locked_job(subject=subject)
    step = locked_step(job=job, step_no=step_no)
    if step.state == StepState.IN_WORK:
        return
    if step.state == StepState.DONE:
        raise RuleBroken("wrong_state", _("This step is done. Add a new one if it must be redone."))
    _step_on(job, Do.START)
    job.waiting_for, job.waiting_note = "", ""
    step.state, step.running_since = StepState.IN_WORK, at
    step.started_at = step.started_at or at
    step.save(update_fields=["state", "running_since", "started_at"])
    changed(job=job, fields=("state", "waiting_for", "waiting_note"), actor=actor, at=at)
    tell(
        StepStarted(job_id=job.pk, site_id=job.site_id, step_no=step_no),
        actor=actor,
        at=at,
        subject=job.subject,
        owner_node=job.owner_node,
    )


@transaction.atomic
def pause_step(
    *,
    subject: str,
    step_no: int,
    reason: WaitingFor | None,
    note: str = "",
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Work on a step stops for a while; with a reason the whole car waits for it.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    job = locked_job(subject=subject)
    step = locked_step(job=job, step_no=step_no)
    if step.state != StepState.IN_WORK:
        raise RuleBroken("wrong_state", _("Nobody works on this step at present."))
    _stop(step, StepState.PAUSED, at)
    if reason is not None:
        _step_on(job, Do.WAIT)
        _stop_all(job, at)
        job.waiting_for, job.waiting_note = reason, note[:200]
    changed(job=job, fields=("state", "waiting_for", "waiting_note"), actor=actor, at=at)


@transaction.atomic
def finish_step(*, subject: str, step_no: int, actor: Actor, at: dt.datetime) -> None:
    """A step is done; what it had reserved from now on is free. Twice is once.

    Raises NotFound, RuleBroken ("wrong_state") when it was never begun.
    """
    job = locked_job(subject=subject)
    step = locked_step(job=job, step_no=step_no)
    if step.state == StepState.DONE:
        return
    if step.state == StepState.PLANNED:
        raise RuleBroken("wrong_state", _("Work on this step has not begun."))
    _stop(step, StepState.DONE, at)
    free_rest(job=job, step=step, at=at)
    changed(job=job, actor=actor, at=at)
    tell(
        StepFinished(
            job_id=job.pk,
            site_id=job.site_id,
            step_no=step_no,
            worked_minutes=step.worked_minutes,
        ),
        actor=actor,
        at=at,
        subject=job.subject,
        owner_node=job.owner_node,
    )


@transaction.atomic
def send_to_check(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """All work is done and somebody looks at it.

    Raises NotFound, RuleBroken ("wrong_state", "steps_open").
    """
    job = locked_job(subject=subject)
    _step_on(job, Do.CHECK)
    if JobStep.objects.filter(job=job).exclude(state=StepState.DONE).exists():
        raise RuleBroken("steps_open", _("A step is still open. Finish it first."))
    job.waiting_for, job.waiting_note = WaitingFor.CHECK, ""
    changed(job=job, fields=("state", "waiting_for", "waiting_note"), actor=actor, at=at)


@transaction.atomic
def return_to_work(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The check found something: the last step is open again.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    job = locked_job(subject=subject)
    _step_on(job, Do.RETURN)
    last = JobStep.objects.filter(job=job).aggregate(last=Max("step_no"))["last"]
    JobStep.objects.filter(job=job, step_no=last).update(
        state=StepState.PAUSED, finished_at=None, running_since=None
    )
    job.waiting_for, job.waiting_note, job.ready_at = "", "", None
    changed(
        job=job, fields=("state", "waiting_for", "waiting_note", "ready_at"), actor=actor, at=at
    )


@transaction.atomic
def make_ready(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The car can be handed over and waits to be picked up.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    job = locked_job(subject=subject)
    _step_on(job, Do.MAKE_READY)
    job.waiting_for, job.waiting_note, job.ready_at = WaitingFor.PICK_UP, "", at
    changed(
        job=job, fields=("state", "waiting_for", "waiting_note", "ready_at"), actor=actor, at=at
    )


@transaction.atomic
def hand_over(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The car has left. Raises NotFound, RuleBroken ("wrong_state")."""
    job = locked_job(subject=subject)
    _step_on(job, Do.HAND_OVER)
    job.waiting_for, job.waiting_note, job.left_at = "", "", at
    free_visit(job=job, from_moment=at)
    changed(job=job, fields=("state", "waiting_for", "waiting_note", "left_at"), actor=actor, at=at)


@transaction.atomic
def cancel_job(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The visit does not take place: everything reserved for it is free.

    Raises NotFound, RuleBroken ("wrong_state") once work has begun.
    """
    job = locked_job(subject=subject)
    _step_on(job, Do.CANCEL)
    begun = JobStep.objects.filter(job=job).exclude(state=StepState.PLANNED).exists()
    if begun:
        raise RuleBroken("work_has_begun", _("Work on this car has begun; finish or hand it over."))
    job.waiting_for, job.waiting_note = "", ""
    free_visit(job=job, from_moment=None)
    changed(job=job, fields=("state", "waiting_for", "waiting_note"), actor=actor, at=at)


def _step_on(job: Job, action: Do) -> None:
    job.state = LIFECYCLE.after(JobState(job.state), action)


def _stop(step: JobStep, state: StepState, at: dt.datetime) -> None:
    """Stop the clock of a step; a begun minute does not count."""
    if step.running_since:
        step.worked_minutes += max((at - step.running_since) // MINUTE, 0)
    step.state, step.running_since = state, None
    if state == StepState.DONE:
        step.finished_at = at
    step.save(update_fields=["state", "running_since", "worked_minutes", "finished_at"])


def _stop_all(job: Job, at: dt.datetime) -> None:
    for step in JobStep.objects.filter(job=job, state=StepState.IN_WORK):
        _stop(step, StepState.PAUSED, at)


@transaction.atomic
def undo_arrival(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The car is not here after all; its plan stands. Without a job nothing happens.

    Raises RuleBroken ("wrong_state", "work_has_begun").
    """
    if not Job.objects.filter(subject=subject).exists():
        return
    job = locked_job(subject=subject)
    if job.state == JobState.PLANNED:
        return
    if JobStep.objects.filter(job=job).exclude(state=StepState.PLANNED).exists():
        raise RuleBroken("work_has_begun", _("Work on this car has begun; finish or hand it over."))
    _step_on(job, Do.UNDO_ARRIVE)
    job.arrived_at, job.waiting_for, job.waiting_note = None, "", ""
    changed(
        job=job, fields=("state", "arrived_at", "waiting_for", "waiting_note"), actor=actor, at=at
    )


@transaction.atomic
def come_back(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """A car that was handed back too early stands ready again.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    job = locked_job(subject=subject)
    _step_on(job, Do.COME_BACK)
    job.left_at = None
    changed(job=job, fields=("state", "left_at"), actor=actor, at=at)
