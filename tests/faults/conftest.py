"""One scratch installation for all tests here that only ask."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from seibi.config.bench.ground import Ground, ground
from seibi.config.database.places import places
from seibi.config.processes.children import Child, executed, seibi
from seibi.config.processes.machine import free_port
from tests.faults.crowd import Crowd
from tests.faults.installation import ROOT


@dataclass
class Arena:
    """A running installation and the crowd before its doors."""

    ground: Ground
    crowd: Crowd
    pages_port: int
    scratch: Path

    def free(self) -> str:
        """The first start that is free for everybody."""
        path = f"/api/v1/booking/sites/{self.crowd.world['site']}/slots?operation_codes=OIL"
        return self.crowd.get(path)["offers"][0]["slot"]["starts_at"]

    def query(self, statement: str, values: dict | None = None) -> tuple:
        with psycopg.connect(self.ground.address) as connection:
            return connection.execute(statement, values).fetchone()

    @property
    def server_log(self) -> str:
        return places(self.ground.home).log.read_text()


@pytest.fixture(scope="session")
def arena():
    """Everything on one port as in `seibi up`, and pages alone as `seibi web` serves them."""
    with ground() as found:
        scratch = found.home / "tmp"
        scratch.mkdir()
        found.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": f"{found.environment['PYTHONPATH']}:{ROOT}",
            "TMPDIR": str(scratch),
            "SEIBI_REQUIRE_SECOND_FACTOR": "0",
        }
        found.migrate()
        world = json.loads(found.call([sys.executable, "-m", "tests.faults.world_of_one"]))
        port = free_port("127.0.0.1", found.port + 1)
        pages = Child("pages", executed(seibi("web", "--port", str(port)), found.environment))
        found.children.append(pages)
        pages.tend()
        found.start("web")
        yield Arena(found, Crowd(found.port, world), port, scratch)
