"""What every test can use: the database, and the cast that the whole project knows."""

import gc
import math
import os

import pytest
from hypothesis import HealthCheck, settings

from seibi.config.database import embedded
from seibi.kernel import clock

# How quick a machine is says nothing about a rule: speed is measured by `make bench`.
settings.register_profile("rules", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rules")

if not os.environ.get("DATABASE_URL"):
    embedded.start_for(owner_process="tests")


def pytest_collection_finish():
    """What was imported stays until the end: nobody looks for garbage in it after each test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _trade_time_is_real_time():
    """Nobody asks the database how the trade clock runs while a test counts queries."""
    clock._clock.rate, clock._clock.known_until = clock.REAL, math.inf


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database of a run; it can be dropped although a thread of a test still listens."""
    yield
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _no_job_outlives_its_test(request, django_db_blocker):
    """A test with real transactions leaves no job; Django's flush skips the queue's tables."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        return
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def read_all():
    """Sequence what was told and let every reader read it, until all is quiet."""
    from seibi.kernel.journal.readers import READERS, advance
    from seibi.kernel.journal.sequencer import assign_positions

    def read() -> None:
        while assign_positions() + sum(advance(reader) for reader in list(READERS)):
            pass

    return read


@pytest.fixture
def ada():
    from tests import world

    return world.ada()


@pytest.fixture
def mia():
    from tests import world

    return world.mia()


@pytest.fixture
def bob():
    from tests import world

    return world.bob()


@pytest.fixture
def eve():
    from tests import world

    return world.eve()


@pytest.fixture(autouse=True)
def _english():
    """Sentences in tests are English unless a test says otherwise."""
    from django.utils import translation

    with translation.override("en"):
        yield
