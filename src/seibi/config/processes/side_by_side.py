"""Pieces of work that have nothing to do with each other, each in a copy of this process."""

import json
import os
from collections.abc import Callable, Mapping

from seibi.config.processes.forked import ForkedProcess

Report = Callable[[str, int, int], None]  # what is being done, how many, of how many
Work = Callable[[Report], bool | None]


def side_by_side(works: Mapping[str, Work], report: Report) -> bool:
    """Do all of it at once and report from all; whether none of them said no.

    Raises SystemExit when one of them broke; what it had to say about that is on stderr. Only for
    a process with a single thread and no database connection.
    """
    told, tell = os.pipe()
    running = [
        ForkedProcess(name, lambda work=work: _do(work, told, tell))  # type: ignore[misc]
        for name, work in works.items()
    ]
    os.close(tell)
    agreed = True
    with os.fdopen(told) as lines:
        for line in lines:  # until the last of them has closed its end
            about, done, total = json.loads(line)
            if about:
                report(about, done, total)
            else:
                agreed = agreed and bool(done)
    for process in running:
        if process.wait():
            raise SystemExit(1)
    return agreed


def _do(work: Work, told: int, tell: int) -> None:
    """A line is far shorter than what a pipe takes in one piece, so lines never mix."""
    os.close(told)

    def report(about: str, done: int, total: int) -> None:
        os.write(tell, f"{json.dumps([about, done, total])}\n".encode())

    report("", int(work(report) is not False), 1)
