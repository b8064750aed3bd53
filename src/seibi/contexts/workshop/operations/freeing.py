"""Giving back what is not needed any more, so that it can be offered again at once."""

import datetime as dt

from seibi.contexts.workshop.contracts import ReservationKind, ResourceKind, StepState
from seibi.contexts.workshop.domain.grid import CELL
from seibi.contexts.workshop.models import Job, JobStep, Reservation
from seibi.contexts.workshop.operations.reservations import lock_resources


def free_rest(*, job: Job, step: JobStep, at: dt.datetime) -> None:
    """What a finished step had reserved ends now; the clearing of its bay follows at once.

    The bay stays reserved while a later step of the job is planned on it: the car stands there.
    """
    lock_resources(site_id=job.site_id)
    now = at.replace(second=0, microsecond=0)
    cut = now + (-(now - dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) % CELL)
    rows = list(Reservation.objects.filter(subject=job.subject, step_no=step.step_no))
    others = JobStep.objects.filter(job=job, bay=step.bay_id).exclude(state=StepState.DONE)
    if step.bay_id and others.exclude(pk=step.pk).exists():
        rows = [row for row in rows if row.resource_id != step.bay_id]
    work = [row for row in rows if row.kind != ReservationKind.BUFFER]
    on_its_bay = any(row.resource_id == step.bay_id and row.during.lower < cut for row in work)
    for row in work:
        _end(row, cut)
    for row in rows:
        if row.kind == ReservationKind.BUFFER and row.during.lower > cut:
            _bring_forward(row, cut if on_its_bay else None)


def free_visit(*, job: Job, from_moment: dt.datetime | None) -> None:
    """Give back all of a visit, or only what lies after a moment.

    A courtesy car that is still out is not given back here: its own return does that.
    """
    lock_resources(site_id=job.site_id)
    rows = Reservation.objects.filter(subject=job.subject)
    if from_moment is None:
        rows.delete()
        return
    for row in rows.exclude(resource__kind=ResourceKind.COURTESY_CAR):
        _end(row, from_moment)


def _bring_forward(row: Reservation, to: dt.datetime | None) -> None:
    """Clear the bay as soon as it is left; one that was never used needs no clearing."""
    if to is None:
        row.delete()
        return
    row.during = (to, to + (row.during.upper - row.during.lower))
    row.save(update_fields=["during"])


def _end(row: Reservation, cut: dt.datetime) -> None:
    """Cut a reservation off at a moment; nothing is left of one that had not begun."""
    if row.during.upper <= cut:
        return
    if row.during.lower >= cut:
        row.delete()
        return
    row.during = (row.during.lower, cut)
    row.save(update_fields=["during"])
