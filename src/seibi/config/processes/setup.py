"""What every process does first: Django's settings, and the database it needs."""

import os
from typing import Any

from seibi.config.database import embedded
from seibi.config.database.places import state_directory
from seibi.config.processes.mortality import never_outlive_the_supervisor

SETTINGS = "seibi.config.settings.base"
MOST_PLANS = 500


def prepare(*, as_owner: bool = False) -> None:
    """Set Django up against a running database, as its owner or (as a rule) as the application."""
    if as_owner:
        os.environ["SEIBI_DATABASE_ROLE"] = ""
    never_outlive_the_supervisor()
    embedded.ensure_running()
    prepare_without_database()


def prepare_without_database() -> None:
    """Load everything. Nothing is asked of the database yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    (state_directory() / "static").mkdir(parents=True, exist_ok=True)
    import django  # noqa: PLC0415 - reads the settings

    django.setup()
    _keep_plans()


def _keep_plans() -> None:
    """Each connection keeps the plans of all its statements: a visit has hundreds of them."""
    from django.db.backends.signals import connection_created  # noqa: PLC0415 - after the set-up

    connection_created.connect(_with_many_plans, dispatch_uid="seibi.plans")


def _with_many_plans(connection: Any, **_: object) -> None:
    connection.connection.prepared_max = MOST_PLANS
