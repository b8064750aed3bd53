"""One PostgreSQL cluster on disk: made once, started as our child, stopped in order."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from seibi.config.database.binaries import Binaries
from seibi.config.database.places import DatabaseUnavailable, Places, private_directory
from seibi.config.database.roles import APPLICATION
from seibi.config.processes.mortality import die_with_parent

SUPERUSER = "postgres"
OWNER = "seibi"

# For a laptop: little memory, quick recovery, nothing acknowledged is lost.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",  # the directory is private
    "max_connections": "200",
    "shared_buffers": "192MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    "checkpoint_timeout": "5min",
    "random_page_cost": "1.1",
    "jit": "off",
    "huge_pages": "off",
    "client_connection_check_interval": "5s",  # a killed client's query does not hold its locks
    "idle_in_transaction_session_timeout": "10min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_lock_waits": "on",
}


def create(where: Places, programs: Binaries) -> None:
    """Make the cluster, or check that the one that is there can be run. All or nothing.

    Raises DatabaseUnavailable for data of another major version.
    """
    if (where.data / "PG_VERSION").exists():
        return _check_version(where, programs)
    where.data.parent.mkdir(parents=True, exist_ok=True)
    unfinished = where.data.with_name("postgres.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    os.chown(unfinished, where.user.uid, where.user.gid)
    command = [programs["initdb"], "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust"]
    command += ["--encoding=UTF8", "--no-instructions", *_locale(programs)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **_as(where))
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise DatabaseUnavailable(f"The database could not be created: {done.stderr.strip()}")
    unfinished.rename(where.data)
    if where.data.parent != where.state:  # root in its home: show where the data went
        (where.state / "postgres").symlink_to(where.data)
    return None


def start(where: Places, programs: Binaries) -> subprocess.Popen[bytes]:
    """Start the server as our child: it stops in order when we are gone. Main thread only."""
    private_directory(where.sockets, where.user)
    await_the_end_of_the_last_one(where)
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [programs["postgres"], "-D", str(where.data), "-k", str(where.sockets), *options]
    with where.log.open("ab") as log:
        server: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            preexec_fn=die_with_parent(signal.SIGINT),
            **_as(where),
        )
    return server


def answers(where: Places, *, user: str = OWNER, database: str = OWNER) -> bool:
    """Whether the server takes a connection now."""
    try:
        connect(where, user=user, database=database).close()
    except psycopg.OperationalError:
        return False
    return True


def connect(
    where: Places, *, user: str = OWNER, database: str = OWNER
) -> psycopg.Connection[tuple[object, ...]]:
    """A connection by the private socket."""
    host = str(where.sockets)
    return psycopg.connect(
        host=host, user=user, dbname=database, autocommit=True, connect_timeout=5
    )


def create_owner(where: Places) -> None:
    """The roles and the database that everything else belongs to. Repeating changes nothing."""
    owner, application = sql.Identifier(OWNER), sql.Identifier(APPLICATION)
    wanted = (
        ("pg_roles", "rolname", OWNER, sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE")),
        ("pg_roles", "rolname", APPLICATION, sql.SQL("CREATE ROLE {} NOLOGIN ADMIN {}")),
        ("pg_database", "datname", OWNER, sql.SQL("CREATE DATABASE {} OWNER {}")),
    )
    with connect(where, user=SUPERUSER, database=SUPERUSER) as connection:
        for catalogue, column, name, create in wanted:
            query = sql.SQL("SELECT 1 FROM {} WHERE {} = {}").format(
                sql.Identifier(catalogue), sql.Identifier(column), sql.Literal(name)
            )
            if not connection.execute(query).fetchone():
                connection.execute(create.format(sql.Identifier(name), owner))
        connection.execute(sql.SQL("GRANT {} TO {}").format(application, owner))


def stop(server: subprocess.Popen[bytes], *, patience: float = 10.0) -> None:
    """Stop in order (open transactions are rolled back), then harder, then for good."""
    for how, wait in ((signal.SIGINT, patience), (signal.SIGQUIT, 5.0), (signal.SIGKILL, None)):
        if server.poll() is not None:
            return
        server.send_signal(how)
        try:
            server.wait(wait)
        except subprocess.TimeoutExpired:
            continue


def await_the_end_of_the_last_one(where: Places, *, patience: float = 2.0) -> None:
    """Wait for what an earlier, killed keeper left; end it when it does not end by itself."""
    deadline = time.monotonic() + patience
    while leftovers := list(processes_of(where)):
        if time.monotonic() > deadline:
            for pid in leftovers:
                _signal(pid, signal.SIGKILL)
        time.sleep(0.02)


def processes_of(where: Places) -> Iterator[int]:
    """Every process of a server on this data: the kernel knows where each one works."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == where.data and (entry / "exe").readlink().name == (
                "postgres"
            ):
                yield int(entry.name)
        except OSError:  # gone, or not ours to look at
            continue


def _signal(pid: int, how: signal.Signals) -> None:
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return


def _check_version(where: Places, programs: Binaries) -> None:
    found = (where.data / "PG_VERSION").read_text().strip()
    if found != str(programs.major):
        raise DatabaseUnavailable(
            f"The data in {where.data} were written by PostgreSQL {found}; this Seibi runs "
            f"PostgreSQL {programs.major}. Make a backup with the Seibi that wrote them "
            "(`seibi backup FILE`), move the folder away, and restore it (`seibi restore FILE`)."
        )


def _locale(programs: Binaries) -> list[str]:
    """Code-point order everywhere: nothing may depend on the collations of one machine."""
    if programs.major < 17:
        return ["--locale=C.UTF-8"]
    return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]


def _as(where: Places) -> dict[str, Any]:
    if where.user.is_me:
        return {}
    return {"user": where.user.uid, "group": where.user.gid, "extra_groups": []}
