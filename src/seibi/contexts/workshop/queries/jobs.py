"""Jobs by what they stand for, and by who works on them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from seibi.contexts.workshop.contracts import JobInfo, JobState, ResourceKind, StepState
from seibi.contexts.workshop.domain.lifecycle import GONE
from seibi.contexts.workshop.models import Job, JobStep, Reservation, Resource
from seibi.contexts.workshop.queries.cards import (
    Bundle,
    bundles,
    forecast_of,
    job_info,
    steps_by_job,
)


def jobs_of(subjects: Iterable[str], *, at: dt.datetime) -> Mapping[str, JobInfo]:
    """The jobs of many subjects, by the subject that was asked for. Three queries."""
    wanted = set(subjects)
    rows = _about(wanted)
    found: dict[str, JobInfo] = {}
    for bundle in bundles(rows, at):
        info = job_info(bundle)
        for subject in wanted & {info.subject, info.earlier_subject}:
            found[subject] = info
    return found


def state_of(subject: str) -> JobState | None:
    """Where the job of a subject stands, without its steps. One query."""
    found = _about({subject}).values_list("state", flat=True).first()
    return JobState(found) if found else None


def planned_end(subject: str) -> dt.datetime | None:
    """When the last step of a subject's job is planned to end, if any is. One query."""
    steps = JobStep.objects.filter(job__in=_about({subject}))
    last: dt.datetime | None = steps.aggregate(last=Max("planned_end"))["last"]
    return last


def forecasts_of(subjects: Iterable[str], *, at: dt.datetime) -> Mapping[str, dt.datetime | None]:
    """When the car of each subject should be ready as things stand. Two queries."""
    wanted = set(subjects)
    rows = list(_about(wanted))
    steps = steps_by_job(rows)
    return {
        subject: forecast_of(Bundle(job, steps[job.pk], {}, at))
        for job in rows
        for subject in wanted & {job.subject, job.earlier_subject}
    }


def _about(subjects: set[str]) -> QuerySet[Job]:
    return Job.objects.filter(Q(subject__in=subjects) | Q(earlier_subject__in=subjects))


def jobs_for_staff(staff_ids: Iterable[UUID], *, at: dt.datetime) -> list[JobInfo]:
    """Jobs with an unfinished step planned for these people, soonest first. Five queries."""
    people = Resource.objects.filter(kind=ResourceKind.TECHNICIAN, staff__in=list(staff_ids))
    ids = list(people.values_list("pk", flat=True))
    steps = JobStep.objects.filter(technician_ids__overlap=ids).exclude(state=StepState.DONE)
    begins = dict(
        steps.values("job").annotate(begins=Min("planned_start")).values_list("job", "begins")
    )
    rows = Job.objects.filter(pk__in=begins).exclude(state__in=GONE)
    found = [job_info(bundle) for bundle in bundles(rows, at)]
    return sorted(found, key=lambda job: (begins[job.id] or at, job.id))


def subjects_received_by(staff_id: UUID, *, since: dt.datetime) -> set[str]:
    """What an advisor is to receive or hand over, by every name it had. Two queries."""
    kept = Reservation.objects.filter(
        resource__kind=ResourceKind.ADVISOR,
        resource__staff=staff_id,
        expires_at=None,
        during__endswith__gt=since,
    )
    subjects = set(kept.values_list("subject", flat=True))
    rows = Job.objects.filter(subject__in=subjects)
    return subjects | {name for name in rows.values_list("earlier_subject", flat=True) if name}
