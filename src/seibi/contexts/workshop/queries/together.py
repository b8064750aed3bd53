"""Free times for several cars that come at once."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice

from seibi.contexts.network import facade as network
from seibi.contexts.workshop.contracts import Slot, SlotAnswer, SlotQuery
from seibi.contexts.workshop.domain.together import plans_together
from seibi.contexts.workshop.queries import calendars, slots
from seibi.kernel.clock import local_day


def find_together(
    *,
    queries: Sequence[SlotQuery],
    weekdays: Collection[int] = (),
    most: int,
    a_day: int,
    at: dt.datetime,
) -> SlotAnswer:
    """Starts at which all of these visits can begin at once, each with a bay of its own.

    The visits are at one site and asked for one window. At most ``a_day`` of a day, and only on
    these weekdays (0 is Monday) if any are named. Raises Invalid, NotFound.
    """
    for query in queries:
        slots.check(query)
    longest = max(queries, key=lambda query: sum(step.minutes for step in query.steps))
    calendar = calendars.for_query(longest, site=network.site(longest.site_id), at=at)
    of = calendar.frame
    found: list[Slot] = []
    of_day: Counter[dt.date] = Counter()

    def suits(start: dt.datetime) -> bool:
        day = local_day(start, of.tz)
        return of_day[day] < a_day and (not weekdays or day.weekday() in weekdays)

    for plans in islice(plans_together(calendar, queries, at=at, suits=suits), most):
        start, end = of.moment(plans[0].arrival), of.moment(max(plan.end for plan in plans))
        ready = of.moment(max(plan.ready for plan in plans))
        found.append(Slot(start, end, ready, (), slots.key_of(start)))
        of_day[local_day(start, of.tz)] += 1
    if found:
        return SlotAnswer(tuple(found), ())
    alone = [slots.find(query=query, at=at) for query in queries]
    return SlotAnswer((), next((answer.why for answer in alone if not answer.slots), ()))
