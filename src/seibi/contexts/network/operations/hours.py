"""Everything that changes when a workshop is open."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import DayHours
from seibi.contexts.network.domain import calendar
from seibi.contexts.network.events import DayClosed, DayReopened, OpeningHoursChanged
from seibi.contexts.network.models import ClosedDay, OpeningHours, Site
from seibi.contexts.network.permissions import can_manage
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell


@transaction.atomic
def set_hours(
    *, site_id: UUID, week: Mapping[int, DayHours], actor: Actor, at: dt.datetime
) -> None:
    """The whole week at once (0 is Monday); a weekday that is not named is closed.

    Raises NotFound, NotAllowed, Invalid ("bad_hours").
    """
    site = _get_locked(site_id, actor)
    require(can_manage(actor, site.owner_node))
    _check(week)

    OpeningHours.objects.filter(site=site).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            owner_node=site.owner_node,
            site=site,
            weekday=weekday,
            opens=hours.opens,
            closes=hours.closes,
            breaks=[[begin.isoformat(), end.isoformat()] for begin, end in sorted(hours.breaks)],
        )
        for weekday, hours in week.items()
    )

    _tell(OpeningHoursChanged(site_id=site.pk), site, actor, at)


@transaction.atomic
def close_day(
    *, site_id: UUID, on: dt.date, reason: str = "", actor: Actor, at: dt.datetime
) -> None:
    """The workshop stays closed that day, whatever the calendar of the country says.

    Raises NotFound, NotAllowed.
    """
    site = _get_locked(site_id, actor)
    require(can_manage(actor, site.owner_node))

    ClosedDay.objects.update_or_create(
        site=site, on=on, defaults={"reason": reason, "owner_node": site.owner_node}
    )

    _tell(DayClosed(site_id=site.pk, on=on.isoformat()), site, actor, at)


@transaction.atomic
def reopen_day(*, site_id: UUID, on: dt.date, actor: Actor, at: dt.datetime) -> None:
    """A closed day keeps its usual hours again. Raises NotFound, NotAllowed."""
    site = _get_locked(site_id, actor)
    require(can_manage(actor, site.owner_node))
    deleted, _rows = ClosedDay.objects.filter(site=site, on=on).delete()
    if not deleted:
        raise NotFound("day_not_closed", _("This day is not closed."))

    _tell(DayReopened(site_id=site.pk, on=on.isoformat()), site, actor, at)


def _check(week: Mapping[int, DayHours]) -> None:
    words = {
        "closes_before_it_opens": _("It closes before it opens."),
        "break_ends_before_it_begins": _("A break ends before it begins."),
        "break_outside_hours": _("Breaks lie within the hours and do not overlap."),
    }
    errors = {
        str(weekday): words[mistake]
        for weekday, hours in week.items()
        if (mistake := calendar.hours_mistake(hours))
    }
    if errors or not all(0 <= weekday <= 6 for weekday in week):
        raise Invalid("bad_hours", _("These hours cannot be kept."), errors=errors)


def _get_locked(site_id: UUID, actor: Actor) -> Site:
    """The workshop, locked, if this actor may know it exists."""
    site = Site.objects.visible_to(actor).locked().filter(pk=site_id).first()
    if site is None:
        raise NotFound("site_not_found", _("There is no such workshop."))
    return site


def _tell(event: Event, site: Site, actor: Actor, at: dt.datetime) -> None:
    tell(event, actor=actor, at=at, subject=f"site:{site.pk}", owner_node=site.owner_node)
