"""One whole installation in a scratch folder, and the power to kill any part of it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg

from seibi.config.database import cluster, embedded
from seibi.config.database.places import places
from seibi.config.processes.children import surroundings

ROOT = Path(__file__).resolve().parents[2]
VICTIMS = ("web", "reader", "worker", "database", "keeper", "supervisor")


class Installation:
    """`seibi up`, as an operator (or systemd) runs it."""

    def __init__(self, home: Path, port: int, mail_port: int) -> None:
        self.home, self.port = home, port
        self.url = f"http://127.0.0.1:{port}"
        self.environment = surroundings(
            {
                "SEIBI_HOME": str(home),
                "SEIBI_SMTP_HOST": "127.0.0.1",
                "SEIBI_SMTP_PORT": str(mail_port),
                "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            }
        )
        self.environment["PYTHONPATH"] += os.pathsep + str(ROOT)
        self.environment.pop("DATABASE_URL", None)
        self.log = (home / "up.log").open("ab")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def where(self):
        return places(self.home)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "seibi.config.cli.main", "up", "--port", str(self.port)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            cwd=ROOT,
        )

    def stop(self, patience: float = 30.0) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(patience)

    def until_it_answers(self, patience: float) -> float:
        """Seconds until a page that asks the database answers; AssertionError when it is late."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            if self.answers():
                return time.monotonic() - began
            time.sleep(0.05)
        raise AssertionError(f"no answer in {patience:.0f} s; see {self.home}/up.log")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/alive/", timeout=2) as response:
                return response.status == 200
        except OSError:
            return False

    def kill(self, victim: str) -> int | None:
        """kill -9; the victim's process id, or None when it is not there just now."""
        pid = self.pid_of(victim)
        if pid is None:
            return None
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return None
        if victim == "supervisor":
            self.process.wait()
            self.start()
        return pid

    def until_back(self, victim: str, pid: int, patience: float) -> float:
        """Seconds until another process has taken the victim's place and pages answer."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            now = self.pid_of(victim)
            whole = victim != "supervisor" or self.pid_of("web") is not None
            if now is not None and now != pid and whole and self.answers():
                return time.monotonic() - began
            time.sleep(0.03)
        raise AssertionError(f"{victim} is not back after {patience:.0f} s")

    def pid_of(self, victim: str) -> int | None:
        if victim == "supervisor":
            return self.process.pid
        if victim == "keeper":
            return _first_number(self.where.keeper_lock) if embedded.is_kept(self.where) else None
        if victim == "database":
            return _first_number(self.where.data / "postmaster.pid")
        return next((pid for pid, name in self._children() if name == f"seibi-{victim}"), None)

    def query(self, statement: str, *arguments: object) -> list[tuple]:
        """The answer of the database, which may have been killed a moment ago."""
        for wait in (0.5, 1, 2, 4, 8, 0):
            try:
                with psycopg.connect(self.where.url, autocommit=True) as connection:
                    return connection.execute(statement, arguments).fetchall()
            except psycopg.OperationalError:
                if not wait:
                    raise
                time.sleep(wait)
        raise AssertionError("the last attempt answers or raises")

    def server_processes(self) -> list[int]:
        return list(cluster.processes_of(self.where))

    def servers(self) -> list[int]:
        """Of these, those that no other of them has started: one, however often it was killed."""
        parents = {pid: _parent(pid) for pid in self.server_processes()}
        return [pid for pid, parent in parents.items() if parent and parent not in parents]

    def _children(self):
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                status = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(status[1]) == self.process.pid and status[0] != "Z":
                    yield int(folder.name), (folder / "comm").read_text().strip()
            except OSError:
                continue


def _parent(pid: int) -> int | None:
    """None for a process that has just ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
