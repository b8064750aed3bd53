"""What open screens are sent: the state of today's board in about four kilobytes."""

import datetime as dt
from typing import Any

import pydantic_core

from seibi.contexts.network import facade as network
from seibi.contexts.workshop.domain.lifecycle import GONE
from seibi.contexts.workshop.domain.progress import progress
from seibi.contexts.workshop.queries.board import jobs_of_day, today
from seibi.contexts.workshop.queries.cards import Bundle, bundles, cards, lateness
from seibi.kernel.clock import local_day

LARGEST = 4_000  # bytes
LATEST = dt.datetime.min.replace(tzinfo=dt.UTC)


def summary(*, node: str, at: dt.datetime) -> str:
    """Versions and minutes late of all cars, and the cards that changed last, as JSON.

    A state and not a difference: whoever missed some is right again after the next one.
    """
    site = network.site_by_node(node)
    day = today(site, at)
    shown = bundles(jobs_of_day(site, local_day(at, site.tz), at), at, day)
    here = [bundle for bundle in shown if bundle.job.state not in GONE]
    news: dict[str, Any] = {
        "now": at,
        "jobs": {bundle.job.pk.hex[-12:]: _numbers(bundle) for bundle in here},
        "cards": [],
    }
    newest = sorted(here, key=lambda bundle: bundle.job.changed_at or LATEST, reverse=True)
    text = pydantic_core.to_json(news)
    for bundle in newest:
        news["cards"] = [*news["cards"], *cards(bundle)]
        longer = pydantic_core.to_json(news)
        if len(longer) > LARGEST:
            break
        text = longer
    return text.decode()


def _numbers(bundle: Bundle) -> list[int]:
    share = progress(bundle.facts, bundle.now)
    return [bundle.job.version, *lateness(bundle), round(share * 100)]
