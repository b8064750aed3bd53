"""What the database tells: its tables, roles, journal, jobs and clock."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timesince

from seibi.config.cli.findings import Finding, fine, look, wrong
from seibi.config.database import roles
from seibi.config.processes.upkeep import PRESUMED_DEAD
from seibi.kernel import clock
from seibi.kernel.journal.models import Parked, Position
from seibi.kernel.journal.readers import READERS
from seibi.kernel.journal.sequencer import SEQUENCER

OLDEST_SERVER = 150_000
LATE = 2.0  # seconds an entry may wait for its position, a reader for its entries
MANY_BEHIND = 1_000
CLOCKS_APART = 2.0  # seconds
LATELY = dt.timedelta(days=7)
WAITS = dt.timedelta(minutes=15)


def server() -> Iterator[Finding]:
    """Which server this is, and whether it is new enough."""
    number, name, address = _row(
        "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
        " current_database()"
    )
    whose = "named by DATABASE_URL" if os.environ.get("DATABASE_URL") else "embedded"
    if number < OLDEST_SERVER:
        yield wrong("server", f"PostgreSQL {name} is too old; 15 is the oldest that works.")
    else:
        yield fine("server", f"PostgreSQL {name} ({whose}), database {address}.")


def tables() -> Iterator[Finding]:
    """Every migration has been run."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        names = ", ".join(f"{step.app_label} {step.name}" for step, _ in missing[:4])
        yield wrong("tables", f"{len(missing)} migrations are missing ({names}).", "seibi migrate")
    else:
        yield fine("tables", "All migrations have been run.")


def role() -> Iterator[Finding]:
    """The application cannot rewrite what is written once."""
    name = roles.APPLICATION
    if not _row("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s)", name)[0]:
        yield wrong("role", f"The role {name} does not exist.", "seibi migrate")
        return
    for table in roles.WRITTEN_ONCE:
        if not _row("SELECT to_regclass(%s)", table)[0]:
            continue
        if _row("SELECT has_table_privilege(%s, %s, 'UPDATE, DELETE, TRUNCATE')", name, table)[0]:
            yield wrong("role", f"The application may rewrite {table}.", "seibi migrate")
            return
    yield fine("role", f"The application works as {name} and cannot rewrite the journal.")


def journal() -> Iterator[Finding]:
    """Entries get their position at once, by a sequencer that runs."""
    waiting, oldest = _row("SELECT count(*), min(recorded_at) FROM journal_entry WHERE pos IS NULL")
    age = (clock.machine_now() - oldest).total_seconds() if oldest else 0.0
    if age > LATE:
        yield wrong(
            "journal",
            f"{waiting} entries wait for their position, the oldest for {age:.0f} s.",
            "Is `seibi reader` running? (`seibi up` contains it.)",
        )
    else:
        last = Position.objects.filter(name=SEQUENCER).values_list("pos", flat=True).first()
        yield fine("journal", f"{last or 0:,} entries have their position; {waiting} wait.")


def readers() -> Iterator[Finding]:
    """Every reader keeps up; what one could not handle is named."""
    positions = dict(Position.objects.values_list("name", "pos"))
    last = positions.get(SEQUENCER, 0)
    behind = {name: last - positions.get(name, 0) for name in READERS}
    slow = {name: lag for name, lag in behind.items() if lag > MANY_BEHIND}
    for name, lag in sorted(slow.items()):
        yield look("reader", f"{name} is {lag:,} entries behind.", "Is `seibi reader` running?")
    for parked in Parked.objects.order_by("reader", "pos")[:20]:
        yield wrong(
            "reader",
            f"{parked.reader} could not handle entry {parked.pos} ({parked.attempts} attempts): "
            f"{parked.error}",
            "It is tried again every minute, six times; then after the cause is put right.",
        )
    if not slow and not Parked.objects.exists():
        yield fine(
            "readers", f"{len(READERS)} read; the last is {max(behind.values(), default=0)} behind."
        )


def jobs() -> Iterator[Finding]:
    """Background jobs run, and no killed worker holds any."""
    (stalled,) = _row(
        "SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w"
        " ON w.id = j.worker_id WHERE j.status = 'doing' AND (w.id IS NULL"
        " OR w.last_heartbeat < now() - make_interval(secs => %s))",
        PRESUMED_DEAD + 60,
    )
    failed, waiting, oldest = _row(
        "SELECT count(*) FILTER (WHERE status = 'failed'),"
        " count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),"
        " min(scheduled_at) FILTER (WHERE status = 'todo' AND scheduled_at <= now())"
        " FROM procrastinate_jobs"
    )
    if stalled:
        yield wrong("jobs", f"{stalled} were left by a worker that died.", "Run `seibi worker`.")
    if failed:
        yield look("jobs", f"{failed} failed for good; their rows say why.")
    (workers,) = _row(
        "SELECT count(*) FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - make_interval(secs => %s)",
        PRESUMED_DEAD,
    )
    if waiting and not workers:
        since = f", the oldest for {timesince.timesince(oldest)}" if oldest else ""
        yield wrong("jobs", f"{waiting} wait{since}, and no worker runs.", "Run `seibi worker`.")
    elif not stalled:
        yield fine("jobs", f"{workers} worker(s); {waiting} job(s) wait.")


def trade_clock() -> Iterator[Finding]:
    """Trade time is what promises are measured with."""
    rate = clock.rate()
    off = clock.now() - clock.machine_now()
    if abs(off) < dt.timedelta(seconds=1) and rate.speed == 1.0:
        yield fine("clock", "Trade time is this machine's time.")
    else:
        yield look(
            "clock",
            f"Trade time is {clock.now():%Y-%m-%d %H:%M} UTC, {rate.speed:g} times as fast.",
            "That is meant for demonstrations only.",
        )


def machine_clocks() -> Iterator[Finding]:
    """The machine and the database agree on what time it is."""
    (theirs,) = _row("SELECT clock_timestamp()")
    off = abs((clock.machine_now() - theirs).total_seconds())
    if off > CLOCKS_APART:
        sentence = f"This machine and the database are {off:.0f} s apart."
        yield wrong("clocks", sentence, "Let both follow a time server (NTP): holds and codes run.")
    else:
        yield fine("clocks", "This machine and the database agree on the time.")


def messages() -> Iterator[Finding]:
    """Mail leaves the house, and what did not arrive is named."""
    failed, unknown = _row(
        "SELECT count(*) FILTER (WHERE state = 'failed'), count(*) FILTER (WHERE state = 'unknown')"
        " FROM messaging_message WHERE queued_at > %s",
        (clock.now() - LATELY).isoformat(),
    )
    waiting, oldest = _row(
        "SELECT count(*), min(due_at) FROM messaging_message WHERE state = 'queued'"
        " AND due_at <= %s",
        (clock.now() - WAITS).isoformat(),
    )
    if waiting:
        sentence = f"{waiting} messages wait to be sent since {timesince.timesince(oldest)}."
        yield wrong(
            "messages", sentence, "Does `seibi worker` run, and does the mail server answer?"
        )
    if failed:
        sentence = f"{failed} messages of the last week were not delivered."
        yield look(
            "messages", sentence, "The page of each customer says why, and sends them again."
        )
    if unknown:
        sentence = f"Of {unknown} messages of the last week nobody knows whether they left."
        yield look("messages", sentence, "They were in flight when a worker was stopped.")
    if not (waiting or failed or unknown):
        yield fine("messages", "No message waits, and all of the last week were delivered.")


def imports() -> Iterator[Finding]:
    """A file that is being worked on has a job that does it."""
    (standing,) = _row(
        "SELECT count(*) FROM partners_importrun AS r"
        " WHERE r.state IN ('checking', 'applying', 'undoing') AND NOT EXISTS"
        " (SELECT 1 FROM procrastinate_jobs AS j WHERE j.status IN ('todo', 'doing')"
        "  AND j.lock = 'partners-import:' || r.id::text)"
    )
    if standing:
        sentence = f"{standing} import(s) stand still in the middle."
        yield look("imports", sentence, "Run the same `seibi import …` again; it goes on there.")
    else:
        yield fine("imports", "No import stands still.")


def _row(query: str, *arguments: str | float) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return cursor.fetchone()


CHECKS = (
    server,
    tables,
    role,
    journal,
    readers,
    jobs,
    messages,
    imports,
    machine_clocks,
    trade_clock,
)
