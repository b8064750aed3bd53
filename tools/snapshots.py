"""The API document and the shapes of all events, as files that a review can read."""

import json
from pathlib import Path
from typing import Any

from tools.living_map import event_types, start
from tools.living_map import write as write_the_map

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

    return {name: TypeAdapter(kind).json_schema() for name, kind in event_types().items()}


def write() -> None:
    """Accept what there is now. The released contract is only made, never overwritten."""
    for name, value in (("openapi", openapi()), ("events", events())):
        text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.json").write_text(text)
    released = FOLDER / "openapi_released.json"
    if not released.exists():
        released.write_text((FOLDER / "openapi.json").read_text())


if __name__ == "__main__":
    start()
    write()
    write_the_map()
