"""The clocks of disputes, worked out from their logs and the hours of their sites."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.support.contracts import Clocks, Happened, Level
from seibi.contexts.support.domain.clocks import Interval, Logged, clocks, open_minutes
from seibi.contexts.support.models.disputes import Dispute, DisputeStep

AHEAD = dt.timedelta(days=21)


def clocks_of(rows: Sequence[Dispute], at: dt.datetime) -> dict[UUID, Clocks]:
    """Where the clocks of these disputes stand. Two queries, and one per site."""
    if not rows:
        return {}
    logs: defaultdict[UUID, list[Logged]] = defaultdict(list)
    steps = DisputeStep.objects.filter(dispute__in=[row.pk for row in rows])
    for dispute_id, happened, moment in steps.values_list("dispute_id", "happened", "at"):
        logs[dispute_id].append(Logged(Happened(happened), moment))
    sites = network.sites_by_id({row.site_id for row in rows})
    first = min(row.opened_at for row in rows)
    hours = {key: hours_of(site, first, at + AHEAD) for key, site in sites.items()}
    return {
        row.pk: clocks(
            logs[row.pk],
            level=Level(row.level),
            car_on_site=row.car_on_site,
            hours=hours[row.site_id],
            at=at,
        )
        for row in rows
    }


def hours_of(site: SiteInfo, first: dt.datetime, last: dt.datetime) -> list[Interval]:
    """The open hours of a site between two moments. One query."""
    day = dt.timedelta(days=1)
    return list(network.open_between(site, (first - day).date(), (last + day).date()))


def waited_minutes(
    waiting: Mapping[UUID, dt.datetime], sites: Mapping[UUID, SiteInfo], at: dt.datetime
) -> dict[UUID, int]:
    """Open minutes since somebody began to wait at each site. One query per site."""
    return {
        key: open_minutes(since, at, hours_of(sites[key], since, at))
        for key, since in waiting.items()
    }
