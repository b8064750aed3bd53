"""What care does by itself: the list of each day, and letters to those who like them."""

import datetime as dt

from procrastinate.contrib.django import app

from seibi.contexts.care.models import ListRun
from seibi.contexts.care.operations import listing, writing
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.http import retried

EARLY = dt.time(4)  # by the clock of the workshop


@app.periodic(cron="13,43 * * * *")
@app.task(name="seibi.contexts.care.jobs.make_lists", queueing_lock="care-lists")
def make_lists(timestamp: int) -> None:
    """Each workshop's list is there before it opens."""
    at = clock.now()
    made = dict(ListRun.objects.values_list("site_id", "day"))
    for site in network.all_sites():
        today = clock.local_day(at, site.tz)
        early = clock.local_moment(today, EARLY, site.tz)
        if at >= early and made.get(site.id) != today:
            retried(listing.compute)(site_id=site.id, actor=SYSTEM, at=clock.now())


@app.periodic(cron="7-59/10 * * * *")
@app.task(name="seibi.contexts.care.jobs.write", queueing_lock="care-write")
def write(timestamp: int) -> None:
    """Some letters at a time, by day, where each person lives."""
    for site in network.all_sites():
        writing.write_to_owners(site_id=site.id, actor=SYSTEM, at=clock.now())
