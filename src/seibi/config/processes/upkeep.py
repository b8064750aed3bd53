"""Jobs that keep the installation itself in order."""

import datetime as dt

import structlog
from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from seibi.kernel import clock
from seibi.kernel.journal.partitions import ensure_months

logger = structlog.get_logger(__name__)

HEARTBEAT = 5.0  # seconds between a worker's signs of life
PRESUMED_DEAD = 20.0  # seconds without one
FIRST = 100  # the priority of a job that must not wait behind a thousand mails


@app.periodic(cron="* * * * * */15")
@app.task(
    name="seibi.config.retry_stalled_jobs",
    queue="upkeep",
    queueing_lock="retry_stalled_jobs",
    priority=FIRST,
    pass_context=True,
)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """A killed worker's jobs run again within a minute; without this they keep their locks.

    It goes before all other work, and has no lock of its own that a killed worker could keep.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=PRESUMED_DEAD):
        try:
            await manager.retry_job(job)
        except (UniqueViolation, AlreadyEnqueued):  # its successor waits already
            await manager.finish_job(job, status=Status.ABORTED, delete_job=True)
        except ConnectorException as error:  # another worker was faster, or the database is gone
            logger.info("job_not_retried", job=job.id, error=type(error).__name__)
        else:
            logger.warning("job_retried_after_its_worker_died", task=job.task_name, job=job.id)


@app.periodic(cron="17 3 * * *")
@app.task(name="seibi.config.ensure_journal_months", queue="upkeep", queueing_lock="months")
def ensure_journal_months(timestamp: int) -> None:
    """The journal has a partition for the months to come."""
    with transaction.atomic():
        ensure_months(clock.machine_now().date() + dt.timedelta(days=1))
