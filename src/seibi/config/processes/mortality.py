"""A child process that dies with its parent, whatever killed the parent."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
SUPERVISOR = "SEIBI_SUPERVISOR"  # the supervisor's process id, for its children
GRACE = 8.0
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """A `preexec_fn` for Popen: the kernel sends `how` to the child when the parent is gone.

    Popen runs it after it has changed the user, and so it must be: changing the user clears the
    wish. The kernel watches the *thread* that started the child, so start children from the main
    thread. Where the kernel cannot do this (macOS) there is None to run.
    """
    if _LIBC is None:
        return None
    libc = _LIBC

    def ask_the_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)

    return ask_the_kernel


def call_me(name: str) -> None:
    """What `ps -o comm` and `top` show for this process; at most 15 letters."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_NAME, name.encode()[:15], 0, 0, 0)


def never_outlive_the_supervisor() -> None:
    """A supervised process that still runs this long after its supervisor's death ends at once.

    The kernel's signal asks it to end in order; this is for one that hangs and cannot.
    """
    supervisor = os.environ.get(SUPERVISOR)
    if supervisor:
        watch = threading.Thread(target=_watch, args=(int(supervisor),), daemon=True)
        watch.start()


def _watch(supervisor: int) -> None:
    while os.getppid() == supervisor:
        time.sleep(1.0)
    time.sleep(GRACE)
    os._exit(1)
