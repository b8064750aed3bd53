"""The calendar of a site as the search wants it: read once, in a bounded number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import connection

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import ResourceKind, SlotQuery, StepState
from seibi.contexts.workshop.domain.availability import longest_stay
from seibi.contexts.workshop.domain.calendar import (
    Frame,
    SiteCalendar,
    Week,
    days_between,
    frame,
    site_calendar,
    unit,
)
from seibi.contexts.workshop.domain.grid import CELL_MINUTES, Span, mask_of
from seibi.contexts.workshop.domain.rules import DEFAULT_RULES, Rules
from seibi.contexts.workshop.models import (
    Absence,
    JobStep,
    Resource,
    ResourceHours,
    ResourceSkill,
    SiteRules,
)
from seibi.kernel import clock

DAY = dt.timedelta(days=1)
_TAKEN = """
    SELECT r.resource_id,
           array_agg(floor(extract(epoch FROM lower(r.during)) / 60)::bigint),
           array_agg(ceil(extract(epoch FROM upper(r.during)) / 60)::bigint)
    FROM workshop_reservation r JOIN workshop_resource u ON u.id = r.resource_id
    WHERE u.site_id = %(site)s AND r.during && tstzrange(%(begin)s, %(end)s)
      AND (r.expires_at IS NULL OR r.expires_at > %(machine_at)s)
      AND NOT (r.subject = %(subject)s AND (%(step)s::int IS NULL OR r.step_no = %(step)s::int))
    GROUP BY r.resource_id
"""


@dataclass(frozen=True, slots=True)
class Without:
    """Reservations to look past: those of a subject, or of one of its steps."""

    subject: str = ""
    step_no: int | None = None


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What hardly changes while one request is answered: hours, resources, absences, rules."""

    site: SiteInfo
    of: Frame
    opening: int
    resources: Sequence[Resource]
    skills: Mapping[UUID, dict[str, int]]
    weeks: Mapping[UUID, Week]
    away: Mapping[UUID, list[Span]]
    rules: Rules

    def calendar(self, *, at: dt.datetime, without: Without | None = None) -> SiteCalendar:
        """With what is reserved at this moment. Two queries."""
        taken = _taken(self.site.id, self.of, without or Without())
        for resource_id, span in _overrunning(self.site.id, self.of, at):
            taken[resource_id].append(span)
        units = [
            unit(
                of=self.of,
                opening=self.opening,
                id=resource.pk,
                kind=ResourceKind(resource.kind),
                bay_kind=resource.bay_kind,
                tool_kind=resource.tool_kind,
                skills=self.skills.get(resource.pk),
                week=self.weeks.get(resource.pk, ()),
                away=self.away.get(resource.pk, ()),
                reserved=taken.get(resource.pk, ()),
            )
            for resource in self.resources
        ]
        return site_calendar(of=self.of, opening=self.opening, units=units, rules=self.rules)


def for_query(
    query: SlotQuery, *, site: SiteInfo, at: dt.datetime, without: Without | None = None
) -> SiteCalendar:
    """The calendar a query needs."""
    return facts_for(query, site=site, at=at).calendar(at=at, without=without)


def facts_for(query: SlotQuery, *, site: SiteInfo, at: dt.datetime) -> SiteFacts:
    """The facts a query needs: a day before its window, a longest visit after it."""
    begin = max(query.not_before, min(at, query.not_after))
    first, days = days_between(begin, max(query.not_after, begin), site.tz)
    return facts(site, frame(site.tz, first - DAY, days + longest_stay(query) + 2))


def facts(site: SiteInfo, of: Frame) -> SiteFacts:
    """The facts of a site over a frame of days."""
    rows = Resource.objects.filter(site_id=site.id, active=True)
    resources = list(rows.order_by("kind", "number", "code"))
    ids = [resource.pk for resource in resources]
    return SiteFacts(
        site=site,
        of=of,
        opening=opening_mask(site.id, of),
        resources=resources,
        skills=_skills(ids),
        weeks=_weeks(ids),
        away=_away(ids, of),
        rules=rules_of(site.id),
    )


def opening_mask(site_id: UUID, of: Frame) -> int:
    """When the site is open."""
    until = of.first_day + of.days * DAY
    return mask_of(of.inner(network.opening_intervals(site_id, of.first_day, until)), of.size)


def rules_of(site_id: UUID) -> Rules:
    """What the site decided about its slots, or the defaults."""
    row = SiteRules.objects.filter(site_id=site_id).first()
    if row is None:
        return DEFAULT_RULES
    return Rules(
        kept_share=Fraction(row.kept_share),
        reception_minutes=row.reception_minutes,
        delivery_minutes=row.delivery_minutes,
        offer_minutes=row.offer_minutes,
    )


def _skills(ids: Iterable[UUID]) -> Mapping[UUID, dict[str, int]]:
    found: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    rows = ResourceSkill.objects.filter(resource__in=ids)
    for resource_id, skill, grade in rows.values_list("resource_id", "skill", "grade"):
        found[resource_id][skill] = grade
    return found


def _weeks(ids: Iterable[UUID]) -> Mapping[UUID, Week]:
    found: defaultdict[UUID, list[tuple[int, dt.time, dt.time]]] = defaultdict(list)
    for row in ResourceHours.objects.filter(resource__in=ids).order_by("weekday", "begins"):
        found[row.resource_id].append((row.weekday, row.begins, row.ends))
    return {key: tuple(week) for key, week in found.items()}


def _away(ids: Iterable[UUID], of: Frame) -> Mapping[UUID, list[Span]]:
    found: defaultdict[UUID, list[Span]] = defaultdict(list)
    end = of.moment(of.size)
    rows = Absence.objects.filter(resource__in=ids, until_at__gt=of.origin, from_at__lt=end)
    for resource_id, begin, until in rows.values_list("resource_id", "from_at", "until_at"):
        found[resource_id].extend(of.outer([(begin, until)]))
    return found


def _taken(site_id: UUID, of: Frame, without: Without) -> defaultdict[UUID, list[Span]]:
    """Cells that standing reservations touch, one row per resource."""
    origin = int(of.origin.timestamp()) // 60
    values: dict[str, Any] = {
        "site": site_id,
        "begin": of.origin,
        "end": of.moment(of.size),
        "machine_at": clock.machine_now(),
        "subject": without.subject,
        "step": without.step_no,
    }
    found: defaultdict[UUID, list[Span]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, values)
        for resource_id, begins, ends in cursor.fetchall():
            found[resource_id] = [
                ((begin - origin) // CELL_MINUTES, -((origin - end) // CELL_MINUTES))
                for begin, end in zip(begins, ends, strict=True)
            ]
    return found


def _overrunning(site_id: UUID, of: Frame, at: dt.datetime) -> Iterable[tuple[UUID, Span]]:
    """Work that goes on beyond its plan still holds its bay and people until it should be done."""
    rows = JobStep.objects.filter(
        job__site=site_id, state=StepState.IN_WORK, planned_end__lt=at + dt.timedelta(hours=12)
    )
    for step in rows:
        running = at - step.running_since if step.running_since else dt.timedelta()
        left = dt.timedelta(minutes=step.minutes - step.worked_minutes) - running
        until = at + max(left, dt.timedelta(minutes=CELL_MINUTES))
        if step.planned_end and until > step.planned_end:
            span = of.cell(step.planned_end), of.cell_up(until)
            for resource_id in (step.bay_id, *step.technician_ids):
                if resource_id:
                    yield resource_id, span
