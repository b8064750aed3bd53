"""Free times of a site for certain work, and the honest answers to somebody at the counter."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import (
    FreeSlot,
    SlotPage,
    Stay,
    WalkInAnswer,
    WalkInChoice,
)
from seibi.contexts.booking.domain.distance import minutes_by_road, road_kilometres
from seibi.contexts.booking.domain.needs import slot_query
from seibi.contexts.booking.domain.offers import best_offers, by_day
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.queries.rules import rules_at
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import SlotAnswer
from seibi.kernel.actor import Actor
from seibi.kernel.clock import day_bounds, local_day
from seibi.kernel.errors import NotFound

MOST_FREE_NAMED = 6
SITES_NEARBY = 4
WALK_IN_AHEAD = dt.timedelta(days=7)
FURTHEST = dt.timedelta(days=92)


def slots(
    *,
    site_id: UUID,
    operation_codes: Sequence[str],
    stay: Stay = Stay.DROP_OFF,
    courtesy_car: bool = False,
    at: dt.datetime,
    from_day: dt.date | None = None,
    days: int | None = None,
) -> SlotPage:
    """Every time at which all of the work can begin, by day; the best offers first.

    The window is the site's own, 14 days as a rule. Raises NotFound, Invalid ("no_steps").
    """
    site = network.site(site_id)
    work = catalogue.work(operation_codes)
    today = local_day(at, site.tz)
    first = min(max(from_day or today, today), today + FURTHEST)
    length = min(days or rules_at(site.node).horizon_days, 31)
    opens = day_bounds(first, site.tz)[0]
    closes = day_bounds(first + dt.timedelta(days=length - 1), site.tz)[1]
    answer = workshop.find_slots(
        slot_query(
            site_id=site_id,
            operations=work,
            not_before=max(at, opens),
            not_after=closes - dt.timedelta(seconds=1),
            stay=stay,
            courtesy_car=courtesy_car,
        ),
        at,
    )
    free = _free(answer)
    return SlotPage(
        site_id=site_id,
        tz=site.tz,
        minutes=sum(o.minutes for o in work),
        operation_codes=tuple(o.code for o in work),
        offers=best_offers(free, tz=site.tz),
        days=by_day(free, first=first, days=length, tz=site.tz),
        why_none=() if free else tuple(dict.fromkeys(why.sentence for why in answer.why)),
    )


def free_soon(
    site_id: UUID, operation_codes: Sequence[str], at: dt.datetime
) -> list[dict[str, Any]]:
    """The next few free times as plain values, for a refusal that helps to go on."""
    page = slots(site_id=site_id, operation_codes=operation_codes, at=at)
    soon = [slot for day in page.days for slot in day.slots][:MOST_FREE_NAMED]
    return [{"start": s.starts_at.isoformat(), "ready_at": s.ends_at.isoformat()} for s in soon]


def slots_to_move(*, appointment_id: UUID, actor: Actor, at: dt.datetime) -> SlotPage:
    """Free times for the work of an appointment. Raises NotFound for whoever may not know it."""
    rows = Appointment.objects.visible_to(actor).filter(pk=appointment_id)
    row = rows.prefetch_related("items").first()
    if row is None:
        raise NotFound("appointment_not_found", _("There is no such appointment."))
    return slots(
        site_id=row.site_id,
        operation_codes=[item.operation_code for item in row.items.all()],
        courtesy_car=row.courtesy_car,
        at=at,
    )


def walk_in_choices(
    *, site_id: UUID, operation_codes: Sequence[str], at: dt.datetime
) -> list[WalkInChoice]:
    """Wait, leave it, or another site today: each only if it is true, soonest first within each.

    Each is asked for as it would be taken: whoever waits does not sit idle for long. Capacity kept
    for walk-ins counts here.
    """
    site = network.site(site_id)
    choices = []
    if wait := _today(site, operation_codes, at):
        choices.append(WalkInChoice(WalkInAnswer.WAIT, site.id, site.name, wait))
    if leave := next((s for s in _walk_in_slots(site, operation_codes, at) if s != wait), None):
        lent = leave in _walk_in_slots(site, operation_codes, at, courtesy_car=True)
        answer = WalkInAnswer.LEAVE_IT
        choices.append(WalkInChoice(answer, site.id, site.name, leave, courtesy_car=lent))
    if not wait:
        choices.extend(_other_sites(site, operation_codes, at))
    return choices


def _other_sites(
    site: SiteInfo, operation_codes: Sequence[str], at: dt.datetime
) -> list[WalkInChoice]:
    """Sites of the same dealer group that can do it today; at most a few are asked."""
    others = [s for s in network.sites_under(site.group_node) if s.id != site.id]
    found = []
    for other in others[:SITES_NEARBY]:
        if slot := _today(other, operation_codes, at, stay=Stay.DROP_OFF):
            found.append(_elsewhere(site, other, slot))
    return found


def _today(
    site: SiteInfo, operation_codes: Sequence[str], at: dt.datetime, stay: Stay = Stay.WAIT
) -> FreeSlot | None:
    """The first time of a site that is over today."""
    midnight = day_bounds(local_day(at, site.tz), site.tz)[1]
    free = _walk_in_slots(site, operation_codes, at, until=midnight, stay=stay)
    return next((slot for slot in free if slot.ends_at < midnight), None)


def _elsewhere(site: SiteInfo, other: SiteInfo, slot: FreeSlot) -> WalkInChoice:
    far = road_kilometres((site.latitude, site.longitude), (other.latitude, other.longitude))
    return WalkInChoice(
        WalkInAnswer.OTHER_SITE,
        other.id,
        other.name,
        slot,
        kilometres=far,
        minutes_away=minutes_by_road(far) if far is not None else None,
    )


def _walk_in_slots(
    site: SiteInfo,
    operation_codes: Sequence[str],
    at: dt.datetime,
    *,
    until: dt.datetime | None = None,
    stay: Stay = Stay.DROP_OFF,
    courtesy_car: bool = False,
) -> list[FreeSlot]:
    answer = workshop.find_slots(
        slot_query(
            site_id=site.id,
            operations=catalogue.work(operation_codes),
            not_before=at,
            not_after=until or at + WALK_IN_AHEAD,
            stay=stay,
            walk_in=True,
            courtesy_car=courtesy_car,
        ),
        at,
    )
    return _free(answer)


def _free(answer: SlotAnswer) -> list[FreeSlot]:
    return [FreeSlot(starts_at=s.start, ends_at=s.ready_at) for s in answer.slots]
