"""The API document and the shapes of all events, as files that a review can read."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "architecture"


def openapi() -> dict[str, Any]:
    """The API document as served at /api/v1/openapi.json."""
    from django.utils import translation

    from seibi.config.api import api

    with translation.override("en"):
        return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))


def events() -> dict[str, Any]:
    """JSON schema by event name, of every event of every context."""
    from pydantic import TypeAdapter

    from seibi.kernel.journal.events import Event

    kinds = {
        kind.name: kind
        for kind in Event.__subclasses__()
        if kind.__module__.startswith("seibi.contexts.") and hasattr(kind, "name")
    }
    return {name: TypeAdapter(kinds[name]).json_schema() for name in sorted(kinds)}


def write() -> None:
    """Accept what there is now. The released contract is only made, never overwritten."""
    for name, value in (("openapi", openapi()), ("events", events())):
        text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.json").write_text(text)
    released = FOLDER / "openapi_released.json"
    if not released.exists():
        released.write_text((FOLDER / "openapi.json").read_text())


if __name__ == "__main__":
    import django

    from seibi.config.database import embedded

    embedded.ensure_running()
    django.setup()
    write()
