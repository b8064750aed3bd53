"""The embedded PostgreSQL: use the one that runs, or start it; it ends after its last user."""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

from seibi.config.database import cluster
from seibi.config.database.places import DatabaseUnavailable, Places, places

PATIENCE = 60.0
_USED: dict[Path, int] = {}  # state directory -> our open lock
_STARTED: list[subprocess.Popen[bytes]] = []  # keepers outlive us; nobody may warn about that


def url(state: Path | None = None) -> str:
    """The address of the embedded database, whether it runs or not."""
    return places(state).url


def ensure_running(state: Path | None = None) -> str:
    """The database's address; from now until this process ends the server runs. Quick to repeat.

    DATABASE_URL names another server, which is then left as it is.
    Raises DatabaseUnavailable with the reason in a sentence.
    """
    if state is None and (given := os.environ.get("DATABASE_URL")):
        return given
    return keep_running(state)


def keep_running(state: Path | None = None) -> str:
    """`ensure_running` of the embedded database, whatever DATABASE_URL says."""
    where = places(state)
    _count_me_in(where)
    deadline = time.monotonic() + PATIENCE
    keeper: subprocess.Popen[bytes] | None = None
    while not (is_kept(where) and cluster.answers(where)):
        if time.monotonic() > deadline:
            raise DatabaseUnavailable(f"PostgreSQL did not answer in {PATIENCE:.0f} s: {where.log}")
        if keeper and keeper.poll():
            raise DatabaseUnavailable(_reason(where))
        if not is_kept(where) and (keeper is None or keeper.poll() is not None):
            keeper = _start_keeper(where)
        time.sleep(0.03)
    return where.url


def begin() -> None:
    """Have the embedded database started, without waiting for it: there is other work to do.

    Raises DatabaseUnavailable when its folder cannot be used.
    """
    if not os.environ.get("DATABASE_URL"):
        where = places()
        _count_me_in(where)
        if not is_kept(where):
            _start_keeper(where)


def start_for(owner_process: str = "tests", state: Path | None = None) -> str:
    """`ensure_running` for a test run; `owner_process` is what the log calls it."""
    address = ensure_running(state)
    if not os.environ.get("DATABASE_URL"):
        with places(state).log.open("a") as log:
            log.write(f"used by {owner_process} (process {os.getpid()})\n")
    return address


def release(state: Path | None = None, *, patience: float = 0.0) -> bool:
    """Stop using it; True when the server is down within `patience` seconds.

    It goes on as long as another process uses it.
    """
    where = places(state)
    if lock := _USED.pop(where.state, None):
        os.close(lock)
    deadline = time.monotonic() + patience
    while is_kept(where) and time.monotonic() < deadline:
        time.sleep(0.03)
    return not is_kept(where)


def is_kept(where: Places) -> bool:
    """Whether a keeper is at work for this database."""
    try:
        lock = os.open(where.keeper_lock, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def _count_me_in(where: Places) -> None:
    """Hold the users' lock. The keeper that is just ending holds it alone: wait for it to end."""
    if where.state in _USED:
        return
    try:
        where.state.mkdir(parents=True, exist_ok=True)
        lock = os.open(where.users_lock, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DatabaseUnavailable(
            f"The folder for the data cannot be used ({error}). Set SEIBI_HOME to one that can."
        ) from error
    fcntl.flock(lock, fcntl.LOCK_SH)
    _USED[where.state] = lock


def _start_keeper(where: Places) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C in our terminal is not meant for the database."""
    source = str(Path(__file__).resolve().parents[3])
    paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
    with where.log.open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "seibi.config.database.keeper", str(where.state)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
        )
    _STARTED[:] = [earlier for earlier in _STARTED if earlier.poll() is None] + [keeper]
    return keeper


def _reason(where: Places) -> str:
    try:
        return where.problem.read_text().strip()
    except FileNotFoundError:
        return f"The database's keeper stopped unexpectedly; see {where.log}."
