"""Runs several processes as one: each comes back when it dies, and one Ctrl-C ends all of them."""

import signal
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

from seibi.config.database import embedded
from seibi.config.database.places import DatabaseUnavailable, places
from seibi.config.processes.children import Child

PATIENCE = 12.0  # for children to end in order
LOOK = 0.1


class Supervisor:
    """Owns its children; the kernel ends them should the supervisor be killed."""

    def __init__(self, children: Sequence[Child], *, keep_database: bool) -> None:
        self.children = list(children)
        self._keep_database = keep_database
        self._over = threading.Event()

    def run(self) -> None:
        """Until SIGINT or SIGTERM. Call it in the main thread."""
        before = {how: signal.getsignal(how) for how in (signal.SIGINT, signal.SIGTERM)}
        for how in before:
            signal.signal(how, self._asked_to_end)
        if self._keep_database:
            threading.Thread(target=self._watch_database, daemon=True).start()
        try:
            while not self._over.is_set():
                for child in self.children:
                    if news := child.tend():
                        _say(news)
                self._over.wait(LOOK)
        finally:
            self._end_all()
            for how, handler in before.items():
                signal.signal(how, handler)

    def _end_all(self) -> None:
        """In the order given: first who takes in work, last who finishes it."""
        deadline = time.monotonic() + PATIENCE
        for child in self.children:
            child.ask_to_end()
        for child in self.children:
            child.make_end(deadline)

    def _asked_to_end(self, _signal: int, _frame: FrameType | None) -> None:
        self._over.set()

    def _watch_database(self) -> None:
        """The keeper brings PostgreSQL back; should the keeper itself be gone, we bring it back."""
        where = places()
        while not self._over.wait(0.3):
            if not embedded.is_kept(where):
                try:
                    embedded.keep_running()
                except DatabaseUnavailable as error:
                    _say(str(error))


def _say(sentence: str) -> None:
    sys.stderr.write(f"seibi: {sentence}\n")
    sys.stderr.flush()
