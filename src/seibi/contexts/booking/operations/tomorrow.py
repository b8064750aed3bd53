"""The check of tomorrow: what is in the way of a visit is a task, as long as it is in the way."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts.tomorrow import Flag
from seibi.contexts.booking.domain import tomorrow as rules
from seibi.contexts.booking.domain.tomorrow import Found
from seibi.contexts.booking.permissions import can_receive
from seibi.contexts.booking.queries import tomorrow as ahead
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role, SiteInfo
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import NewTask
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import require
from seibi.kernel.text import in_every_language

WHO: Mapping[Flag, Role] = {
    Flag.PART: Role.PARTS_CLERK,
    Flag.SKILL: Role.CONTROLLER,
    Flag.LOANER: Role.ADVISOR,
    Flag.RECALL: Role.ADVISOR,
    Flag.UNCONFIRMED: Role.CR,
}


@transaction.atomic
def check_day(*, site_id: UUID, day: dt.date, actor: Actor, at: dt.datetime) -> int:
    """What is in the way of a day's visits is a task each; what is not any more settles itself.

    How many things are in the way. Raises NotFound, NotAllowed.
    """
    site = network.site(site_id)
    require(can_receive(actor, site.node))
    found = ahead.found_on(site=site, day=day, at=at)
    wanted = [_task(one, site, day) for one in found]
    tasks.keep_tasks(prefix=ahead.prefix_of(site, day), wanted=wanted, actor=SYSTEM, at=at)
    return len(found)


def check_all(*, actor: Actor, at: dt.datetime) -> int:
    """Every workshop, each by its own clock: today, and from five o'clock on tomorrow."""
    number = 0
    for site in network.all_sites():
        for day in rules.days_to_check(at.astimezone(ZoneInfo(site.tz))):
            number += check_day(site_id=site.id, day=day, actor=actor, at=at)
    return number


def check_late_booking(*, site_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A visit that is booked, moved or given up after the check is checked, too."""
    local = at.astimezone(ZoneInfo(network.site(site_id).tz))
    for day in rules.days_to_check(local)[1:]:
        check_day(site_id=site_id, day=day, actor=actor, at=at)


def _task(one: Found, site: SiteInfo, day: dt.date) -> NewTask:
    opens = network.opening_intervals(site.id, day, day + dt.timedelta(days=1))
    due = opens[0][0] if opens else clock.local_moment(day, dt.time(8), site.tz)
    return NewTask(
        subject=f"appointment:{one.appointment_id}",
        node=site.node,
        title=in_every_language(lambda: _sentence(one)[:200]),
        due_at=due,
        role=WHO[one.flag],
        source=ahead.source_of(site, day, one),
    )


def _sentence(one: Found) -> str:
    match one.flag:
        case Flag.PART:
            return _("Get the part: %(part)s") % {"part": one.what}
        case Flag.SKILL if one.what:
            return _("Plan somebody else: %(name)s is away") % {"name": one.what}
        case Flag.SKILL:
            return _("Plan a technician")
        case Flag.LOANER:
            return _("Reserve a courtesy car")
        case Flag.RECALL:
            return _("Prepare the recall: %(number)s") % {"number": one.what}
    return _("Call and confirm the visit")
