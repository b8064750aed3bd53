"""A child process that dies with its parent, whatever killed the parent."""

import ctypes
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
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
