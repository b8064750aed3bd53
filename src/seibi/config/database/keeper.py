"""The process whose child PostgreSQL is: starts, restarts and, after the last user, stops it.

Whoever uses the database holds a shared lock on one file; the kernel lets go of it when they end,
however they end. The keeper waits for that lock alone. Should the keeper itself be killed, the
server stops (it dies with its parent) and the next user starts another keeper.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from seibi.config.database import binaries, cluster
from seibi.config.database.places import DatabaseUnavailable, Places, places

PATIENCE_AT_START = 60.0  # crash recovery may take a while on a slow disk
LOG_LIMIT = 20 * 1024 * 1024


def main(state: str) -> int:
    """Keep the database of one state directory until nobody uses it."""
    where = places(Path(state))
    lock = os.open(where.keeper_lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0  # another one keeps it
    os.truncate(lock, 0)
    os.write(lock, f"{os.getpid()}\n".encode())
    where.problem.unlink(missing_ok=True)
    try:
        _keep(where)
    except (DatabaseUnavailable, OSError) as error:
        where.problem.write_text(f"{error}\n")
        return 1
    return 0


def _keep(where: Places) -> None:
    programs = binaries.find()
    if not where.user.is_me:
        programs = binaries.readable_by_others(programs)
    cluster.create(where, programs)
    _roll_log(where)
    over = _when_nobody_is_left(where)
    falls = 0
    while not over.is_set():
        started = time.monotonic()
        server = cluster.start(where, programs)
        try:
            _open_for_use(where, server, over)
            while server.poll() is None and not over.wait(0.1):
                pass
        finally:
            if over.is_set() or server.poll() is None:
                cluster.stop(server)
                with suppress(OSError):  # a killed server leaves its socket in it
                    where.sockets.rmdir()
        falls = 0 if time.monotonic() - started > 10 else falls + 1
        if not over.is_set():
            over.wait(min(1.0, 0.1 * 2**falls - 0.2))


def _open_for_use(where: Places, server: subprocess.Popen[bytes], over: threading.Event) -> None:
    deadline = time.monotonic() + PATIENCE_AT_START
    user = cluster.SUPERUSER
    while not cluster.answers(where, user=user, database=user):
        if over.is_set() or server.poll() == -signal.SIGKILL:
            return
        if server.poll() is not None or time.monotonic() > deadline:
            raise DatabaseUnavailable(f"PostgreSQL did not start. {_last_words(where)}")
        time.sleep(0.02)
    cluster.create_owner(where)


def _when_nobody_is_left(where: Places) -> threading.Event:
    """Set when every user is gone, or when we are asked to end."""
    over = threading.Event()

    def wait_for_the_lock() -> None:
        users = os.open(where.users_lock, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(users, fcntl.LOCK_EX)  # held to the end: newcomers wait, then start afresh
        over.set()

    def asked_to_end(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, asked_to_end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=wait_for_the_lock, daemon=True).start()
    return over


def _last_words(where: Places) -> str:
    lines = where.log.read_text(errors="replace").splitlines()[-3:]
    return f"Its last words in {where.log}: " + " / ".join(lines)


def _roll_log(where: Places) -> None:
    if where.log.exists() and where.log.stat().st_size > LOG_LIMIT:
        where.log.replace(where.log.with_suffix(".log.old"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
