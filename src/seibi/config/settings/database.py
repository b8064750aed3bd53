"""From a database address to what Django wants to know."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from seibi.config.settings.environment import environment

PREPARED_AFTER = 3  # times; from then on the server keeps the plan of a statement


def database(role: str = "") -> dict[str, Any]:
    """Django's description of our one database, used as ``role`` (empty: as its owner).

    Raises ValueError for an address that is not PostgreSQL's.
    """
    address = urlsplit(environment().database())
    if address.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    options = ["-c lock_timeout=10s", *([f"-c role={role}"] if role else [])]
    query = {name: values[-1] for name, values in parse_qs(address.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.lstrip("/")) or "seibi",
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": query.pop("host", "") or address.hostname or "",
        "PORT": str(address.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": " ".join(options),
            "server_side_binding": environment().prepared_statements,
            "prepare_threshold": PREPARED_AFTER if environment().prepared_statements else None,
            **query,
        },
        "TEST": {"NAME": f"test_{environment().test_db}"},
    }
