"""Everything on one machine: `seibi up`, and the same with a day to look at, `seibi demo`."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping

import psycopg

from seibi.config.database import embedded, upgrade
from seibi.config.database.places import DatabaseUnavailable
from seibi.config.processes.children import Child, seibi, surroundings
from seibi.config.processes.supervisor import Supervisor


def up(host: str, port: int) -> None:
    """Migrate, then run the web, journal and job processes until Ctrl-C."""
    given = _prepare()
    chosen = free_port(host, port)
    _say(f"Seibi is at http://{_shown(host)}:{chosen} (Ctrl-C stops it)")
    _run(host, chosen, given=given, extra={})


def demo(host: str, port: int, speed: float) -> None:
    """The same over a dealer group with a day in progress, and a link for every role."""
    given = _prepare()
    chosen = free_port(host, port)
    extra = {"SEIBI_DEMO": "1", "SEIBI_REQUIRE_SECOND_FACTOR": "0"}
    extra["SEIBI_PUBLIC_URL"] = f"http://127.0.0.1:{chosen}"
    code = "from seibi.config.processes.machine import prepare_demo as p; p({}, {})"
    _call([sys.executable, "-c", code.format(chosen, speed)], extra)
    _run(host, chosen, given=given, extra=extra)


def prepare_demo(port: int, speed: float) -> None:
    """Make the demo's world where it is missing, and print a link for each role."""
    from seibi.config.processes.setup import prepare  # noqa: PLC0415 - in a process of its own

    prepare()
    from seibi.config.demo.links import role_links  # noqa: PLC0415
    from seibi.config.demo.seed import ensure_demo  # noqa: PLC0415

    ensure_demo(speed=speed)
    for link in role_links(port):
        _say(str(link))


def free_port(host: str, wanted: int) -> int:
    """The port that was asked for, or the next one that is free, with a sentence about it."""
    for port in range(wanted, min(wanted + 200, 65_536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
        if port != wanted:
            _say(f"Port {wanted} is in use; Seibi takes {port}.")
        return port
    raise SystemExit(f"seibi: no port from {wanted} on is free; name another with --port")


def _prepare() -> bool:
    """A database with today's tables; whether somebody else runs it (DATABASE_URL)."""
    given = bool(os.environ.get("DATABASE_URL"))
    try:
        address = embedded.ensure_running()
        current = upgrade.is_current(address)
    except (DatabaseUnavailable, psycopg.OperationalError) as error:
        raise SystemExit(f"seibi: {error}") from error
    if not current:
        _call(seibi("migrate"), {})
    return given


def _run(host: str, port: int, *, given: bool, extra: Mapping[str, str]) -> None:
    address = embedded.ensure_running()
    around = {
        "SEIBI_PUBLIC_URL": f"http://{_shown(host)}:{port}",
        **{name: os.environ[name] for name in ("SEIBI_PUBLIC_URL",) if name in os.environ},
        **extra,
        "DATABASE_URL": address,
    }
    front = seibi("web", "--with-live", "--host", host, "--port", str(port))
    children = [
        Child("web", front, around),
        Child("reader", seibi("reader"), around),
        Child("worker", seibi("worker"), around),
    ]
    Supervisor(children, keep_database=not given).run()
    if not given:
        embedded.release(patience=15)


def _call(command: list[str], extra: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=surroundings(extra), check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def _shown(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
