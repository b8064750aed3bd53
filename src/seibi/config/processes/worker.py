"""The process for background jobs: mail, documents, imports, schedules."""

import asyncio
from collections.abc import Sequence
from typing import Any

from procrastinate.contrib.django import app

from seibi.config.processes.upkeep import HEARTBEAT, PRESUMED_DEAD

CONCURRENCY = 4
PATIENCE = 8.0  # seconds for jobs to finish when we are asked to end


def run(queues: Sequence[str] = (), concurrency: int = CONCURRENCY) -> None:
    """Work until asked to end. Successful jobs leave no row; the journal says what they did."""
    connector: Any = app.connector  # DjangoConnector
    with app.replace_connector(connector.get_worker_connector()):
        asyncio.run(_work(queues, concurrency))


async def _work(queues: Sequence[str], concurrency: int) -> None:
    async with app.open_async():
        await app.run_worker_async(
            queues=list(queues) or None,  # type: ignore[arg-type]  # None is every queue
            concurrency=concurrency,
            delete_jobs="successful",
            fetch_job_polling_interval=2.0,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=PRESUMED_DEAD,
            shutdown_graceful_timeout=PATIENCE,
        )
