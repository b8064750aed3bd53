"""What booking does by the clock: reminding people of tomorrow, forgetting what has run out."""

from procrastinate.contrib.django import app

from seibi.contexts.booking.operations import messages, tidying
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM


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
