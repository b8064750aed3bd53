"""From an empty or older database to this version's tables, as their owner."""

import hashlib
import importlib.metadata
import os
from pathlib import Path

import psycopg
from psycopg import sql

from seibi.config.database import roles
from seibi.config.processes.setup import SETTINGS, prepare

ONE_AT_A_TIME = 730_500
BRING_TABLES = ("django", "django-allauth", "procrastinate", "django-payments")
SOURCE = Path(__file__).resolve().parents[2]


def migrate() -> str:
    """Run the migrations that are missing, see to the role and the facts that come with Seibi.

    Repeatable, and safe to call twice at once: the second waits for the first.
    Raises DatabaseUnavailable, or RolesMissing where the login may not create roles.
    """
    prepare(as_owner=True)
    from django.core.management import call_command  # noqa: PLC0415 - after the settings are known
    from django.db import connection, transaction  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if missing:
            call_command("migrate", interactive=False, verbosity=0)
            _load_facts()
        with transaction.atomic(), connection.cursor() as grants:
            roles.apply(grants)
            grants.execute(
                sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(sql.Literal(version()))
            )
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return f"{missing} migrations were run." if missing else "The tables are up to date."


def is_current(address: str) -> bool:
    """Whether this very program has migrated this database; told in milliseconds."""
    query = "SELECT obj_description(to_regclass('django_migrations'))"
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    return row is not None and row[0] == version()


def version() -> str:
    """A short text that differs whenever there may be something to migrate."""
    seen = hashlib.sha256(os.environ.get("DJANGO_SETTINGS_MODULE", SETTINGS).encode())
    for name in BRING_TABLES:
        seen.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    seen.update(Path(roles.__file__).read_bytes())
    for path in sorted(SOURCE.rglob("migrations/*.py")):
        seen.update(str(path.relative_to(SOURCE)).encode())
        seen.update(path.read_bytes())
    return f"seibi {seen.hexdigest()[:20]}"


def _load_facts() -> None:
    """Service schedules are data that come with the program."""
    from seibi.contexts.vehicles import facade as vehicles  # noqa: PLC0415 - needs Django set up
    from seibi.kernel import clock  # noqa: PLC0415
    from seibi.kernel.actor import SYSTEM  # noqa: PLC0415

    vehicles.load_schedules(actor=SYSTEM, at=clock.now())
