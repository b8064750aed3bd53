"""Japan's record of inspection and maintenance: which items, in the order of the law."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ITEMS = Path(__file__).parent / "data" / "jp_record_items.json"
RECORDED_IN = frozenset({"JP"})


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the table of the law, in the words of the form."""

    item: str
    group: str
    words: str


@cache
def tables() -> Mapping[str, tuple[Item, ...]]:
    """The items of each periodic inspection; data, because a revision changes them."""
    found = json.loads(ITEMS.read_text(encoding="utf-8"))
    return {code: tuple(Item(**row) for row in rows) for code, rows in found.items()}


def items_of(country: str, code: str) -> tuple[Item, ...]:
    """What has to be looked at; nothing where the work is no periodic inspection of the law."""
    return tables().get(code, ()) if country in RECORDED_IN else ()
