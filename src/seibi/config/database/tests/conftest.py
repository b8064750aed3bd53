"""A database of its own for each test, beside the one that the other tests share."""

import os
import shutil
import signal

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


@pytest.fixture
def own(tmp_path):
    database = Own(tmp_path / "a home with a rather long name" / ("deep/" * 12) / "state")
    yield database
    if not database.release():
        os.kill(database.keeper(), signal.SIGKILL)
    where = database.where
    shutil.rmtree(where.data.parent if where.data.parent != where.state else where.data, True)
    shutil.rmtree(where.sockets, True)
