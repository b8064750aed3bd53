"""What a site has that can be reserved, and how each of it is planned."""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from seibi.contexts.workshop.contracts import (
    AbsenceInfo,
    AbsenceReason,
    ResourceDetail,
    ResourceInfo,
    ResourceKind,
)
from seibi.contexts.workshop.models import Absence, Resource, ResourceHours, ResourceSkill
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound


def resources_of(site_id: UUID) -> list[ResourceInfo]:
    """Everything at a site that can be reserved, in the order of the board. Two queries."""
    rows = list(Resource.objects.filter(site_id=site_id).order_by("kind", "number", "code"))
    return _infos(rows)


def details(*, site_id: UUID, actor: Actor, at: dt.datetime) -> list[ResourceDetail]:
    """Resources with hours and absences that are not over. Four queries."""
    rows = Resource.objects.visible_to(actor).filter(site_id=site_id)
    found = list(rows.order_by("kind", "number", "code"))
    ids = [row.pk for row in found]
    hours: defaultdict[UUID, list[tuple[int, dt.time, dt.time]]] = defaultdict(list)
    for row in ResourceHours.objects.filter(resource__in=ids).order_by("weekday", "begins"):
        hours[row.resource_id].append((row.weekday, row.begins, row.ends))
    away: defaultdict[UUID, list[AbsenceInfo]] = defaultdict(list)
    absences = Absence.objects.filter(resource__in=ids, until_at__gt=at).order_by("from_at")
    for absence in absences:
        away[absence.resource_id].append(
            AbsenceInfo(
                id=absence.pk,
                from_at=absence.from_at,
                until_at=absence.until_at,
                reason=AbsenceReason(absence.reason),
            )
        )
    return [
        ResourceDetail(info, tuple(hours[info.id]), tuple(away[info.id])) for info in _infos(found)
    ]


def detail(*, resource_id: UUID, actor: Actor, at: dt.datetime) -> tuple[UUID, ResourceDetail]:
    """One resource and the site it belongs to. Raises NotFound ("resource_not_found")."""
    row = Resource.objects.visible_to(actor).filter(pk=resource_id).first()
    if row is None:
        raise NotFound("resource_not_found")
    found = details(site_id=row.site_id, actor=actor, at=at)
    return row.site_id, next(one for one in found if one.info.id == resource_id)


def _infos(rows: list[Resource]) -> list[ResourceInfo]:
    skills: defaultdict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for row in ResourceSkill.objects.filter(resource__in=[r.pk for r in rows]).order_by("skill"):
        skills[row.resource_id].append((row.skill, row.grade))
    return [
        ResourceInfo(
            id=row.pk,
            kind=ResourceKind(row.kind),
            code=row.code,
            name=row.name,
            bay_kind=row.bay_kind,
            tool_kind=row.tool_kind,
            staff_id=row.staff_id,
            skills=tuple(skills[row.pk]),
            active=row.active,
        )
        for row in rows
    ]
