"""Japan's record of inspection and maintenance: which items are written down.

The items are those of 自動車点検基準 (昭和26年運輸省令第70号), 別表第6: 27 every
year and 57 every second year, in its order. What they rest on, and what changed in 2021 and 2023,
stands in ``docs/algorithms/record-items.md``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ITEMS = Path(__file__).parent / "data" / "jp_record_items.json"
RECORDED_IN = frozenset({"JP"})
EVERY: Mapping[str, int] = {"CHECK-12": 1, "CHECK-24": 2, "SHAKEN-24": 2}  # years


@dataclass(frozen=True, slots=True)
class Item:
    """One item, in the words of the table; ``only_with`` names what few cars still have."""

    item: str
    group: str
    words: str
    every: int
    only_with: str = ""


@cache
def tables() -> Mapping[str, tuple[Item, ...]]:
    """The items of each periodic inspection; data, because a revision changes them."""
    rows = [Item(**row) for row in json.loads(ITEMS.read_text(encoding="utf-8"))]
    return {code: tuple(row for row in rows if row.every <= years) for code, years in EVERY.items()}


def items_of(country: str, code: str) -> tuple[Item, ...]:
    """What has to be looked at; nothing where the work is no periodic inspection of the law."""
    return tables().get(code, ()) if country in RECORDED_IN else ()
