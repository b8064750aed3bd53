"""What others may ask of the workshop: free times, reservations, jobs and the board."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from seibi.contexts.workshop.contracts import (
    JobInfo,
    JobLabels,
    JobTimes,
    NewStep,
    ResourceInfo,
    ResourceKind,
    SlotAnswer,
    SlotQuery,
    WaitingFor,
)
from seibi.contexts.workshop.contracts.board import BoardPage, LoungeView
from seibi.contexts.workshop.operations import jobs, progress, reservations, resources
from seibi.contexts.workshop.queries import board as boards
from seibi.contexts.workshop.queries import jobs as job_queries
from seibi.contexts.workshop.queries import resources as resource_queries
from seibi.contexts.workshop.queries import slots
from seibi.kernel.actor import Actor


def find_slots(query: SlotQuery, at: dt.datetime) -> SlotAnswer:
    """Every start that ``reserve`` would accept now, soonest first, and why not earlier.

    Raises NotFound ("site_not_found"), Invalid ("no_steps", "bad_window").
    """
    return slots.find(query=query, at=at)


def reserve(
    *,
    query: SlotQuery,
    start: dt.datetime,
    subject: str,
    hold_until: dt.datetime | None,
    actor: Actor,
    at: dt.datetime,
) -> tuple[UUID, ...]:
    """Take bay, people and things for a visit that begins at ``start``; all of it or nothing.

    ``hold_until`` is machine time; None takes it for good. The caller has asked whether the
    actor may. Raises NotFound, Invalid, RuleBroken ("slot_taken", free=[{start, ready_at}…]).
    """
    return reservations.reserve(
        query=query, start=start, subject=subject, hold_until=hold_until, actor=actor, at=at
    )


def confirm(*, subject: str, new_subject: str | None = None, actor: Actor, at: dt.datetime) -> None:
    """Turn a hold into a reservation, under ``new_subject`` if given; twice is once.

    Raises NotFound ("nothing_held"), Expired ("hold_expired").
    """
    reservations.confirm(subject=subject, new_subject=new_subject, actor=actor, at=at)


def release(*, subject: str, actor: Actor, at: dt.datetime) -> int:
    """Give back what was taken for a subject; how many reservations that were. None is fine."""
    return reservations.release(subject=subject, actor=actor, at=at)


def move(
    *,
    subject: str,
    query: SlotQuery,
    start: dt.datetime,
    version: int | None = None,
    actor: Actor,
    at: dt.datetime,
) -> tuple[UUID, ...]:
    """Give a whole visit another time; the old one is kept when the new one is taken.

    ``version`` is the job's, where it has one. Raises NotFound, Invalid, RuleBroken
    ("slot_taken", "stale_move", "work_has_begun").
    """
    return reservations.move(
        subject=subject, query=query, start=start, version=version, actor=actor, at=at
    )


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

    Without a reservation it lies in the lane "to assign", which needs the right to overbook and
    a reason. Raises NotFound, NotAllowed, Invalid ("no_steps", "reason_missing"), RuleBroken
    ("job_exists").
    """
    return jobs.place_job(
        subject=subject,
        site_id=site_id,
        steps=steps,
        labels=labels,
        times=times,
        overbooked_because=overbooked_because,
        actor=actor,
        at=at,
    )


def take_over(*, subject: str, new_subject: str, actor: Actor, at: dt.datetime) -> None:
    """A job and its reservations go on under another subject (appointment → work order).

    Afterwards ``job_of`` finds it by either. Raises NotFound ("job_not_found"), RuleBroken
    ("job_exists").
    """
    jobs.take_over(subject=subject, new_subject=new_subject, actor=actor, at=at)


def update_job(
    *, subject: str, labels: JobLabels, times: JobTimes, actor: Actor, at: dt.datetime
) -> None:
    """Push new words or times to the card; the first promise stays as it was first given.

    Raises NotFound ("job_not_found").
    """
    jobs.update_job(subject=subject, labels=labels, times=times, actor=actor, at=at)


def add_steps(*, subject: str, steps: Sequence[NewStep], actor: Actor, at: dt.datetime) -> None:
    """Append steps that were agreed later; they wait in "to assign" for a bay.

    Raises NotFound ("job_not_found"), RuleBroken ("wrong_state").
    """
    jobs.add_steps(subject=subject, steps=steps, actor=actor, at=at)


def arrive(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The car is here. Raises NotFound, RuleBroken ("wrong_state")."""
    progress.arrive(subject=subject, actor=actor, at=at)


def set_waiting(
    *, subject: str, reason: WaitingFor | None, note: str = "", actor: Actor, at: dt.datetime
) -> None:
    """Say what the car waits for, or (None) that it waits no longer.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    progress.set_waiting(subject=subject, reason=reason, note=note, actor=actor, at=at)


def start_step(*, subject: str, step_no: int, actor: Actor, at: dt.datetime) -> None:
    """Work on a step begins or goes on. Raises NotFound, RuleBroken ("wrong_state")."""
    progress.start_step(subject=subject, step_no=step_no, actor=actor, at=at)


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
    progress.pause_step(
        subject=subject, step_no=step_no, reason=reason, note=note, actor=actor, at=at
    )


def finish_step(*, subject: str, step_no: int, actor: Actor, at: dt.datetime) -> None:
    """A step is done; what it had reserved is free. Raises NotFound, RuleBroken ("wrong_state")."""
    progress.finish_step(subject=subject, step_no=step_no, actor=actor, at=at)


def send_to_check(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """All work is done: check it. Raises NotFound, RuleBroken ("wrong_state", "steps_open")."""
    progress.send_to_check(subject=subject, actor=actor, at=at)


def return_to_work(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The check found something: back to work. Raises NotFound, RuleBroken ("wrong_state")."""
    progress.return_to_work(subject=subject, actor=actor, at=at)


def make_ready(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The car can be handed over. Raises NotFound, RuleBroken ("wrong_state")."""
    progress.make_ready(subject=subject, actor=actor, at=at)


def hand_over(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The car has left; its card leaves the board. Raises NotFound, RuleBroken ("wrong_state")."""
    progress.hand_over(subject=subject, actor=actor, at=at)


def cancel_job(*, subject: str, actor: Actor, at: dt.datetime) -> None:
    """The visit does not take place: the card goes and everything reserved is free.

    Raises NotFound, RuleBroken ("wrong_state").
    """
    progress.cancel_job(subject=subject, actor=actor, at=at)


def job_of(subject: str, at: dt.datetime) -> JobInfo | None:
    """The job of a subject (also of the one it was taken over from), or None."""
    return job_queries.jobs_of([subject], at=at).get(subject)


def jobs_of(subjects: Iterable[str], at: dt.datetime) -> Mapping[str, JobInfo]:
    """The jobs of many subjects, in a bounded number of queries."""
    return job_queries.jobs_of(subjects, at=at)


def forecasts_of(subjects: Iterable[str], at: dt.datetime) -> Mapping[str, dt.datetime | None]:
    """When the car of each subject should be ready as things stand; two queries."""
    return job_queries.forecasts_of(subjects, at=at)


def jobs_for_staff(staff_ids: Iterable[UUID], at: dt.datetime) -> list[JobInfo]:
    """Jobs with a step planned for these people that is not finished, soonest first."""
    return job_queries.jobs_for_staff(staff_ids, at=at)


def board(
    *,
    site_id: UUID,
    day: dt.date,
    by: ResourceKind = ResourceKind.BAY,
    actor: Actor,
    at: dt.datetime,
) -> BoardPage:
    """The board of a site and day. Raises NotFound for whoever may not see it."""
    return boards.board(site_id=site_id, day=day, by=by, actor=actor, at=at)


def lounge(*, site_id: UUID, at: dt.datetime) -> LoungeView:
    """What the lounge may see: ticket numbers, states and times; no names, no plates."""
    return boards.lounge(site_id=site_id, at=at)


def resources_of(site_id: UUID) -> list[ResourceInfo]:
    """Everything at a site that can be reserved."""
    return resource_queries.resources_of(site_id)


def add_resource(  # noqa: PLR0913 - a resource has that many sides
    *,
    site_id: UUID,
    kind: ResourceKind,
    code: str,
    name: str,
    bay_kind: str = "",
    tool_kind: str = "",
    staff_id: UUID | None = None,
    skills: Mapping[str, int] | None = None,
    hours: Mapping[int, Sequence[tuple[dt.time, dt.time]]] | None = None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A new bay, technician, tool, advisor or courtesy car. Without ``hours`` it keeps the site's.

    ``hours``: weekday (0 is Monday) → spans by the wall clock; a gap is a break.
    Raises NotFound, NotAllowed, Invalid.
    """
    return resources.add_resource(
        site_id=site_id,
        kind=kind,
        code=code,
        name=name,
        bay_kind=bay_kind,
        tool_kind=tool_kind,
        staff_id=staff_id,
        skills=skills,
        hours=hours,
        actor=actor,
        at=at,
    )
