"""Tables that leave the house: nothing in them runs when a spreadsheet opens them."""

import csv
from collections.abc import Iterable, Iterator

RUNS_AWAY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")  # half and full width


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows as text, whatever it begins with."""
    return f"'{text}" if text.startswith(RUNS_AWAY) else text


def csv_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a CSV file that Excel reads as UTF-8; every cell quoted and harmless."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


class _Line:
    """What csv writes into; it hands every line back at once."""

    def write(self, line: str) -> str:
        return line
