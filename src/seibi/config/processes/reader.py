"""The journal's process: the sequencer gives positions, then every reader reads on.

Any number may run; advisory locks let one sequence and one advance each reader. A lock lives as
long as the connection that took it, so a killed leader's place is free at once.
"""

import datetime as dt
import signal
import threading
import time
from collections.abc import Callable
from zlib import crc32

import structlog
from django.db import DatabaseError, InterfaceError, connection

from seibi.kernel import clock
from seibi.kernel.journal.models import Parked
from seibi.kernel.journal.readers import READERS, advance, behind, retry_parked
from seibi.kernel.journal.sequencer import SEQUENCER, assign_positions

logger = structlog.get_logger(__name__)

LOCKS = 730_501  # the first half of our advisory locks' two-part key
BUSY, QUIET = 0.008, 0.02  # seconds between looks for new entries
QUIET_AFTER = 5.0
LEAD_AGAIN = 1.0
RETRY_PARKED = 60.0
ENOUGH_ATTEMPTS = 6

LOOK_FAR_BACK = 5.0
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
FAR_AHEAD = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
RECENT = dt.timedelta(hours=1)

# With a bound the database looks into one month's partition instead of all of them.
WAITING = """
SELECT EXISTS (
    SELECT 1 FROM journal_entry WHERE pos IS NULL AND recorded_at BETWEEN %s AND %s)
"""


class JournalProcess:
    """Two threads: numbering must not wait for handlers."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self._numbered = threading.Event()

    def run(self) -> None:
        """Until `stop`; a lost database is waited for."""
        sequencer = threading.Thread(
            target=self._until_over, args=(self._sequence, "sequencer"), name="sequencer"
        )
        sequencer.start()
        self._until_over(self._read, "readers")
        sequencer.join()

    def stop(self) -> None:
        self.over.set()
        self._numbered.set()

    def _until_over(self, work: Callable[[], None], name: str) -> None:
        try:
            while not self.over.is_set():
                try:
                    work()
                except (DatabaseError, InterfaceError) as error:
                    logger.warning(
                        "journal_lost_the_database", who=name, error=type(error).__name__
                    )
                    connection.close()
                    self.over.wait(0.2)
        finally:
            connection.close()

    def _sequence(self) -> None:
        """Look for entries without a position, and number them while we lead."""
        while not self.over.is_set() and not _lead(SEQUENCER):
            self.over.wait(LEAD_AGAIN)
        busy_until = time.monotonic() + QUIET_AFTER
        far_back_at = 0.0
        while not self.over.is_set():
            far_back = time.monotonic() >= far_back_at
            if far_back:
                far_back_at = time.monotonic() + LOOK_FAR_BACK
            if _is_waiting(far_back=far_back) and assign_positions():
                busy_until = time.monotonic() + QUIET_AFTER
                self._numbered.set()
            else:
                self.over.wait(BUSY if time.monotonic() < busy_until else QUIET)

    def _read(self) -> None:
        """Advance every reader we lead, a batch each in turn, until all have read everything."""
        mine: set[str] = set()
        lead_again_at = retry_at = 0.0
        while not self.over.is_set():
            if time.monotonic() >= lead_again_at:
                lead_again_at = time.monotonic() + LEAD_AGAIN
                mine |= {name for name in READERS if name not in mine and _lead(name)}
            if time.monotonic() >= retry_at:
                retry_at = time.monotonic() + RETRY_PARKED
                _retry_parked(mine)
            self._numbered.clear()
            if not sum(advance(name) for name in behind(mine)):
                self._numbered.wait(0.25)


def serve() -> None:
    """Run the process until SIGINT or SIGTERM. Call it in the main thread."""
    process = JournalProcess()
    for how in (signal.SIGINT, signal.SIGTERM):
        signal.signal(how, lambda *_: process.stop())
    process.run()


def _lead(name: str) -> bool:
    """Become the one who does this, or learn that another does."""
    with connection.cursor() as cursor:
        key = crc32(name.encode()) - 2**31
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, key])
        return bool(cursor.fetchone()[0])


def _is_waiting(*, far_back: bool) -> bool:
    """Whether an entry has no position; one that waits for long is found by looking far back."""
    now = clock.machine_now()
    span = (LONG_AGO, FAR_AHEAD) if far_back else (now - RECENT, now + RECENT)
    with connection.cursor() as cursor:
        cursor.execute(WAITING, span)
        return bool(cursor.fetchone()[0])


def _retry_parked(names: set[str]) -> None:
    """What failed once may have failed by accident; after a few attempts a person has to look."""
    parked = Parked.objects.filter(reader__in=names, attempts__lt=ENOUGH_ATTEMPTS)
    for name in set(parked.values_list("reader", flat=True)):
        retry_parked(name)
