"""What every process does first: Django's settings, and the database it needs."""

import os

SETTINGS = "seibi.config.settings.base"


def prepare(*, as_owner: bool = False) -> None:
    """Set Django up against a running database, as its owner or (as a rule) as the application."""
    from seibi.config.database import embedded  # noqa: PLC0415 - nothing before it is known

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if as_owner:
        os.environ["SEIBI_DATABASE_ROLE"] = ""
    embedded.ensure_running()
    import django  # noqa: PLC0415 - reads the settings

    django.setup()
