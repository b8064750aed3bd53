"""`journal`: eight writers tell at once; how fast is everything numbered and read, and in order?"""

import subprocess
import time
from typing import Any

import psycopg

from seibi.config.bench.ground import Ground, ground
from seibi.config.bench.results import Result, percentile

WRITERS, EACH = 8, 625
BARE = "INSERT INTO bench_bare (at, text) VALUES (now(), 'x')"


def measure() -> Result:
    """Entries a second from the first tell to the last reading, against bare inserts."""
    with ground() as here:
        here.start("reader")
        _until(here, "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory'")
        limit = _bare(here)
        began = time.monotonic()
        _tell(here)
        told = time.monotonic() - began
        _until(
            here,
            "SELECT min(p.pos) = max(s.pos) AND max(s.pos) >= %s FROM journal_position p,"
            " journal_position s WHERE s.name = 'sequencer'",
            WRITERS * EACH,
        )
        read = time.monotonic() - began
        count, gaps = _row(
            here,
            "SELECT count(*) FILTER (WHERE name = 'bench.board_touched.v1'),"
            " max(pos) - count(DISTINCT pos) FROM journal_entry",
        )
    per_second = count / read
    return Result(
        name="journal",
        value=per_second,
        unit="entries/s",
        limit=limit,
        limit_is="bare inserts by as many writers, one commit each",
        budget="every entry numbered once without gaps; readers less than 2 s behind the writers",
        kept=count == WRITERS * EACH and gaps == 0 and read - told < 2.0,
        figures={
            "writers": WRITERS,
            "entries": count,
            "gaps": gaps,
            "told_per_second": round(count / told, 1),
            "readers_behind_s": round(read - told, 3),
        },
    )


def _tell(here: Ground) -> None:
    commands = [here.module("teller", f"w{index}", str(EACH), "0", "0") for index in range(WRITERS)]
    running = [
        subprocess.Popen(command, env=here.environment, stdout=subprocess.DEVNULL)
        for command in commands
    ]
    codes = [process.wait() for process in running]
    if any(codes):
        raise RuntimeError("a writer failed")


def _bare(here: Ground) -> float:
    """The same number of inserts, over as many connections, from one thread in turn."""
    durations = []
    with psycopg.connect(here.address, autocommit=True) as connection:
        for _ in range(500):
            began = time.perf_counter()
            connection.execute(BARE)
            durations.append(time.perf_counter() - began)
    return 1.0 / percentile(durations, 0.5)


def _until(here: Ground, query: str, *arguments: object, patience: float = 120.0) -> None:
    deadline = time.monotonic() + patience
    while not _row(here, query, *arguments)[0]:
        if time.monotonic() > deadline:
            raise RuntimeError("the readers did not come to the end")
        time.sleep(0.02)


def _row(here: Ground, query: str, *arguments: object) -> tuple[Any, ...]:
    with psycopg.connect(here.address, autocommit=True) as connection:
        return connection.execute(query, arguments).fetchone() or (None,)
