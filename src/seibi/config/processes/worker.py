"""The process for background jobs: mail, documents, imports, schedules."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import psycopg
import structlog
from django.db import InterfaceError, OperationalError
from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from seibi.config.processes.upkeep import HEARTBEAT, PRESUMED_DEAD

logger = structlog.get_logger(__name__)

CONCURRENCY = 4
LOOK = 5.0  # seconds between looks for jobs whose end was lost
LOST = (OperationalError, InterfaceError, ConnectorException)
MOST_ATTEMPTS = 50
PATIENCE = 8.0  # seconds for jobs to finish when we are asked to end


class Patience(BaseRetryStrategy):
    """A job that lost the database did not fail: it runs again. For the rest its own rule holds."""

    def __init__(self, own: BaseRetryStrategy | None) -> None:
        self._own = own

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        again = not job.queueing_lock  # those that have one come again by their schedule
        if again and isinstance(exception, LOST) and job.attempts < MOST_ATTEMPTS:
            return RetryDecision(retry_in={"seconds": min(20, 1 + job.attempts)})
        return self._own.get_retry_decision(exception=exception, job=job) if self._own else None


def run(queues: Sequence[str] = (), concurrency: int = CONCURRENCY) -> None:
    """Work until asked to end. Successful jobs leave no row; the journal says what they did.

    Ends with code 1 when the database is lost: whoever keeps this process starts it again.
    """
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # theirs
    for task in app.tasks.values():
        if not isinstance(task.retry_strategy, Patience):
            task.retry_strategy = Patience(task.retry_strategy)
    try:
        asyncio.run(_work(fetching_app(), queues, concurrency))
    except (ConnectorException, psycopg.OperationalError) as error:
        logger.warning("worker_lost_the_database", error=type(error).__name__)
        raise SystemExit(1) from None


def fetching_app() -> App:
    """The same tasks with a connection of their own for fetching and finishing jobs.

    What a task defers goes through Django's connection all the same: it is kept, or rolled back,
    with what the task changed.
    """
    connector: Any = app.connector  # DjangoConnector
    return app.with_connector(connector.get_worker_connector())


class InHand:
    """The jobs this worker is doing. One that the database alone believes in is done by nobody.

    That happens when the database goes away just as a job ends, and is back before anybody
    notices: its end was never written down. Such a job runs again.
    """

    def __init__(self) -> None:
        self._jobs: set[int | None] = set()
        self._missed: set[int | None] = set()
        self._worker_id: int | None = None

    async def __call__(
        self, call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: Any
    ) -> Any:
        self._worker_id = worker.worker_id
        self._jobs.add(context.job.id)
        try:
            return await call_next()
        finally:
            self._jobs.discard(context.job.id)

    async def watch(self, manager: JobManager) -> None:
        """Look now and then, for as long as the worker lives."""
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self.look(manager)
            except ConnectorException:
                logger.info("worker_lost_the_database")

    async def look(self, manager: JobManager) -> None:
        """Retry what was missed twice: a job is not in hand yet, or still, for a moment."""
        if self._worker_id is None:
            return
        theirs = await manager.list_jobs_async(status="doing", worker_id=self._worker_id)
        missing = {job.id: job for job in theirs if job.id not in self._jobs}
        for number in self._missed & set(missing):
            await manager.retry_job(missing[number])
            logger.warning("job_retried_after_its_end_was_lost", job=number)
        self._missed = set(missing)


async def _work(fetching: App, queues: Sequence[str], concurrency: int) -> None:
    in_hand = InHand()
    async with fetching.open_async():
        watching = asyncio.create_task(in_hand.watch(fetching.job_manager))
        await fetching.run_worker_async(
            worker_middleware=[in_hand],
            queues=list(queues) or None,  # type: ignore[arg-type]  # None is every queue
            concurrency=concurrency,
            delete_jobs="successful",
            fetch_job_polling_interval=2.0,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=PRESUMED_DEAD,
            shutdown_graceful_timeout=PATIENCE,
        )
        watching.cancel()
