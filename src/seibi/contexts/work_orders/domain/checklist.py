"""Japan's record of inspection and maintenance: which items are written down.

The list was set up from general knowledge of the form; hold it against the tables of
自動車点検基準 before a workshop relies on it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ITEMS = Path(__file__).parent / "data" / "jp_record_items.json"
RECORDED_IN = frozenset({"JP"})


@dataclass(frozen=True, slots=True)
class Item:
    """One item, in the words of the form."""

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
