"""A database of its own for each test, beside the one that the other tests share."""

import os
import shutil
import signal
import subprocess

import pytest

from seibi.config.database import cluster, embedded
from seibi.config.database.places import places


class Own:
    """One embedded database in a scratch folder."""

    def __init__(self, state):
        self.state = state

    @property
    def where(self):
        return places(self.state)

    def run(self):
        return embedded.keep_running(self.state)

    def release(self, patience=15.0):
        return embedded.release(self.state, patience=patience)

    def connect(self):
        return cluster.connect(self.where)

    def keeper(self):
        return int(self.where.keeper_lock.read_text())

    def postmaster(self):
        return int((self.where.data / "postmaster.pid").read_text().split()[0])

    def processes(self):
        return list(cluster.processes_of(self.where))

    def clean(self):
        where = self.where
        for folder in (where.data, where.sockets):
            shutil.rmtree(folder, ignore_errors=True)
        if where.data.parent != where.state:
            shutil.rmtree(where.data.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def made_before(tmp_path_factory):
    """The files of a cluster that was made and stopped: copying them is quicker than making them."""
    database = Own(tmp_path_factory.mktemp("cluster") / "state")
    database.run()
    database.release()
    yield database.where.data
    database.clean()


@pytest.fixture
def empty(tmp_path):
    """A database that has never run."""
    database = Own(tmp_path / "a home with a rather long name" / ("deep/" * 12) / "state")
    yield database
    if not database.release():
        os.kill(database.keeper(), signal.SIGKILL)
    database.clean()


@pytest.fixture
def own(empty, made_before):
    """A database that has run before and has nothing in it."""
    return copied(made_before, empty)


@pytest.fixture
def second(tmp_path, made_before):
    """Another one like it."""
    database = Own(tmp_path / "second")
    yield copied(made_before, database)
    if not database.release():
        os.kill(database.keeper(), signal.SIGKILL)
    database.clean()


def copied(made_before, database):
    database.state.mkdir(parents=True, exist_ok=True)
    database.where.data.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", made_before, database.where.data], check=True)
    return database
