"""The calendar of a site as the search wants it: read once, in a bounded number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import SlotQuery
from seibi.contexts.workshop.domain.availability import longest_stay
from seibi.contexts.workshop.domain.calendar import (
    Frame,
    SiteCalendar,
    days_between,
    frame,
    site_calendar,
    unit,
)
from seibi.contexts.workshop.domain.grid import CELL_MINUTES, Span, mask_of
from seibi.contexts.workshop.domain.rules import Rules
from seibi.contexts.workshop.queries import site_rows
from seibi.contexts.workshop.queries.site_rows import ResourceRow
from seibi.kernel import clock

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Without:
    """Reservations to look past: those of a subject, or of one of its steps."""

    subject: str = ""
    step_no: int | None = None


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What hardly changes while one request is answered: hours, resources, absences, rules."""

    site: SiteInfo
    of: Frame
    opening: int
    resources: Sequence[ResourceRow]
    rules: Rules

    def calendar(self, *, at: dt.datetime, without: Without | None = None) -> SiteCalendar:
        """With what is reserved at this moment. Two queries."""
        taken = _taken(self.site.id, self.of, without or Without())
        for resource_id, span in _overrunning(self.site.id, self.of, at):
            taken[resource_id].append(span)
        units = [
            unit(
                of=self.of,
                opening=self.opening,
                id=resource.id,
                kind=resource.kind,
                bay_kind=resource.bay_kind,
                tool_kind=resource.tool_kind,
                skills=resource.skills,
                week=resource.week,
                away=resource.away,
                reserved=taken.get(resource.id, ()),
            )
            for resource in self.resources
        ]
        return site_calendar(of=self.of, opening=self.opening, units=units, rules=self.rules)


def for_query(
    query: SlotQuery, *, site: SiteInfo, at: dt.datetime, without: Without | None = None
) -> SiteCalendar:
    """The calendar a query needs."""
    return facts_for(query, site=site, at=at).calendar(at=at, without=without)


def facts_for(query: SlotQuery, *, site: SiteInfo, at: dt.datetime) -> SiteFacts:
    """The facts a query needs: a day before its window, a longest visit after it."""
    begin = max(query.not_before, min(at, query.not_after))
    first, days = days_between(begin, max(query.not_after, begin), site.tz)
    return facts(site, frame(site.tz, first - DAY, days + longest_stay(query) + 2))


def facts(site: SiteInfo, of: Frame) -> SiteFacts:
    """The facts of a site over a frame of days."""
    return SiteFacts(
        site=site,
        of=of,
        opening=opening_mask(site, of),
        resources=site_rows.resources(site.id, of.origin, of.moment(of.size)),
        rules=site_rows.rules(site.id),
    )


def opening_mask(site: SiteInfo, of: Frame) -> int:
    """When the site is open."""
    until = of.first_day + of.days * DAY
    return _mask(network.open_between(site, of.first_day, until), of)


@lru_cache(maxsize=64)
def _mask(spans: tuple[tuple[dt.datetime, dt.datetime], ...], of: Frame) -> int:
    return mask_of(of.inner(spans), of.size)


def _taken(site_id: UUID, of: Frame, without: Without) -> defaultdict[UUID, list[Span]]:
    """Cells that standing reservations touch."""
    reserved = site_rows.taken(
        site_id,
        of.origin,
        of.moment(of.size),
        machine_at=clock.machine_now(),
        subject=without.subject,
        step_no=without.step_no,
    )
    return defaultdict(list, reserved)


def _overrunning(site_id: UUID, of: Frame, at: dt.datetime) -> Iterable[tuple[UUID, Span]]:
    """Work that goes on beyond its plan still holds its bay and people until it should be done."""
    for step in site_rows.steps_in_work(site_id, before=at + dt.timedelta(hours=12)):
        left = dt.timedelta(minutes=step.left) - (at - step.running_since)
        until = at + max(left, dt.timedelta(minutes=CELL_MINUTES))
        if until > step.planned_end:
            span = of.cell(step.planned_end), of.cell_up(until)
            for resource_id in step.resources:
                yield resource_id, span
