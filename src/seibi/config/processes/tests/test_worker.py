"""Jobs survive what is not their fault."""

import asyncio
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job

from seibi.config.processes.upkeep import retry_stalled_jobs
from seibi.config.processes.worker import MOST_ATTEMPTS, Patience


def job(attempts=1):
    return Job(
        id=1,
        queue="q",
        lock=None,
        queueing_lock=None,
        task_name="t",
        priority=0,
        task_kwargs={},
        attempts=attempts,
    )


@pytest.mark.parametrize("lost", [OperationalError("gone"), ConnectorException()])
def test_a_job_that_lost_the_database_runs_again(lost):
    assert Patience(None).get_retry_decision(exception=lost, job=job()) is not None
    assert Patience(None).get_retry_decision(exception=lost, job=job(MOST_ATTEMPTS)) is None


def test_a_job_that_failed_follows_its_own_rule():
    own = Patience(RetryStrategy(max_attempts=3))

    assert Patience(None).get_retry_decision(exception=ValueError(), job=job()) is None
    assert own.get_retry_decision(exception=ValueError(), job=job(1)) is not None
    assert own.get_retry_decision(exception=ValueError(), job=job(3)) is None


class Manager:
    """Three jobs of dead workers; the successor of the second waits already."""

    def __init__(self):
        self.retried, self.finished = [], []

    async def get_stalled_jobs(self, seconds_since_heartbeat):
        return [SimpleNamespace(id=number, task_name="t") for number in (1, 2, 3)]

    async def retry_job(self, job):
        if job.id == 2:
            raise UniqueViolation(constraint_name="queueing_lock", queueing_lock="x")
        self.retried.append(job.id)

    async def finish_job(self, job, status, delete_job):
        self.finished.append(job.id)


def test_every_job_of_a_dead_worker_runs_again_though_one_has_a_successor():
    manager = Manager()
    context = SimpleNamespace(app=SimpleNamespace(job_manager=manager))

    asyncio.run(retry_stalled_jobs.func(context, timestamp=0))

    assert manager.retried == [1, 3]
    assert manager.finished == [2]
