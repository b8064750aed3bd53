"""Everything on one machine: `seibi up`, and the same with a day to look at, `seibi demo`.

The supervisor loads the whole program once and copies itself for each process: a killed one is
back at once, and the three share most of their memory.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial

import psycopg

from seibi.config.database import embedded, upgrade
from seibi.config.database.places import DatabaseUnavailable, state_directory
from seibi.config.processes.children import Child, seibi, surroundings
from seibi.config.processes.forked import forked
from seibi.config.processes.moving_line import MovingLine
from seibi.config.processes.side_by_side import side_by_side
from seibi.config.processes.supervisor import Supervisor


def up(host: str, port: int) -> None:
    """Migrate, then run the web, journal and job processes until Ctrl-C."""
    chosen = free_port(host, port)
    _run(host, chosen, {"SEIBI_PUBLIC_URL": f"http://{_shown(host)}:{chosen}"})


def demo(host: str, port: int, speed: float) -> None:
    """The same over a dealer group with a day in progress, and a link for every role."""
    chosen = free_port(host, port)
    extra = {
        "SEIBI_PUBLIC_URL": f"http://127.0.0.1:{chosen}",
        "SEIBI_DEMO": "1",
        "SEIBI_REQUIRE_SECOND_FACTOR": "0",
    }
    _run(host, chosen, extra, before=lambda: _prepare_demo(chosen, speed))


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


def _run(
    host: str, port: int, extra: Mapping[str, str], before: Callable[[], None] | None = None
) -> None:
    given = bool(os.environ.get("DATABASE_URL"))
    try:
        embedded.begin()
        web, reader, worker = _load(extra)
        address = os.environ["DATABASE_URL"] if given else embedded.keep_running()
        if not upgrade.is_current(address):
            _migrate()
    except (DatabaseUnavailable, psycopg.OperationalError) as error:
        raise SystemExit(f"seibi: {error}") from error
    if before:
        before()
    _say(f"Seibi is at http://{_shown(host)}:{port} (Ctrl-C stops it)")
    children = [
        Child("web", forked("web", lambda: web(host, port))),
        Child("reader", forked("reader", reader)),
        Child("worker", forked("worker", worker)),
    ]
    Supervisor(children, keep_database=not given).run()
    if not given:
        embedded.release(patience=15)


def _load(
    extra: Mapping[str, str],
) -> tuple[Callable[[str, int], None], Callable[[], None], Callable[[], None]]:
    """The whole program, as it will run in every process; no thread, no connection."""
    for name, value in extra.items():
        os.environ.setdefault(name, value)
    if sys.dont_write_bytecode:  # not beside the sources, then; without any it takes far longer
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(state_directory() / "compiled")
    os.environ.setdefault("DATABASE_URL", embedded.url())
    from seibi.config.processes.setup import prepare_without_database  # noqa: PLC0415

    prepare_without_database()
    from seibi.config.processes import reader, web, worker  # noqa: PLC0415 - need Django set up

    web.load()
    return web.serve_front, reader.serve, worker.run


def _migrate() -> None:
    """As the owner, so in a process that is set up as the owner."""
    done = subprocess.run(seibi("migrate"), env=surroundings(), check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def _prepare_demo(port: int, speed: float) -> None:
    """Make the demo's world where it is missing, and print a link for each role.

    All of it in copies of this process, which stays without a connection; the groups have nothing
    to do with each other, so they are made at the same time.
    """
    from seibi.config.demo import seed  # noqa: PLC0415 - needs Django set up
    from seibi.config.demo.groups import GROUPS  # noqa: PLC0415

    _say("Preparing the demonstration …")
    line, now = MovingLine(), seed.demo_moment()

    def show(about: str, done: int, total: int) -> None:
        line.show(about, f"{about}: {done:,} of {total:,}", is_last=done == total)

    if side_by_side({"demo": lambda report: seed.open_world(now, report)}, show):
        groups = {one.country: partial(seed.seed_group, one, now) for one in GROUPS}
        side_by_side({f"demo-{country}": work for country, work in groups.items()}, show)
        side_by_side({"demo": lambda _report: seed.close_world(now)}, show)
    line.end()
    side_by_side({"demo": lambda _report: _show_doors(port, speed)}, show)


def _show_doors(port: int, speed: float) -> None:
    """The clock runs at this speed from now on, and everybody has a link."""
    from seibi.config.demo.links import all_doors  # noqa: PLC0415 - needs Django set up
    from seibi.kernel import clock  # noqa: PLC0415
    from seibi.kernel.trade_clock.rate import run_trade_clock  # noqa: PLC0415

    run_trade_clock(trade_at=clock.now(), speed=speed)
    for doors in all_doors(port):
        _say(f"\n{doors.name}{f' · {doors.group}' if doors.group else ''}")
        for link in doors.links:
            _say(f"  {link.title:<20} {link.url:<58} {link.name}")
    _say(f"\nAll of them on one page: http://localhost:{port}/demo/\n")


def _shown(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
