"""Jobs survive what is not their fault."""

import asyncio
from types import SimpleNamespace

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection, connections, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job

from seibi.config.processes.upkeep import retry_stalled_jobs
from seibi.config.processes.worker import MOST_ATTEMPTS, InHand, Patience, fetching_app


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


@pytest.fixture
def half_done():
    """A task that puts a job into the queue and then fails, all in one transaction."""

    @app.task(name="tests.half_done", queue="half")
    def task():
        try:
            with transaction.atomic():
                app.configure_task("tests.never", queue="half", allow_unknown=True).defer()
                raise ValueError("changed my mind")
        finally:
            connection.close()  # of this thread

    yield task
    del app.tasks["tests.half_done"]


@pytest.mark.django_db(transaction=True)
def test_what_a_task_defers_goes_with_what_it_changed(half_done):
    half_done.defer()

    async def work():
        fetching = fetching_app()
        async with fetching.open_async():
            await fetching.run_worker_async(queues=["half"], wait=False)
        await sync_to_async(connections.close_all)()  # periodic jobs were deferred in its thread

    asyncio.run(work())

    left = ProcrastinateJob.objects.filter(queue_name="half")
    assert list(left.values_list("task_name", "status")) == [("tests.half_done", "failed")]


class Database:
    """What it believes that worker 1 is doing."""

    def __init__(self, *numbers):
        self.doing, self.retried = list(numbers), []

    async def list_jobs_async(self, status, worker_id):
        assert (status, worker_id) == ("doing", 1)
        return [SimpleNamespace(id=number) for number in self.doing]

    async def retry_job(self, job):
        self.doing.remove(job.id)
        self.retried.append(job.id)


def test_a_job_whose_end_was_never_written_down_runs_again():
    in_hand, database = InHand(), Database(7, 8)
    worker = SimpleNamespace(worker_id=1)

    async def job_seven():
        await in_hand.look(database)
        await in_hand.look(database)

    asyncio.run(in_hand(job_seven, SimpleNamespace(job=SimpleNamespace(id=7)), worker))
    assert database.retried == [8]

    asyncio.run(in_hand.look(database))
    assert database.retried == [8]  # its end may be written down this very moment
    asyncio.run(in_hand.look(database))
    assert database.retried == [8, 7]


class Manager:
    """Jobs of dead workers; a successor of the second waits, the third was retried by another."""

    def __init__(self):
        self.retried, self.finished = [], []

    async def get_stalled_jobs(self, seconds_since_heartbeat):
        return [SimpleNamespace(id=number, task_name="t") for number in (1, 2, 3, 4)]

    async def retry_job(self, job):
        if job.id == 2:
            raise UniqueViolation(constraint_name="queueing_lock", queueing_lock="x")
        if job.id == 3:
            raise ConnectorException("not found")
        self.retried.append(job.id)

    async def finish_job(self, job, status, delete_job):
        self.finished.append(job.id)


def test_every_job_of_a_dead_worker_runs_again_though_one_has_a_successor():
    manager = Manager()
    context = SimpleNamespace(app=SimpleNamespace(job_manager=manager))

    asyncio.run(retry_stalled_jobs.func(context, timestamp=0))

    assert manager.retried == [1, 4]
    assert manager.finished == [2]
