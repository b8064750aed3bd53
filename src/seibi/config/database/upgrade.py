"""From an empty or older database to this version's tables, as their owner."""

import os

from seibi.config.processes.setup import prepare


def migrate(*, quiet: bool = False) -> None:
    """Run the migrations that are missing, then see to the application's role. Repeatable.

    One at a time: an advisory lock makes a second call wait for the first.
    """
    prepare(as_owner=True)
    from django.core.management import call_command  # noqa: PLC0415 - after the settings are known
    from django.db import connection, transaction  # noqa: PLC0415

    from seibi.config.database import roles  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(730500)")
    try:
        call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
        if os.environ.get("SEIBI_WITHOUT_ROLE") != "1":
            with transaction.atomic(), connection.cursor() as cursor:
                roles.apply(cursor)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(730500)")
