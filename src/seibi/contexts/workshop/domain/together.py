"""Several visits that begin at the same time: each takes what the ones before it left."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from seibi.contexts.workshop.contracts import SlotQuery
from seibi.contexts.workshop.domain.availability import Plan, Search
from seibi.contexts.workshop.domain.calendar import SiteCalendar
from seibi.contexts.workshop.domain.grid import Span, each, mask_of
from seibi.contexts.workshop.domain.taking import takings


def plans_together(
    calendar: SiteCalendar,
    queries: Sequence[SlotQuery],
    *,
    at: dt.datetime,
    suits: Callable[[dt.datetime], bool],
) -> Iterator[tuple[Plan, ...]]:
    """The plans of all starts that suit and at which every visit can begin, soonest first.

    ``suits`` is asked before a start is planned, so what nobody wants costs nothing.
    """
    searches = [Search(calendar, query, at=at) for query in queries]
    starts = searches[0].starts
    for search in searches[1:]:
        starts &= search.starts
    for cell in each(starts):
        start = calendar.frame.moment(cell)
        if suits(start) and (found := _at(calendar, queries, start, at)):
            yield found


def _at(
    calendar: SiteCalendar, queries: Sequence[SlotQuery], start: dt.datetime, at: dt.datetime
) -> tuple[Plan, ...] | None:
    found: list[Plan] = []
    for query in queries:
        search = Search(calendar, replace(query, not_before=start, not_after=start), at=at)
        plan = search.plan_at(start)
        if plan is None:
            return None
        found.append(plan)
        calendar = _without(calendar, plan, desk=(search.reception, search.delivery))
    return tuple(found)


def _without(calendar: SiteCalendar, plan: Plan, *, desk: Span) -> SiteCalendar:
    """The calendar as it is once a plan is taken."""
    spans: dict[UUID, list[Span]] = defaultdict(list)
    for taking in takings(plan, calendar, desk=desk):
        spans[taking.resource_id].append(taking.span)
    units = []
    for unit in calendar.units:
        mask = mask_of(spans.get(unit.id, ()), calendar.frame.size)
        units.append(replace(unit, free=unit.free & ~mask, taken=unit.taken | mask))
    return replace(calendar, units=tuple(units))
