"""Runs several processes as one: each comes back when it dies, and one Ctrl-C ends all of them."""

import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType

from seibi.config.database import embedded
from seibi.config.database.places import DatabaseUnavailable, places
from seibi.config.processes.children import Child

PATIENCE = 12.0  # for children to end in order
LOOK = 0.05


class Supervisor:
    """Owns its children; the kernel ends them should the supervisor be killed.

    It has one thread and no database connection, so that children may be copies of it.
    """

    def __init__(self, children: Sequence[Child], *, keep_database: bool) -> None:
        self.children = list(children)
        self._keep_database = keep_database
        self._where = places()
        self._over = False

    def run(self) -> None:
        """Until SIGINT or SIGTERM. Call it in the main thread."""
        before = {how: signal.getsignal(how) for how in (signal.SIGINT, signal.SIGTERM)}
        for how in before:
            signal.signal(how, self._asked_to_end)
        try:
            while not self._over:
                for child in self.children:
                    if news := child.tend():
                        _say(news)
                if self._keep_database:
                    self._see_to_the_database()
                time.sleep(LOOK)
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
        self._over = True

    def _see_to_the_database(self) -> None:
        """The keeper brings PostgreSQL back; should the keeper itself be gone, we bring it back.

        Everyone else waits for the database too, so nothing is lost by waiting here.
        """
        if not embedded.is_kept(self._where):
            try:
                embedded.keep_running()
            except DatabaseUnavailable as error:
                _say(str(error))


def _say(sentence: str) -> None:
    sys.stderr.write(f"seibi: {sentence}\n")
    sys.stderr.flush()
