"""An estimate version is what was shown, written the same way every time, and its hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Shown = Mapping[str, Any]

COMPARED = ("title", "kind", "quantity", "gross", "payer", "part_number", "part_origin", "why")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: which line, what happened, from what to what."""

    line_id: str
    change: str
    title: Mapping[str, str]
    fields: Mapping[str, tuple[str, str]]
    gross: str
    included: bool = False  # a part that the price of a job covers

    def as_json(self) -> dict[str, Any]:
        """As kept with the version."""
        return {
            "included": self.included,
            "line_id": self.line_id,
            "change": self.change,
            "title": dict(self.title),
            "fields": {name: list(pair) for name, pair in self.fields.items()},
            "gross": self.gross,
        }


def plain(number: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing: 1, 1.5, 32400."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def canonical(value: Any) -> str:
    """The one way to write a value down: sorted keys, no spaces, no escapes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """The hash that stands for what was shown."""
    return hashlib.sha256(text.encode()).hexdigest()


def line_hash(shown: Shown) -> str:
    """Two lines with one hash are the same to the customer, wherever they stand in the list."""
    return sha256(canonical({k: v for k, v in shown.items() if k != "position"}))


def changes_between(before: Sequence[Shown], after: Sequence[Shown]) -> list[Change]:
    """Exactly what a new version changes: lines added, taken off, and changed field by field."""
    old = {line["id"]: line for line in before}
    new = {line["id"]: line for line in after}
    changes = [_change(line, "removed") for key, line in old.items() if key not in new]
    for key, line in new.items():
        if key not in old:
            changes.append(_change(line, "added"))
        elif fields := _differences(old[key], line):
            changes.append(_change(line, "changed", fields))
    return changes


def _change(
    line: Shown, change: str, fields: Mapping[str, tuple[str, str]] | None = None
) -> Change:
    included = "included_in" in line
    return Change(line["id"], change, line["title"], fields or {}, line["gross"], included)


def _differences(old: Shown, new: Shown) -> dict[str, tuple[str, str]]:
    return {
        name: (_text(old.get(name)), _text(new.get(name)))
        for name in COMPARED
        if old.get(name) != new.get(name)
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else canonical(value)
