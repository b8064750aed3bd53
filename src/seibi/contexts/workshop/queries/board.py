"""The board of a site and day, and what the lounge may see of it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import PLAN, SEE, JobState, Lane, ResourceKind, WaitingFor
from seibi.contexts.workshop.contracts.board import (
    BoardCard,
    BoardCounts,
    BoardPage,
    BoardRow,
    LoungeLine,
    LoungeView,
)
from seibi.contexts.workshop.domain.calendar import SiteCalendar, frame
from seibi.contexts.workshop.domain.grid import spans_of
from seibi.contexts.workshop.domain.progress import progress
from seibi.contexts.workshop.labels import BAY_KINDS, JOB_STATES, SKILLS, WAITING_FOR
from seibi.contexts.workshop.models import Job
from seibi.contexts.workshop.queries import blocked, calendars
from seibi.contexts.workshop.queries.cards import (
    HERE,
    Bundle,
    bundles,
    cards,
    forecast_of,
    lateness,
    waiting_words,
)
from seibi.contexts.workshop.queries.resources import resources_of
from seibi.kernel.actor import Actor
from seibi.kernel.clock import day_bounds, local_day, local_moment
from seibi.kernel.errors import NotFound

CELL_MINUTES = 15
USUAL_DAY = dt.time(8), dt.time(18)


def board(
    *, site_id: UUID, day: dt.date, by: ResourceKind, actor: Actor, at: dt.datetime
) -> BoardPage:
    """The board of a site and day in a bounded number of queries, however many cars.

    Raises NotFound ("site_not_found") for whoever may not see it.
    """
    site = network.site(site_id)
    if not actor.may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    shown = bundles(jobs_of_day(site, day, at), at, today(site, at))
    found = [card for bundle in shown for card in _on_day(bundle, site, day)]
    calendar = calendars.facts(site, frame(site.tz, day, 1)).calendar(at=at)
    opens, closes = _axis(calendar, found, site, day)
    return BoardPage(
        site_id=site.id,
        site_code=site.code,
        site_name=site.name,
        node=site.node,
        time_zone=site.tz,
        day=day,
        now=at,
        opens=opens,
        closes=closes,
        cell_minutes=CELL_MINUTES,
        by=by,
        rows=_rows(calendar, by, site, day),
        cards=tuple(found),
        lanes={lane.value: _lane(found, lane) for lane in Lane},
        counts=counts(shown, found),
        may_move=actor.may(PLAN, at_node=site.node),
    )


def lounge(*, site_id: UUID, at: dt.datetime) -> LoungeView:
    """What the lounge may see: tickets, states and times; no names, no plates; ready ones first."""
    site = network.site(site_id)
    rows = Job.objects.filter(site_id=site_id, state__in=HERE).exclude(ticket="")
    lines = [_line(bundle) for bundle in bundles(rows.order_by("ticket"), at)]
    return LoungeView(
        site_name=site.name,
        time_zone=site.tz,
        now=at,
        lines=tuple(sorted(lines, key=lambda line: (line.state != JobState.READY, line.ticket))),
    )


def jobs_of_day(site: SiteInfo, day: dt.date, at: dt.datetime) -> QuerySet[Job]:
    """Jobs planned on a day; on the running day also all cars that are here."""
    begin, end = day_bounds(day, site.tz)
    wanted = Q(steps__planned_start__lt=end, steps__planned_end__gt=begin)
    unplanned = Q(steps__planned_start=None) & ~Q(state__in=[JobState.DONE, JobState.CANCELLED])
    wanted |= unplanned & Q(planned_arrival__gte=begin, planned_arrival__lt=end)
    if day == local_day(at, site.tz):
        wanted |= Q(state__in=HERE) | (unplanned & Q(planned_arrival=None))
    rows = Job.objects.filter(wanted, site_id=site.id).exclude(state=JobState.CANCELLED)
    return rows.distinct().order_by("pk")


def counts(shown: Sequence[Bundle], found: Sequence[BoardCard]) -> BoardCounts:
    """How many cars are where, and for what they wait."""
    states = Counter(JobState(bundle.job.state) for bundle in shown)
    waits = Counter(
        WaitingFor(bundle.job.waiting_for)
        for bundle in shown
        if bundle.job.waiting_for and bundle.job.state in {JobState.WAITING, JobState.CHECK}
    )
    return BoardCounts(
        planned=states[JobState.PLANNED],
        in_work=states[JobState.IN_WORK],
        waiting=states[JobState.WAITING] + states[JobState.CHECK],
        ready=states[JobState.READY],
        done=states[JobState.DONE],
        late=sum(1 for bundle in shown if any(lateness(bundle))),
        to_assign=sum(1 for card in found if card.lane == Lane.TO_ASSIGN),
        waiting_for=tuple(
            (code.value, str(WAITING_FOR[code]), number) for code, number in waits.most_common()
        ),
    )


def _on_day(bundle: Bundle, site: SiteInfo, day: dt.date) -> list[BoardCard]:
    """Cards that lie on the day, and those that lie in a lane."""
    begin, end = day_bounds(day, site.tz)
    return [
        card
        for card in cards(bundle)
        if card.lane or (card.start and card.end and card.start < end and card.end > begin)
    ]


def _lane(found: Sequence[BoardCard], lane: Lane) -> tuple[UUID, ...]:
    inside = [card for card in found if card.lane == lane]
    inside.sort(key=lambda card: (-card.late_against_promise, str(card.promise_at), card.id))
    return tuple(card.id for card in inside)


def _axis(
    calendar: SiteCalendar, found: Sequence[BoardCard], site: SiteInfo, day: dt.date
) -> tuple[dt.datetime, dt.datetime]:
    """From opening to closing, wider where a card of the day lies outside; whole hours."""
    of = calendar.frame
    spans = [(of.moment(begin), of.moment(end)) for begin, end in calendar.segments]
    first, last = (local_moment(day, time, site.tz) for time in USUAL_DAY)
    if spans:
        first, last = spans[0][0], spans[-1][1]
    midnight, next_midnight = day_bounds(day, site.tz)
    for card in found:
        if card.start and card.end and card.start < next_midnight and card.end > midnight:
            first, last = min(first, card.start), max(last, card.end)
    first, last = max(first, midnight), min(last, next_midnight)
    hour = dt.timedelta(hours=1)
    return first - (first - midnight) % hour, last + (-(last - midnight) % hour)


def _rows(
    calendar: SiteCalendar, by: ResourceKind, site: SiteInfo, day: dt.date
) -> tuple[BoardRow, ...]:
    """Bays or people of the site, with the times in which each can be given work."""
    units = {unit.id: unit for unit in calendar.units}
    shut = blocked.spans(site, day)
    rows = []
    for info in resources_of(site.id):
        if info.kind != by or info.id not in units:
            continue
        rows.append(
            BoardRow(
                id=info.id,
                kind=info.kind,
                name=info.name,
                detail=detail(info.kind, info.bay_kind, info.skills),
                open=tuple(
                    blocked.span(calendar.frame, span) for span in spans_of(units[info.id].shift)
                ),
                blocked=tuple(shut.get(info.id, ())),
            )
        )
    return tuple(rows)


def detail(kind: ResourceKind, bay_kind: str, skills: Sequence[tuple[str, int]]) -> str:
    """What a bay is for, or what a person can do best first."""
    if kind == ResourceKind.BAY:
        return str(BAY_KINDS[BayKind(bay_kind)]) if bay_kind in set(BayKind) else bay_kind
    best = sorted(skills, key=lambda pair: (-pair[1], pair[0]))
    return " · ".join(str(SKILLS[Skill(skill)]) for skill, _grade in best if skill in set(Skill))


def _line(bundle: Bundle) -> LoungeLine:
    job = bundle.job
    state = JobState(job.state)
    waits = state in {JobState.WAITING, JobState.CHECK}
    return LoungeLine(
        ticket=job.ticket,
        state=state,
        state_word=str(JOB_STATES[state]),
        waiting_word=waiting_words(job).partition(":")[0] if waits else "",
        progress=progress(bundle.facts, bundle.now),
        forecast_at=forecast_of(bundle),
        promise_at=job.promise_at,
    )


def stale_truth(job_ids: Sequence[UUID], at: dt.datetime) -> Mapping[UUID, list[BoardCard]]:
    """The cards of some jobs as they are now."""
    found: defaultdict[UUID, list[BoardCard]] = defaultdict(list)
    jobs = list(Job.objects.filter(pk__in=list(job_ids)))
    for site_id in {job.site_id for job in jobs}:
        here = [job for job in jobs if job.site_id == site_id]
        for bundle in bundles(here, at, today(network.site(site_id), at)):
            found[bundle.job.pk] = cards(bundle)
    return found


def today(site: SiteInfo, at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The running day of a site."""
    return day_bounds(local_day(at, site.tz), site.tz)
