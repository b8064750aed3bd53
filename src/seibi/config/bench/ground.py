"""A scratch installation to measure: its own database, its own processes, gone afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from seibi.config.bench.bare import TABLE
from seibi.config.database import embedded
from seibi.config.database.roles import APPLICATION
from seibi.config.processes.children import Child, executed, seibi, surroundings
from seibi.config.processes.machine import free_port

SETTINGS = "seibi.config.bench.settings"
PATIENCE = 120.0
BEHIND = (
    "SELECT coalesce(max(s.pos) - min(p.pos), 0) FROM journal_position p, journal_position s"
    " WHERE s.name = 'sequencer'"
)


class Ground:
    """Where a benchmark runs. Processes are named as in `seibi up`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.address = embedded.keep_running(home)
        self.port = free_port("127.0.0.1", 18_800)
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = surroundings(
            {
                "SEIBI_HOME": str(home),
                "DATABASE_URL": self.address,
                "DJANGO_SETTINGS_MODULE": SETTINGS,
                "SEIBI_PUBLIC_URL": self.url,
            }
        )
        self.children: list[Child] = []

    def migrate(self) -> None:
        """Today's tables, and the bare page's."""
        self.call(seibi("migrate"))
        with psycopg.connect(self.address) as connection:
            connection.execute(TABLE)
            connection.execute(f"GRANT ALL ON bench_bare, bench_bare_id_seq TO {APPLICATION}")

    def start(self, *names: str) -> None:
        """Start processes; "web" is answering when this returns."""
        commands = {
            "web": self.module("front", "127.0.0.1", str(self.port)),
            "reader": seibi("reader"),
            "worker": seibi("worker"),
        }
        for name in names:
            child = Child(name, executed(commands[name], self.environment))
            child.tend()
            self.children.append(child)
        if "web" in names:
            self.until_answers("/bare/")

    def until_answers(self, path: str, patience: float = PATIENCE) -> float:
        """Seconds until the address answers with a page (a refusal is one)."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            try:
                urllib.request.urlopen(self.url + path, timeout=5).close()  # noqa: S310 - ours
            except urllib.error.HTTPError as answer:
                if answer.code < 500:
                    break
                raise
            except OSError:
                time.sleep(0.02)
            else:
                break
        return time.monotonic() - began

    def module(self, name: str, *arguments: str) -> list[str]:
        return [sys.executable, "-m", f"seibi.config.bench.{name}", *arguments]

    def call(self, command: list[str], extra: Mapping[str, str] | None = None) -> str:
        """Run to its end; what it printed."""
        done = subprocess.run(
            command,
            env={**self.environment, **(extra or {})},
            check=True,
            text=True,
            stdout=subprocess.PIPE,
        )
        return done.stdout

    def stop(self) -> None:
        deadline = time.monotonic() + 10
        for child in self.children:
            child.ask_to_end()
        for child in self.children:
            child.make_end(deadline)
        embedded.release(self.home, patience=15)


@contextmanager
def ground() -> Iterator[Ground]:
    """A new, migrated installation; its folder is removed in the end."""
    home = Path(tempfile.mkdtemp(prefix="seibi-bench-"))
    home.chmod(0o755)
    found = Ground(home)
    try:
        found.migrate()
        yield found
    finally:
        found.stop()
        shutil.rmtree(home, ignore_errors=True)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


def seconds_until_read(address: str, patience: float = 60.0) -> float:
    """How long it takes until every reader has read the whole journal."""
    began = time.monotonic()
    with psycopg.connect(address, autocommit=True) as connection:
        while time.monotonic() - began < patience:
            row = connection.execute(BEHIND).fetchone()
            if row and row[0] == 0:
                break
            time.sleep(0.02)
    return time.monotonic() - began
