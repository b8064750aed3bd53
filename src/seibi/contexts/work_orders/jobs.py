"""What visits do by themselves: chasing answers that nobody gave."""

from procrastinate.contrib.django import app

from seibi.contexts.work_orders.operations import asking
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.http import retried


@app.periodic(cron="* * * * *")
@app.task(name="seibi.contexts.work_orders.jobs.chase", queueing_lock="work-orders-chase")
def chase(timestamp: int) -> None:
    """Remind, ask the second contact, have somebody call, tell the manager; by the trade clock."""
    retried(asking.climb)(actor=SYSTEM, at=clock.now())
