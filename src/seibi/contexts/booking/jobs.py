"""What booking does by itself: reminding people, offering freed times, forgetting what ran out."""

from uuid import UUID

from procrastinate.contrib.django import app

from seibi.contexts.booking.operations import messages, offering, tidying, tomorrow
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.http import retried


@app.periodic(cron="*/10 * * * *")
@app.task(name="seibi.contexts.booking.jobs.remind", queueing_lock="booking-remind")
def remind(timestamp: int) -> None:
    """Remind whoever comes within a day, by the trade clock."""
    messages.remind_of_tomorrow(actor=SYSTEM, at=clock.now())


@app.periodic(cron="17 * * * *")
@app.task(name="seibi.contexts.booking.jobs.tidy", queueing_lock="booking-tidy")
def tidy(timestamp: int) -> None:
    """Forget holds and proofs that ran out long ago."""
    tidying.forget_what_ran_out(actor=SYSTEM, machine_at=clock.machine_now(), at=clock.now())


@app.task(name="seibi.contexts.booking.jobs.offer_freed_time")
def offer_freed_time(freed_id: str) -> None:
    """Offer a freed time along the wait-list. A second call finds nobody left to ask."""
    retried(offering.offer_along_the_line)(
        freed_id=UUID(freed_id), actor=SYSTEM, machine_at=clock.machine_now(), at=clock.now()
    )


@app.periodic(cron="* * * * *")
@app.task(name="seibi.contexts.booking.jobs.go_on", queueing_lock="booking-wait-list")
def go_on(timestamp: int) -> None:
    """Ask the next where nobody answered, and everyone who could not be asked before."""
    retried(offering.go_on)(actor=SYSTEM, machine_at=clock.machine_now(), at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="seibi.contexts.booking.jobs.look_ahead", queueing_lock="booking-look-ahead")
def look_ahead(timestamp: int) -> None:
    """What is in the way of a visit is a task; from five o'clock on also for tomorrow's."""
    retried(tomorrow.check_all)(actor=SYSTEM, at=clock.now())
