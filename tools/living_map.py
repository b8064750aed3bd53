"""The living map of the house, made from the code: who tells what and who listens, who may do what.

python -m tools.living_map events|permissions|contexts     prints it; `make snapshots` keeps the
                                                            first two as pages of docs/
"""

import inspect
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def event_types() -> dict[str, Any]:
    """Event type by name, of every context."""
    from seibi.kernel.journal.events import Event

    import_module("seibi.config.urls")  # whatever listens has been imported with it
    kinds = {
        kind.name: kind
        for kind in Event.__subclasses__()
        if kind.__module__.startswith("seibi.contexts.") and hasattr(kind, "name")
    }
    return dict(sorted(kinds.items()))


def promise(thing: Any) -> str:
    """The first sentence of its docstring."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def events() -> str:
    """A table an event: what it means, which readers hear it, which live topics it renews."""
    from seibi.kernel.journal.readers import READERS
    from seibi.kernel.live.topics import TOPICS

    lines = [
        "# Events",
        "",
        "Made from the code by `make snapshots`. The first word is who tells it; the payloads are in `tests/architecture/events.json`.",
        "",
        "| event | means | readers | live topics |",
        "|---|---|---|---|",
    ]
    for name, kind in event_types().items():
        readers = sorted(reader for reader, heard in READERS.items() if name in heard)
        topics = sorted(t.name for t in TOPICS.values() if kind in t.hears)
        lines.append(f"| `{name}` | {promise(kind)} | {', '.join(readers)} | {', '.join(topics)} |")
    return "\n".join(lines) + "\n"


def permissions() -> str:
    """A table: each permission, and the roles that have it."""
    from seibi.contexts.network.domain.roles import PERMISSIONS, every_permission

    lines = [
        "# Permissions",
        "",
        "Made from the code by `make snapshots`. A role is granted at a node and reaches everything below it; owners reach what is",
        "theirs by person and need none. Limits of money are set with the grant.",
        "",
        "| permission | roles |",
        "|---|---|",
    ]
    for permission in sorted(every_permission()):
        roles = [role.value for role, may in PERMISSIONS.items() if permission in may]
        lines.append(f"| `{permission}` | {', '.join(roles)} |")
    return "\n".join(lines) + "\n"


def contexts() -> str:
    """Top to bottom, with the first sentence of each README."""
    from seibi.config.contexts import ORDER

    lines = []
    for name in ORDER:
        readme = (ROOT / "src/seibi/contexts" / name / "README.md").read_text()
        about = " ".join(readme.split("\n\n")[1].split())
        lines.append(f"{name:<12} {about.split('. ')[0].rstrip('.')}")
    return "\n".join(lines) + "\n"


def write() -> None:
    """Keep the map as pages of the documentation."""
    (ROOT / "docs/events.md").write_text(events())
    (ROOT / "docs/permissions.md").write_text(permissions())


def start() -> None:
    """Load the whole program, as every process of it does."""
    import django

    from seibi.config.database import embedded

    embedded.ensure_running()
    django.setup()


if __name__ == "__main__":
    start()
    print(
        {"events": events, "permissions": permissions, "contexts": contexts}[sys.argv[1]](), end=""
    )
