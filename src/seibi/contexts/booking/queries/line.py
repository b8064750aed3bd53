"""The line of those who wait: who may be offered what, and when we may speak."""

import datetime as dt
from uuid import UUID

from seibi.contexts.booking.contracts import FreeSlot, Stay
from seibi.contexts.booking.contracts.waiting import WaitWish
from seibi.contexts.booking.domain.needs import slot_query
from seibi.contexts.booking.domain.waiting import Line, Span, is_over
from seibi.contexts.booking.models.waiting import IN_LINE, FreedTime, Waiting
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.clock import local_day

LONGEST = dt.timedelta(days=61)


def open_today(site: SiteInfo, at: dt.datetime) -> list[Span]:
    """The opening hours of the local day of a moment, in order."""
    day = local_day(at, site.tz)
    found = network.opening_intervals(site.id, day, day + dt.timedelta(days=1))
    return list(found)


def slots_for(
    row: Waiting, freed: FreedTime, *, site: SiteInfo, answer: dt.timedelta, at: dt.datetime
) -> list[FreeSlot]:
    """The times within what was freed that suit somebody and are free now, soonest first."""
    standing = line_of(row, site.tz)
    window = standing.window(at=at, answer=answer)
    work = catalogue.work(row.operation_codes)
    length = dt.timedelta(minutes=sum(operation.minutes for operation in work))
    if window is None:
        return []
    opens = max(window[0], freed.starts_at - length)
    closes = min(window[1], freed.ends_at, opens + LONGEST)
    if opens > closes:
        return []
    answered = workshop.find_slots(
        slot_query(
            site_id=site.id,
            operations=work,
            not_before=opens,
            not_after=closes,
            stay=Stay.DROP_OFF if row.appointment_id else Stay(row.stay),
            courtesy_car=row.courtesy_car,
        ),
        at,
    )
    slots = [FreeSlot(slot.start, slot.ready_at) for slot in answered.slots]
    return standing.best(slots, freed=(freed.starts_at, freed.ends_at))


def line_of(row: Waiting, tz: str) -> Line:
    """What the rules need to know of an entry."""
    before = row.offers.values_list("starts_at", "ends_at") if row.pk else []
    return Line(
        wish=wish_of(row),
        tz=tz,
        earlier_than=row.appointment.starts_at if row.appointment else None,
        offered_before=tuple(before),
    )


def wish_of(row: Waiting) -> WaitWish:
    """The wish in the row, as a value."""
    return WaitWish(
        from_day=row.from_day,
        until_day=row.until_day,
        weekdays=tuple(row.weekdays),
        from_time=row.from_time,
        until_time=row.until_time,
        notice_hours=row.notice_hours,
    )


def past(at: dt.datetime) -> list[UUID]:
    """Entries whose last day has passed where their site is."""
    soon = at.date() + dt.timedelta(days=1)
    rows = Waiting.objects.filter(state__in=IN_LINE, until_day__lte=soon)
    sites = network.sites_by_id(row.site_id for row in rows)
    return [row.pk for row in rows if is_over(wish_of(row), tz=sites[row.site_id].tz, at=at)]
