"""`seibi vin`: what a number says, from rules and tables alone; no database is asked."""

import dataclasses
import json
import sys
from collections.abc import Iterable
from typing import Any

from seibi.contexts.vehicles.domain.vin import decode_vin


def explain(numbers: Iterable[str]) -> None:
    """Print one JSON object a line, in the order asked."""
    for number in _expanded(numbers):
        decoded: Any = dataclasses.asdict(decode_vin(number))
        print(json.dumps(decoded, ensure_ascii=False, default=_plain))


def _expanded(numbers: Iterable[str]) -> Iterable[str]:
    for number in numbers:
        if number == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield number


def _plain(value: object) -> object:
    if isinstance(value, set | frozenset | tuple):
        return sorted(map(str, value))
    return str(value)
