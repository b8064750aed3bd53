"""What others may ask of the workshop: free times, reservations, jobs and the board."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from seibi.contexts.workshop.contracts import (
    JobInfo,
    JobState,
    ResourceKind,
    SlotAnswer,
    SlotQuery,
)
from seibi.contexts.workshop.contracts.board import BoardPage
from seibi.contexts.workshop.operations import jobs, lending, progress, reservations, resources
from seibi.contexts.workshop.queries import ahead, slots, together
from seibi.contexts.workshop.queries import board as boards
from seibi.contexts.workshop.queries import jobs as job_queries
from seibi.contexts.workshop.queries import lounge as lounges
from seibi.contexts.workshop.queries import resources as resource_queries
from seibi.kernel.actor import Actor

reserve = reservations.reserve
refuse_what_is_taken = reservations.refuse_what_is_taken
confirm = reservations.confirm
release = reservations.release
move = reservations.move
place_job = jobs.place_job
take_over = jobs.take_over
update_job = jobs.update_job
add_steps = jobs.add_steps
arrive = progress.arrive
set_waiting = progress.set_waiting
start_step = progress.start_step
pause_step = progress.pause_step
finish_step = progress.finish_step
send_to_check = progress.send_to_check
return_to_work = progress.return_to_work
make_ready = progress.make_ready
hand_over = progress.hand_over
undo_arrival = progress.undo_arrival
come_back = progress.come_back
cancel_job = progress.cancel_job
lounge = boards.lounge
own_lounge = lounges.own_lounge
ticket_of = lounges.ticket_of
resources_of = resource_queries.resources_of
find_together = together.find_together
add_resource = resources.add_resource
absences_during = ahead.absences_during
courtesy_cars = ahead.courtesy_cars
take_back_courtesy_car = lending.take_back_courtesy_car
day_load = ahead.day_load


def find_slots(query: SlotQuery, at: dt.datetime) -> SlotAnswer:
    """Every start that ``reserve`` would accept now, soonest first, and why not earlier.

    What each would take is left out. Raises NotFound ("site_not_found"), Invalid ("no_steps",
    "bad_step", "bad_window").
    """
    return slots.find(query=query, at=at)


def job_of(subject: str, at: dt.datetime) -> JobInfo | None:
    """The job of a subject (also of the one it was taken over from), or None."""
    return job_queries.jobs_of([subject], at=at).get(subject)


def planned_end(subject: str) -> dt.datetime | None:
    """When the last step of a subject's job is planned to end, if any is; one query."""
    return job_queries.planned_end(subject)


def state_of(subject: str) -> JobState | None:
    """Where the job of a subject stands, or None without one; one query."""
    return job_queries.state_of(subject)


def jobs_of(subjects: Iterable[str], at: dt.datetime) -> Mapping[str, JobInfo]:
    """The jobs of many subjects, in a bounded number of queries."""
    return job_queries.jobs_of(subjects, at=at)


def forecasts_of(subjects: Iterable[str], at: dt.datetime) -> Mapping[str, dt.datetime | None]:
    """When the car of each subject should be ready as things stand; two queries."""
    return job_queries.forecasts_of(subjects, at=at)


def jobs_for_staff(staff_ids: Iterable[UUID], at: dt.datetime) -> list[JobInfo]:
    """Jobs with a step planned for these people that is not finished, soonest first."""
    return job_queries.jobs_for_staff(staff_ids, at=at)


def subjects_received_by(staff_id: UUID, since: dt.datetime) -> set[str]:
    """The visits an advisor receives or hands over after a moment, by every name they had."""
    return job_queries.subjects_received_by(staff_id, since=since)


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
