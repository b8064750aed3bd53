"""A process made by copying this one, which has everything loaded already: it starts in no time.

Only for a process with a single thread and no database connection, as the supervisor is.
"""

import os
import random
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable

from seibi.config.processes.mortality import (
    SUPERVISOR,
    call_me,
    die_with_parent,
    never_outlive_the_supervisor,
)

LOOK = 0.02


class ForkedProcess:
    """What Popen offers, as far as a supervisor needs it."""

    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.returncode: int | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            _live(name, work, parent)

    def poll(self) -> int | None:
        """How it ended (a signal as a negative number), or None while it lives."""
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                self.returncode = 1
            else:
                self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired when it is not over in time."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0.0)
            time.sleep(LOOK)
        return code

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, how: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, how)


def forked(name: str, work: Callable[[], None]) -> Callable[[], ForkedProcess]:
    """How a `Child` starts when its work is loaded here already."""
    return lambda: ForkedProcess(name, work)


def _live(name: str, work: Callable[[], None], parent: int) -> None:
    """The copy's life. It never returns to what the original was doing."""
    code = 1
    try:
        os.setpgid(0, 0)  # Ctrl-C is for the supervisor, who stops all in order
        for how in (signal.SIGINT, signal.SIGTERM):
            signal.signal(how, signal.SIG_DFL)
        if wish := die_with_parent(signal.SIGTERM):
            wish()
        if os.getppid() != parent:
            os._exit(1)
        call_me(f"seibi-{name}")
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ[SUPERVISOR] = str(parent)
        never_outlive_the_supervisor()
        random.seed()
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    except KeyboardInterrupt:
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
