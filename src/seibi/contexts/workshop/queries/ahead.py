"""What stands in the way of a planned time: people who are away, courtesy cars that are out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import (
    AbsenceInfo,
    AbsenceReason,
    JobState,
    ReservationKind,
    ResourceKind,
)
from seibi.contexts.workshop.contracts.ahead import CourtesyCar, HourLoad
from seibi.contexts.workshop.domain.calendar import frame
from seibi.contexts.workshop.domain.grid import CELL_MINUTES, count
from seibi.contexts.workshop.models import Absence, Job, Reservation
from seibi.contexts.workshop.queries.calendars import facts
from seibi.kernel import clock


def absences_during(
    *, site_id: UUID, begin: dt.datetime, end: dt.datetime
) -> dict[UUID, list[AbsenceInfo]]:
    """When resources of a site are away in a time, by resource. One query."""
    rows = Absence.objects.filter(resource__site=site_id, from_at__lt=end, until_at__gt=begin)
    found: defaultdict[UUID, list[AbsenceInfo]] = defaultdict(list)
    for row in rows.order_by("from_at"):
        away = AbsenceInfo(row.pk, row.from_at, row.until_at, AbsenceReason(row.reason))
        found[row.resource_id].append(away)
    return dict(found)


def courtesy_cars(
    *, site_id: UUID, begin: dt.datetime, end: dt.datetime, at: dt.datetime
) -> list[CourtesyCar]:
    """Courtesy cars that are given to somebody in a time, or should be back and are not.

    One that should be back is overdue while the visit it was given for is not over. Two queries.
    """
    rows = Reservation.objects.standing(clock.machine_now()).filter(
        resource__site=site_id,
        resource__kind=ResourceKind.COURTESY_CAR,
        kind=ReservationKind.WORK,
        during__startswith__lt=end,
        returned_at=None,
    )
    taken = list(rows.select_related("resource").order_by("during"))
    open_jobs = _open_jobs(row.subject for row in taken)
    return [
        CourtesyCar(
            reservation_id=row.pk,
            resource_id=row.resource_id,
            name=row.resource.name,
            subject=row.subject,
            from_at=row.during.lower,
            until_at=row.during.upper,
            overdue=row.during.upper < at and open_jobs.get(row.subject) in OUT,
        )
        for row in taken
        if row.during.upper > begin or open_jobs.get(row.subject) in OUT
    ]


OUT = (JobState.ARRIVED, JobState.IN_WORK, JobState.WAITING, JobState.CHECK, JobState.READY)


def _open_jobs(subjects: Iterable[str]) -> dict[str, JobState]:
    rows = Job.objects.filter(subject__in=set(subjects)).values_list("subject", "state")
    return {subject: JobState(state) for subject, state in rows}


def day_load(*, site: SiteInfo, day: dt.date, at: dt.datetime) -> list[HourLoad]:
    """Minutes of technicians that are there and that are taken, for each hour the site is open."""
    of = frame(site.tz, day, 1)
    calendar = facts(site, of).calendar(at=at)
    people = calendar.of_kind(ResourceKind.TECHNICIAN)
    cells = 60 // CELL_MINUTES
    found = []
    for begin in range(0, of.size, cells):
        end = min(begin + cells, of.size)
        there = sum(count(unit.shift, begin, end) for unit in people)
        if there:
            taken = sum(count(unit.taken & unit.shift, begin, end) for unit in people)
            minutes = there * CELL_MINUTES, taken * CELL_MINUTES
            found.append(HourLoad(of.moment(begin), *minutes))
    return found
