"""The visits of a day ahead with everything that is not ready for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.contracts.tomorrow import DayAhead, Flag, FlagInfo, VisitAhead
from seibi.contexts.booking.domain import tomorrow as rules
from seibi.contexts.booking.domain.tomorrow import Ahead, Found
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.door import PreCheckIn
from seibi.contexts.booking.queries.day import day_list
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import OperationInfo
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactPurpose
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.parts import facade as parts
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import TaskInfo, TaskState
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import JobInfo
from seibi.kernel import clock
from seibi.kernel.actor import Actor

A_DAY = dt.timedelta(days=1)
FIX = {Flag.PART: "home:home", Flag.SKILL: "workshop:board", Flag.LOANER: "booking:desk_change"}


def day_ahead(*, site: SiteInfo, day: dt.date, actor: Actor, at: dt.datetime) -> DayAhead:
    """The visits of a day that are still to come, those with something in the way first.

    The number of SQL queries does not grow with the visits.
    """
    rows = day_list(site_id=site.id, day=day, actor=actor, at=at)
    booked = {row.appointment_id: row for row in rows if row.state is AppointmentState.BOOKED}
    found = found_on(site=site, day=day, at=at)
    known = tasks.by_source(
        sources=[source_of(site, day, one) for one in found], actor=actor, at=at
    )
    by_visit: defaultdict[UUID, list[FlagInfo]] = defaultdict(list)
    for one in found:
        row = booked.get(one.appointment_id)
        if row is not None:
            task = known.get(source_of(site, day, one))
            by_visit[one.appointment_id].append(_flag(one, task, site, row.vehicle_id, day))
    visits = [VisitAhead(row, tuple(by_visit.get(key, ()))) for key, row in booked.items() if key]
    visits.sort(key=lambda one: (not _open(one), one.row.starts_at))
    return DayAhead(site.code, site.name, site.tz, day, tuple(visits))


def _open(visit: VisitAhead) -> bool:
    return any(not flag.answered for flag in visit.flags)


def _flag(
    one: Found, task: TaskInfo | None, site: SiteInfo, vehicle_id: UUID, day: dt.date
) -> FlagInfo:
    return FlagInfo(
        flag=one.flag,
        what=one.what,
        url=fix_of(one, site, vehicle_id, day),
        task_id=task.id if task else None,
        answered=task is not None and task.state is TaskState.DONE,
    )


def fix_of(one: Found, site: SiteInfo, vehicle_id: UUID, day: dt.date) -> str:
    """Where what is in the way can be put right."""
    match one.flag:
        case Flag.SKILL:
            return f"{reverse('workshop:board', args=[site.code])}?day={day.isoformat()}"
        case Flag.RECALL:
            return reverse("vehicles:page", args=[vehicle_id])
        case Flag.UNCONFIRMED:
            return f"{reverse('booking:desk_day', args=[site.code])}?day={day.isoformat()}"
        case _:
            return reverse("booking:desk_change", args=[site.code, one.appointment_id])


def source_of(site: SiteInfo, day: dt.date, one: Found) -> str:
    """The reason of the task: this flag, of this visit, on this day."""
    return f"{prefix_of(site, day)}{one.appointment_id}:{one.flag}"


def prefix_of(site: SiteInfo, day: dt.date) -> str:
    """How the reasons of one day at a site begin."""
    return f"tomorrow:{site.code}:{day.isoformat()}:"


def found_on(*, site: SiteInfo, day: dt.date, at: dt.datetime) -> list[Found]:
    """Every flag of the visits that are still to come on a day. A bounded number of queries."""
    begin, end = clock.day_bounds(day, site.tz)
    rows = list(
        Appointment.objects.filter(
            site_id=site.id, state=AppointmentState.BOOKED, starts_at__gte=begin, starts_at__lt=end
        ).prefetch_related("items")
    )
    if not rows:
        return []
    visits = _ahead(rows, site, (begin, end), at)
    numbers = {number for visit in visits for number in visit.parts}
    free = parts.available(numbers=numbers, node=site.node) if numbers else {}
    return rules.flags(visits, _with_kept(free, rows))


def _with_kept(free: Mapping[str, Decimal], rows: Sequence[Appointment]) -> dict[str, Decimal]:
    """What is kept for these very visits is there for them."""
    found = dict(free)
    for kept in parts.kept_for(subjects=[row.subject for row in rows]):
        if kept.part_number in found:
            found[kept.part_number] += kept.quantity - kept.issued
    return found


def _ahead(
    rows: Sequence[Appointment],
    site: SiteInfo,
    span: tuple[dt.datetime, dt.datetime],
    at: dt.datetime,
) -> list[Ahead]:
    codes = {item.operation_code for row in rows for item in row.items.all()}
    work = catalogue.operations(codes)
    jobs = workshop.jobs_of([row.subject for row in rows], at)
    cars = workshop.courtesy_cars(site_id=site.id, begin=span[0], end=span[1], at=at)
    given = {car.subject for car in cars}
    recalls = vehicles.open_campaigns([row.vehicle_id for row in rows])
    away = _away(site, span)
    said = dict(
        PreCheckIn.objects.filter(appointment__in=rows).values_list(
            "appointment_id", "needs_courtesy_car"
        )
    )
    mailed = customers.reachable({row.customer_id for row in rows}, ContactPurpose.VISIT)
    return [
        Ahead(
            appointment_id=row.pk,
            starts_at=row.starts_at,
            parts=_kit(row, work),
            away=_away_from(jobs.get(row.subject), away),
            nobody=_nobody(jobs.get(row.subject)),
            wants_car=row.courtesy_car or said.get(row.pk, False),
            has_car=row.subject in given,
            recalls=tuple(one.number for one in recalls.get(row.vehicle_id, ())),
            confirmed=row.pk in said or _confirmed(row, row.customer_id in mailed),
        )
        for row in rows
    ]


def _kit(row: Appointment, work: Mapping[str, OperationInfo]) -> dict[str, Decimal]:
    return rules.added(
        (part.part_number, part.quantity)
        for item in row.items.all()
        if item.operation_code in work
        for part in work[item.operation_code].kit
    )


def _confirmed(row: Appointment, by_mail: bool) -> bool:
    """Whoever was called, is written to, or booked within a day of the visit knows of it."""
    return bool(row.called_at or by_mail or row.booked_at > row.starts_at - A_DAY)


Away = dict[UUID, list[tuple[dt.datetime, dt.datetime]]]


def _away(site: SiteInfo, span: tuple[dt.datetime, dt.datetime]) -> Away:
    """When technicians of the site are away on the day: by the workshop, or by the network."""
    found: Away = {
        key: [(one.from_at, one.until_at) for one in absences]
        for key, absences in workshop.absences_during(
            site_id=site.id, begin=span[0], end=span[1]
        ).items()
    }
    people = {one.staff_id: one.id for one in workshop.resources_of(site.id) if one.staff_id}
    noon = span[0] + (span[1] - span[0]) / 2
    for staff, other in network.stand_ins(set(people), noon).items() if people else ():
        if other != staff:
            found.setdefault(people[staff], []).append(span)
    return found


def _away_from(job: JobInfo | None, away: Away) -> tuple[str, ...]:
    """The technicians who are planned for a visit and away then."""
    names: dict[str, None] = {}
    for step in job.steps if job else ():
        for key, name in zip(step.technician_ids, step.technician_names, strict=False):
            times = away.get(key, ())
            if any(step.start and step.end and b < step.end and e > step.start for b, e in times):
                names[name] = None
    return tuple(names)


def _nobody(job: JobInfo | None) -> bool:
    """Whether a step has no technician at all."""
    return job is None or any(not step.technician_ids for step in job.steps)
