"""Figures of a site over some days, all from the same rows, in a fixed number of queries."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality.contracts import (
    SEE,
    Kpi,
    KpiPage,
    KpiPoint,
    KpiSeries,
    PersonKpi,
    SiteFigures,
)
from seibi.contexts.quality.domain import kpis as rules
from seibi.contexts.quality.domain.kpis import Reply, Visit
from seibi.contexts.quality.models import Answer, KpiSnapshot, Survey
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound


def kpis(
    *, site_id: UUID, from_day: dt.date, to_day: dt.date, actor: Actor, at: dt.datetime
) -> list[Kpi]:
    """The figures of a site for the local days [from_day, to_day). Raises NotFound."""
    site = _visible(network.site(site_id), actor)
    visits, replies = _rows(site, from_day, to_day, actor)
    return rules.all_of(visits, replies, at=at, today=clock.local_day(at, site.tz))


def kpi_page(
    *, site_code: str, from_day: dt.date, to_day: dt.date, actor: Actor, at: dt.datetime
) -> KpiPage:
    """The figures with their weeks, and by advisor. Raises NotFound."""
    site = _visible(network.site_by_code(site_code), actor)
    visits, replies = _rows(site, from_day, to_day, actor)
    today = clock.local_day(at, site.tz)
    weeks = rules.mondays(from_day, to_day)
    by_week = [
        rules.all_of(
            [v for v in visits if _in_week(v.day, monday)],
            [r for r in replies if _in_week(r.day, monday)],
            at=at,
            today=today,
        )
        for monday in weeks
    ]
    whole = rules.all_of(visits, replies, at=at, today=today)
    series = tuple(
        KpiSeries(
            kpi.name,
            kpi,
            tuple(KpiPoint(monday, week[i]) for monday, week in zip(weeks, by_week, strict=True)),
        )
        for i, kpi in enumerate(whole)
    )
    people = _people(visits, replies, at, today)
    return KpiPage(site.code, site.name, from_day, to_day, series, people)


def figures_of_sites(*, weeks: int, actor: Actor, at: dt.datetime) -> list[SiteFigures]:
    """The figures of every site the actor may see, over this week and those before it.

    Three queries, however many sites.
    """
    sites = network.nodes_of(actor, SEE)
    periods = {site.id: period(clock.local_day(at, site.tz), weeks) for site in sites}
    first = min((begin for begin, _end in periods.values()), default=at.date())
    last = max((end for _begin, end in periods.values()), default=at.date())
    rows = _rows_by_site(set(periods), first, last, actor)
    found = []
    for site in sites:
        visits, replies = rows[site.id]
        begin, end = periods[site.id]
        kpis = rules.all_of(
            [v for v in visits if begin <= v.day < end],
            [r for r in replies if begin <= r.day < end],
            at=at,
            today=end - dt.timedelta(days=1),
        )
        found.append(SiteFigures(site.id, site.code, site.name, tuple(kpis)))
    return found


def period(today: dt.date, weeks: int) -> tuple[dt.date, dt.date]:
    """The days [from, to) of this week and the ones before it, with today."""
    monday = today - dt.timedelta(days=today.weekday())
    return monday - dt.timedelta(weeks=weeks - 1), today + dt.timedelta(days=1)


def _visible(site: SiteInfo, actor: Actor) -> SiteInfo:
    if not actor.may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    return site


Rows = tuple[list[Visit], list[Reply]]


def _rows(site: SiteInfo, from_day: dt.date, to_day: dt.date, actor: Actor) -> Rows:
    return _rows_by_site({site.id}, from_day, to_day, actor)[site.id]


def _rows_by_site(
    site_ids: Collection[UUID], from_day: dt.date, to_day: dt.date, actor: Actor
) -> dict[UUID, Rows]:
    """Visits by the day they came, answers by the day the car was handed back."""
    counted = KpiSnapshot.objects.visible_to(actor).filter(
        site_id__in=site_ids, day__gte=from_day, day__lt=to_day, left_out=False
    )
    asked = Survey.objects.visible_to(actor).filter(
        site_id__in=site_ids, delivered_on__gte=from_day, delivered_on__lt=to_day
    )
    found: dict[UUID, Rows] = {site_id: ([], []) for site_id in site_ids}
    for row in counted:
        found[row.site_id][0].append(
            Visit(
                row.day,
                row.ready_at,
                row.first_promise_at,
                row.same_day,
                row.on_time_first,
                row.advisor_id,
                row.disputed,
            )
        )
    for answer in Answer.objects.filter(survey__in=asked).select_related("survey"):
        survey = answer.survey
        found[survey.site_id][1].append(
            Reply(survey.delivered_on, answer.csat, answer.nps, answer.ces, survey.advisor_id)
        )
    return found


def _people(
    visits: Sequence[Visit], replies: Sequence[Reply], at: dt.datetime, today: dt.date
) -> tuple[PersonKpi, ...]:
    """Advisors by name; what rests on fewer than ten cases is hidden."""
    ids = sorted({v.advisor_id for v in visits if v.advisor_id})
    staff = network.staff_by_account(ids, at)
    found = []
    for advisor in ids:
        own_visits = [v for v in visits if v.advisor_id == advisor]
        own_replies = [r for r in replies if r.advisor_id == advisor]
        shown = rules.all_of(own_visits, own_replies, at=at, today=today)
        name = staff[advisor].name if advisor in staff else ""
        kept = tuple(rules.for_a_person(kpi) for kpi in shown)
        found.append(PersonKpi(advisor, name, len(own_visits), kept))
    return tuple(sorted(found, key=lambda person: person.name))


def _in_week(day: dt.date, monday: dt.date) -> bool:
    return monday <= day < monday + dt.timedelta(weeks=1)


def recent(*, site_code: str, weeks: int, actor: Actor, at: dt.datetime) -> KpiPage:
    """The figures of this week and the ones before it, up to and with today. Raises NotFound."""
    begin, end = period(clock.local_day(at, network.site_by_code(site_code).tz), weeks)
    return kpi_page(
        site_code=site_code,
        from_day=begin,
        to_day=end,
        actor=actor,
        at=at,
    )
