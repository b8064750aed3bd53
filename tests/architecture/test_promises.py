"""What we promised others: the API grows only, and events keep their shape."""

import json
from pathlib import Path

from tools import snapshots

HERE = Path(__file__).parent


def test_the_api_is_the_one_in_the_snapshot():
    assert snapshots.openapi() == json.loads((HERE / "openapi.json").read_text()), (
        "The API has changed: look at the difference, then run `make snapshots`."
    )


def test_the_events_are_those_in_the_snapshot():
    assert snapshots.events() == json.loads((HERE / "events.json").read_text()), (
        "An event has changed: a new shape is a new name. For a new event run `make snapshots`."
    )


def test_within_v1_the_api_only_grows():
    """Every path, method and answer field of the released contract is still there."""
    released, now = (
        json.loads((HERE / "openapi_released.json").read_text()),
        snapshots.openapi(),
    )

    for path, methods in released["paths"].items():
        assert set(methods) <= set(now["paths"].get(path, {})), path
    for name, schema in released["components"]["schemas"].items():
        there = now["components"]["schemas"].get(name, {}).get("properties", {})
        assert set(schema.get("properties", {})) <= set(there), name
