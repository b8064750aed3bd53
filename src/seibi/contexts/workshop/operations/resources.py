"""What a site works with: bays, people, tools, cars, their hours and absences, its rules."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.network import facade as network
from seibi.contexts.workshop.contracts import AbsenceReason, ResourceKind
from seibi.contexts.workshop.events import ResourceChanged
from seibi.contexts.workshop.models import (
    Absence,
    Resource,
    ResourceHours,
    ResourceSkill,
    SiteRules,
)
from seibi.contexts.workshop.operations.reservations import lock_resources
from seibi.contexts.workshop.permissions import can_manage
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell

Week = Mapping[int, Sequence[tuple[dt.time, dt.time]]]


@transaction.atomic
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
    hours: Week | None = None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A new bay, technician, tool, advisor or courtesy car. Without ``hours`` it keeps the site's.

    ``hours``: weekday (0 is Monday) → spans by the wall clock; a gap is a break.
    Raises NotFound, NotAllowed, Invalid, RuleBroken ("code_taken").
    """
    site = network.site(site_id)
    require(can_manage(actor, site.node))
    _check_kinds(kind, bay_kind, tool_kind, name)
    same_kind = Resource.objects.filter(site_id=site_id, kind=kind)
    if same_kind.filter(code=code).exists():
        raise RuleBroken("code_taken", _("Something of this kind has this code already."))
    row = Resource.objects.create(
        owner_node=site.node,
        site_id=site_id,
        kind=kind,
        code=code,
        name=name.strip(),
        number=same_kind.count() + 1,
        bay_kind=bay_kind,
        tool_kind=tool_kind,
        staff_id=staff_id,
    )
    _write_skills(row, skills or {})
    _write_hours(row, hours or {})
    _told(row, actor, at)
    return row.pk


@transaction.atomic
def set_skills(
    *, resource_id: UUID, skills: Mapping[str, int], actor: Actor, at: dt.datetime
) -> None:
    """What a person can do and how well, from now on. Raises NotFound, NotAllowed, Invalid."""
    row = _locked(resource_id, actor)
    require(can_manage(actor, row.owner_node))
    ResourceSkill.objects.filter(resource=row).delete()
    _write_skills(row, skills)
    _told(row, actor, at)


@transaction.atomic
def set_hours(*, resource_id: UUID, hours: Week, actor: Actor, at: dt.datetime) -> None:
    """The weekly shift from now on; none means the hours of the site.

    What is planned already stays; the board shows what then lies outside. Raises NotFound,
    NotAllowed, Invalid.
    """
    row = _locked(resource_id, actor)
    require(can_manage(actor, row.owner_node))
    ResourceHours.objects.filter(resource=row).delete()
    _write_hours(row, hours)
    _told(row, actor, at)


@transaction.atomic
def set_active(*, resource_id: UUID, active: bool, actor: Actor, at: dt.datetime) -> None:
    """Take a resource out of planning, or back into it. Raises NotFound, NotAllowed."""
    row = _locked(resource_id, actor)
    require(can_manage(actor, row.owner_node))
    row.active = active
    row.save(update_fields=["active"])
    _told(row, actor, at)


@transaction.atomic
def add_absence(
    *,
    resource_id: UUID,
    from_at: dt.datetime,
    until_at: dt.datetime,
    reason: AbsenceReason,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """Somebody is away, or something is being repaired; nothing new is planned for that time.

    Planned work stays and shows on the board as to be given to others. Raises NotFound,
    NotAllowed, Invalid ("ends_before_it_begins").
    """
    row = _locked(resource_id, actor)
    require(can_manage(actor, row.owner_node))
    if until_at <= from_at:
        raise Invalid(
            "ends_before_it_begins",
            _("The end lies before the beginning."),
            errors={"until_at": _("Choose a later end.")},
        )
    lock_resources(site_id=row.site_id)
    absence = Absence.objects.create(
        owner_node=row.owner_node, resource=row, from_at=from_at, until_at=until_at, reason=reason
    )
    _told(row, actor, at)
    return absence.pk


@transaction.atomic
def end_absence(*, absence_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """Somebody is back, or not going away after all. Raises NotFound, NotAllowed."""
    absence = Absence.objects.visible_to(actor).locked().filter(pk=absence_id).first()
    if absence is None:
        raise NotFound("absence_not_found")
    require(can_manage(actor, absence.owner_node))
    row = absence.resource
    if absence.from_at < at < absence.until_at:
        absence.until_at = at
        absence.save(update_fields=["until_at"])
    elif absence.from_at >= at:
        absence.delete()
    _told(row, actor, at)


@transaction.atomic
def set_rules(
    *,
    site_id: UUID,
    kept_share: Decimal,
    reception_minutes: int,
    delivery_minutes: int,
    offer_minutes: int,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """What a site keeps for people without a booking, and how long the desk takes.

    Raises NotFound, NotAllowed, Invalid ("bad_rules").
    """
    site = network.site(site_id)
    require(can_manage(actor, site.node))
    minutes_fit = 0 < reception_minutes <= 120 and 0 < delivery_minutes <= 120
    if not (0 <= kept_share < 1 and minutes_fit and offer_minutes in {5, 10, 15, 20, 30, 60}):
        raise Invalid("bad_rules", _("A share lies between 0 and 1, the desk takes 1–120 minutes."))
    SiteRules.objects.update_or_create(
        site_id=site_id,
        defaults={
            "owner_node": site.node,
            "kept_share": kept_share,
            "reception_minutes": reception_minutes,
            "delivery_minutes": delivery_minutes,
            "offer_minutes": offer_minutes,
        },
    )
    tell(
        ResourceChanged(resource_id=None, site_id=site_id),
        actor=actor,
        at=at,
        subject=f"site:{site_id}",
        owner_node=site.node,
    )


def _check_kinds(kind: ResourceKind, bay_kind: str, tool_kind: str, name: str) -> None:
    errors: dict[str, str] = {}
    if (kind == ResourceKind.BAY) != bool(bay_kind) or (bay_kind and bay_kind not in set(BayKind)):
        errors["bay_kind"] = _("A bay, and only a bay, has a kind such as lift or wash.")
    if (kind == ResourceKind.TOOL) != bool(tool_kind):
        errors["tool_kind"] = _("A tool, and only a tool, has a kind.")
    if not name.strip():
        errors["name"] = _("Give it a name that people in the workshop use.")
    if errors:
        raise Invalid("bad_resource", _("Something is missing."), errors=errors)


def _write_skills(row: Resource, skills: Mapping[str, int]) -> None:
    if any(skill not in set(Skill) or not 1 <= grade <= 5 for skill, grade in skills.items()):
        raise Invalid("bad_skill", _("A skill is one of the list, with a grade from 1 to 5."))
    ResourceSkill.objects.bulk_create(
        ResourceSkill(resource=row, skill=skill, grade=grade) for skill, grade in skills.items()
    )


def _write_hours(row: Resource, hours: Week) -> None:
    for weekday, spans in hours.items():
        ordered = sorted(spans)
        flat = [moment for span in ordered for moment in span]
        if not 0 <= weekday <= 6 or flat != sorted(flat) or len(set(flat)) < len(flat):
            raise Invalid("bad_hours", _("The hours of a day follow each other without overlap."))
        ResourceHours.objects.bulk_create(
            ResourceHours(resource=row, weekday=weekday, begins=begin, ends=end)
            for begin, end in ordered
        )


def _locked(resource_id: UUID, actor: Actor) -> Resource:
    row = Resource.objects.visible_to(actor).locked().filter(pk=resource_id).first()
    if row is None:
        raise NotFound("resource_not_found")
    return row


def _told(row: Resource, actor: Actor, at: dt.datetime) -> None:
    tell(
        ResourceChanged(resource_id=row.pk, site_id=row.site_id),
        actor=actor,
        at=at,
        subject=f"resource:{row.pk}",
        owner_node=row.owner_node,
    )
