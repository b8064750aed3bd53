"""The figures on the manager's home: a few, each with its interval and the way to its rows."""

import datetime as dt
from dataclasses import dataclass

from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import KpiName, KpiSeries, WaitingFigures, WaitShare
from seibi.kernel.actor import Actor

WEEKS = 8
SHOWN = (KpiName.SAME_DAY, KpiName.ON_TIME_FIRST, KpiName.CSAT, KpiName.DISPUTES)
TOP = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What the home shows of the week: series, waiting by cause, how long approvals take."""

    series: tuple[KpiSeries, ...]
    first_week: dt.date
    last_week: dt.date
    waiting: WaitingFigures
    top: tuple[WaitShare, ...]


def shown(site: SiteInfo, actor: Actor, at: dt.datetime) -> Shown:
    """The figures of a site: eight weeks of shares, this week of waiting."""
    page = quality.recent(site_code=site.code, weeks=WEEKS, actor=actor, at=at)
    waiting = quality.waiting_this_week(site_id=site.id, actor=actor, at=at)
    weeks = page.series[0].weeks
    return Shown(
        series=tuple(one for one in page.series if one.name in SHOWN),
        first_week=weeks[0].starts_on,
        last_week=weeks[-1].starts_on,
        waiting=waiting,
        top=waiting.causes[:TOP],
    )
