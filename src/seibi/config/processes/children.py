"""One supervised process: started, watched, started again when it dies, stopped in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from seibi.config.database.places import state_directory
from seibi.config.processes.mortality import SUPERVISOR, die_with_parent

LONG_ENOUGH = 10.0  # a process that lived this long failed by accident, not by mistake
WAITS = (0.0, 0.2, 0.5, 1.0, 2.0)  # before the next start, the more it fails at once
SOURCE = Path(__file__).resolve().parents[3]


def seibi(*arguments: str) -> list[str]:
    """The command line that runs `seibi …` with this very interpreter."""
    return [sys.executable, "-m", "seibi.config.cli.main", *arguments]


def surroundings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a child: ours, with the source on the path, and what is added.

    Who wants no compiled files beside the sources gets them in the state directory instead:
    without any, a process takes four times as long to start again.
    """
    paths = [str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])]
    ours = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    if ours.pop("PYTHONDONTWRITEBYTECODE", ""):
        ours.setdefault("PYTHONPYCACHEPREFIX", str(state_directory() / "compiled"))
    return {**ours, **(extra or {})}


class Process(Protocol):
    """What is needed of a process: Popen's has it, and `ForkedProcess`."""

    pid: int

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


def executed(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> Callable[[], Process]:
    """How a child starts that is a program of its own.

    It gets a process group of its own: Ctrl-C is for the supervisor, who stops all in order.
    """

    def start() -> Process:
        return subprocess.Popen(
            list(command),
            env=surroundings({**(environment or {}), SUPERVISOR: str(os.getpid())}),
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    return start


@dataclass
class Child:
    """A process by name. Only the supervisor's main thread touches it."""

    name: str
    start: Callable[[], Process]
    process: Process | None = None
    starts: int = 0
    _started_at: float = 0.0
    _start_again_at: float = 0.0
    _falls: int = 0

    def tend(self) -> str | None:
        """Start it when it should run and does not; what happened, if anything did."""
        if self.process is None:
            if time.monotonic() >= self._start_again_at:
                self._start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        self.process = None
        lived = time.monotonic() - self._started_at
        self._falls = 0 if lived > LONG_ENOUGH else self._falls + 1
        wait = WAITS[min(self._falls, len(WAITS) - 1)]
        self._start_again_at = time.monotonic() + wait
        return f"{self.name} {_ended(code)}; starting it again"

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def make_end(self, deadline: float) -> None:
        """Wait until the deadline, then leave it no choice."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self) -> None:
        self.process = self.start()
        self.starts += 1
        self._started_at = time.monotonic()


def _ended(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"
