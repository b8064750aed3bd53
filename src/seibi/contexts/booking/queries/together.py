"""Free times for one or several cars that come at once, on the weekdays that suit."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from seibi.contexts.booking.contracts import CarWish, FreeSlot, SlotDay, SlotPage
from seibi.contexts.booking.domain.needs import slot_query
from seibi.contexts.booking.domain.offers import best_offers, by_day
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.clock import day_bounds, local_day

DAYS = 21
MOST = 40
MOST_A_DAY = 8


def slots_together(
    *,
    site_id: UUID,
    cars: Sequence[CarWish],
    weekdays: Collection[int] = (),
    at: dt.datetime,
    days: int = DAYS,
) -> SlotPage:
    """Times at which all of the cars may come, by day; only on these weekdays, if any are named.

    They are received at once; a car whose bay the other one has stands until it is free. 0 is
    Monday. Days without a free time are left out. Raises NotFound, Invalid ("no_steps").
    """
    site = network.site(site_id)
    today = local_day(at, site.tz)
    works = [catalogue.work(car.operation_codes) for car in cars]
    closes = day_bounds(today + dt.timedelta(days=days - 1), site.tz)[1]
    queries = [
        slot_query(
            site_id=site_id,
            operations=work,
            not_before=at,
            not_after=closes - dt.timedelta(seconds=1),
            courtesy_car=car.courtesy_car,
            together=len(cars) > 1,
        )
        for car, work in zip(cars, works, strict=True)
    ]
    answer = workshop.find_together(
        queries=queries, weekdays=weekdays, most=MOST, a_day=MOST_A_DAY, at=at
    )
    free = [FreeSlot(slot.start, slot.ready_at) for slot in answer.slots]
    listed = by_day(free, first=today, days=days, tz=site.tz)
    return SlotPage(
        site_id=site_id,
        tz=site.tz,
        minutes=max(sum(one.minutes for one in work) for work in works),
        operation_codes=tuple(one.code for work in works for one in work),
        offers=best_offers(free, tz=site.tz),
        days=tuple(SlotDay(one.day, one.slots) for one in listed if one.slots),
        why_none=() if free else tuple(dict.fromkeys(one.sentence for one in answer.why)),
    )
