"""The rows the search for free times is made of, each kind read with one statement.

The search runs on every look at a calendar, so it asks the database directly: five statements
instead of a dozen models.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from seibi.contexts.workshop.contracts import ResourceKind
from seibi.contexts.workshop.domain.calendar import Week
from seibi.contexts.workshop.domain.grid import CELL_MINUTES, Span
from seibi.contexts.workshop.domain.rules import DEFAULT_RULES, Rules
from seibi.kernel.rows import fetched

_CELL = CELL_MINUTES * 60.0  # seconds

_RESOURCES = """
    SELECT u.id, u.kind, u.bay_kind, u.tool_kind,
           (SELECT json_object_agg(s.skill, s.grade)
            FROM workshop_resourceskill s WHERE s.resource_id = u.id),
           (SELECT json_agg(json_build_array(h.weekday, h.begins, h.ends)
                            ORDER BY h.weekday, h.begins)
            FROM workshop_resourcehours h WHERE h.resource_id = u.id),
           (SELECT json_agg(json_build_array(
                floor((date_part('epoch', a.from_at) - %(origin)s) / %(cell)s)::int,
                ceil((date_part('epoch', a.until_at) - %(origin)s) / %(cell)s)::int))
            FROM workshop_absence a
            WHERE a.resource_id = u.id AND a.until_at > %(begin)s AND a.from_at < %(end)s)
    FROM workshop_resource u WHERE u.site_id = %(site)s AND u.active
    ORDER BY u.kind, u.number, u.code
"""
_TAKEN = """
    SELECT r.resource_id,
           array_agg(floor((date_part('epoch', lower(r.during)) - %(origin)s) / %(cell)s)::int),
           array_agg(ceil((date_part('epoch', upper(r.during)) - %(origin)s) / %(cell)s)::int)
    FROM workshop_reservation r JOIN workshop_resource u ON u.id = r.resource_id
    WHERE u.site_id = %(site)s AND r.during && tstzrange(%(begin)s, %(end)s)
      AND (r.expires_at IS NULL OR r.expires_at > %(machine_at)s)
      AND NOT (r.subject = %(subject)s AND (%(step)s::int IS NULL OR r.step_no = %(step)s::int))
    GROUP BY r.resource_id
"""
_IN_WORK = """
    SELECT s.bay_id, s.technician_ids, s.planned_end, s.running_since, s.minutes - s.worked_minutes
    FROM workshop_jobstep s JOIN workshop_job j ON j.id = s.job_id
    WHERE j.site_id = %(site)s AND s.state = 'in_work' AND s.planned_end < %(before)s
"""
_RULES = """
    SELECT kept_share, reception_minutes, delivery_minutes, offer_minutes
    FROM workshop_siterules WHERE site_id = %(site)s
"""


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A resource as it is planned: what it can do, its own week, when it is away."""

    id: UUID
    kind: ResourceKind
    bay_kind: str
    tool_kind: str
    skills: dict[str, int] = field(default_factory=dict)
    week: Week = ()
    away: tuple[Span, ...] = ()  # cells, counted from the moment that was asked from


@dataclass(frozen=True, slots=True)
class StepInWork:
    """A step that is being worked on; ``left`` minutes of its time remained when it was started."""

    resources: tuple[UUID, ...]
    planned_end: dt.datetime
    running_since: dt.datetime
    left: int


def resources(site_id: UUID, begin: dt.datetime, end: dt.datetime) -> list[ResourceRow]:
    """What can be reserved at a site, in the order of the board, with absences in [begin, end)."""
    return [
        ResourceRow(
            id=id,
            kind=ResourceKind(kind),
            bay_kind=bay_kind,
            tool_kind=tool_kind,
            skills=skills or {},
            week=tuple((day, _time(begins), _time(ends)) for day, begins, ends in week or ()),
            away=tuple((since, until) for since, until in away or ()),
        )
        for id, kind, bay_kind, tool_kind, skills, week, away in fetched(
            _RESOURCES, site=site_id, begin=begin, end=end, origin=begin.timestamp(), cell=_CELL
        )
    ]


def taken(
    site_id: UUID,
    begin: dt.datetime,
    end: dt.datetime,
    *,
    machine_at: dt.datetime,
    subject: str = "",
    step_no: int | None = None,
) -> Iterator[tuple[UUID, list[Span]]]:
    """Standing reservations that touch [begin, end), without those of a subject or its step.

    As the cells they touch, counted from ``begin``.
    """
    found = fetched(
        _TAKEN,
        site=site_id,
        begin=begin,
        end=end,
        origin=begin.timestamp(),
        cell=_CELL,
        machine_at=machine_at,
        subject=subject,
        step=step_no,
    )
    for resource_id, begins, ends in found:
        yield resource_id, list(zip(begins, ends, strict=True))


def steps_in_work(site_id: UUID, before: dt.datetime) -> list[StepInWork]:
    """Steps in work whose plan ends before a moment."""
    return [
        StepInWork((bay, *people) if bay else tuple(people), planned_end, since, left)
        for bay, people, planned_end, since, left in fetched(_IN_WORK, site=site_id, before=before)
    ]


def rules(site_id: UUID) -> Rules:
    """What the site decided about its slots, or the defaults."""
    for share, reception, delivery, offer in fetched(_RULES, site=site_id):
        return Rules(Fraction(share), reception, delivery, offer)
    return DEFAULT_RULES


_time = dt.time.fromisoformat
