"""Jobs survive what is not their fault."""

import pytest
from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

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
