"""The process for background jobs: mail, documents, imports, schedules."""

import asyncio
from collections.abc import Sequence
from typing import Any

from django.db import InterfaceError, OperationalError
from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from seibi.config.processes.upkeep import HEARTBEAT, PRESUMED_DEAD

CONCURRENCY = 4
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
    """Work until asked to end. Successful jobs leave no row; the journal says what they did."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # theirs
    for task in app.tasks.values():
        if not isinstance(task.retry_strategy, Patience):
            task.retry_strategy = Patience(task.retry_strategy)
    asyncio.run(_work(fetching_app(), queues, concurrency))


def fetching_app() -> App:
    """The same tasks with a connection of their own for fetching and finishing jobs.

    What a task defers goes through Django's connection all the same: it is kept, or rolled back,
    with what the task changed.
    """
    connector: Any = app.connector  # DjangoConnector
    return app.with_connector(connector.get_worker_connector())


async def _work(fetching: App, queues: Sequence[str], concurrency: int) -> None:
    async with fetching.open_async():
        await fetching.run_worker_async(
            queues=list(queues) or None,  # type: ignore[arg-type]  # None is every queue
            concurrency=concurrency,
            delete_jobs="successful",
            fetch_job_polling_interval=2.0,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=PRESUMED_DEAD,
            shutdown_graceful_timeout=PATIENCE,
        )
