"""Cars on the board: placing them, renaming what they stand for, pushing words, times and steps."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.workshop.contracts import JobLabels, JobState, JobTimes, NewStep
from seibi.contexts.workshop.domain.lifecycle import GONE
from seibi.contexts.workshop.events import JobPlaced
from seibi.contexts.workshop.models import Job, JobStep, Reservation
from seibi.contexts.workshop.operations.steps import (
    changed,
    locked_job,
    new_steps,
    read_reservations,
)
from seibi.contexts.workshop.permissions import can_overbook
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, RuleBroken, require
from seibi.kernel.journal.tell import tell

_LABELS = ("title", "plate", "words", "customer_waits", "key_tag", "place", "ticket")


@transaction.atomic
def place_job(
    *,
    subject: str,
    site_id: UUID,
    steps: Sequence[NewStep],
    labels: JobLabels,
    times: JobTimes,
    overbooked_because: str = "",
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Put a car on the board; its bays and people are those reserved for the subject.

    Without a reservation it lies in "to assign", which needs the right to overbook and a reason.
    Raises NotFound, NotAllowed, Invalid ("no_steps", "reason_missing"), RuleBroken ("job_exists").
    """
    site = network.site(site_id)
    if not steps:
        raise Invalid("no_steps", _("A job has at least one step."))
    _check_new(subject)

    job = Job(owner_node=site.node, site_id=site_id, subject=subject, state=JobState.PLANNED)
    job.changed_at = at
    rows = new_steps(job=job, steps=steps, first_no=1)
    reserved = read_reservations(steps=rows, subject=subject)
    if not reserved:
        require(can_overbook(actor, site.node))
        if not overbooked_because.strip():
            raise Invalid("reason_missing", _("Say why this car is added to a full day."))
        job.overbooked_because = overbooked_because.strip()[:200]

    _label(job, labels)
    _time(job, times)
    job.save(force_insert=True)
    JobStep.objects.bulk_create(rows)

    tell(
        JobPlaced(job_id=job.pk, site_id=site_id, overbooked=not reserved),
        actor=actor,
        at=at,
        subject=subject,
        owner_node=site.node,
    )
    return job.pk


@transaction.atomic
def take_over(*, subject: str, new_subject: str, actor: Actor, at: dt.datetime) -> None:
    """A job and its reservations go on under another subject (appointment → work order).

    Afterwards the job is found by either; a second time changes nothing. Raises NotFound
    ("job_not_found"), RuleBroken ("job_exists").
    """
    job = locked_job(subject=subject)
    if job.subject == new_subject:
        return
    _check_new(new_subject)

    Reservation.objects.filter(subject=job.subject).update(subject=new_subject)
    job.earlier_subject, job.subject = job.subject, new_subject

    changed(job=job, fields=("subject", "earlier_subject"), actor=actor, at=at)


@transaction.atomic
def update_job(
    *, subject: str, labels: JobLabels, times: JobTimes, actor: Actor, at: dt.datetime
) -> None:
    """Push new words or times to the card; the first promise stays as it was first given.

    Tells nothing when nothing is new. Raises NotFound ("job_not_found").
    """
    job = locked_job(subject=subject)

    fields = [*_label(job, labels), *_time(job, times)]

    if fields:
        changed(job=job, fields=fields, actor=actor, at=at)


@transaction.atomic
def add_steps(*, subject: str, steps: Sequence[NewStep], actor: Actor, at: dt.datetime) -> None:
    """Append steps that were agreed later; they wait in "to assign" for a bay.

    Raises NotFound ("job_not_found"), RuleBroken ("wrong_state") once the car has left.
    """
    job = locked_job(subject=subject)
    if JobState(job.state) in GONE:
        raise RuleBroken("wrong_state", _("The car has left; its job cannot grow any more."))

    last = JobStep.objects.filter(job=job).aggregate(last=Max("step_no"))["last"] or 0
    JobStep.objects.bulk_create(new_steps(job=job, steps=steps, first_no=last + 1))

    changed(job=job, actor=actor, at=at)


def _check_new(subject: str) -> None:
    if Job.objects.filter(Q(subject=subject) | Q(earlier_subject=subject)).exists():
        raise RuleBroken("job_exists", _("This visit has a card on the board already."))


def _label(job: Job, labels: JobLabels) -> list[str]:
    """Take over what was given; the names of the fields that are new."""
    fields = []
    for name in _LABELS:
        value = getattr(labels, name)
        value = dict(value) if name == "words" and value is not None else value
        if value is not None and value != getattr(job, name):
            setattr(job, name, value)
            fields.append(name)
    return fields


def _time(job: Job, times: JobTimes) -> list[str]:
    """Take over times that were given; a promise that is given first is kept as such."""
    fields = []
    for name in ("planned_arrival", "promise_at", "forecast_at"):
        value = getattr(times, name)
        if value is not None and value != getattr(job, name):
            setattr(job, name, value)
            fields.append(name)
    if job.promise_at and job.first_promise_at is None:
        job.first_promise_at = job.promise_at
        fields.append("first_promise_at")
    return fields
