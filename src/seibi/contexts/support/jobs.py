"""What support does by itself: a case that nobody speaks about goes to the next level."""

from procrastinate.contrib.django import app

from seibi.contexts.support.operations import escalating
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.http import retried


@app.periodic(cron="* * * * *")
@app.task(name="seibi.contexts.support.jobs.escalate", queueing_lock="support-escalate")
def escalate(timestamp: int) -> None:
    """Look at the clocks of every undecided case. A second call finds nobody silent."""
    retried(escalating.escalate_the_silent)(actor=SYSTEM, at=clock.now())
