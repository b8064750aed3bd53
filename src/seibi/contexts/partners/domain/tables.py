"""A CSV or XLSX file as rows of texts: read in bounded memory, and nothing in it ever runs.

Macros are not opened, formulas are read as the value that was saved, and what unpacks to more
than it may is refused before it is unpacked.
"""

import csv
import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import openpyxl

from seibi.contexts.partners.contracts import Trouble
from seibi.contexts.partners.domain import encodings
from seibi.contexts.partners.domain.cells import LONGEST_CELL, text

LARGEST_BYTES = 50_000_000
LARGEST_UNPACKED = 600_000_000
MOST_TIMES = 200  # how many times larger a part may be unpacked than packed
MOST_ROWS = 200_000
MOST_COLUMNS = 200
HEAD_ROWS = 10
DELIMITERS = ",;\t|"
_OLE = b"\xd0\xcf\x11\xe0"


class FileRefused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Line:
    """One row as a spreadsheet counts it, its cells, and whether it could be read."""

    number: int
    cells: tuple[str, ...]
    trouble: Trouble | None = None


def lines(content: bytes, words: Collection[str] = ()) -> Iterator[Line]:
    """Every row that has something in it, the heading included.

    ``words`` are headings that would be recognised. Raises FileRefused.
    """
    if len(content) > LARGEST_BYTES:
        raise FileRefused(Trouble.TOO_LARGE)
    if not content.strip():
        raise FileRefused(Trouble.EMPTY)
    if content.startswith(_OLE):
        raise FileRefused(Trouble.OLD_EXCEL)
    source = _sheet(content) if content.startswith(b"PK") else _csv(content, words)
    for line in source:
        if line.number > MOST_ROWS + HEAD_ROWS:
            raise FileRefused(Trouble.TOO_MANY_ROWS)
        if line.trouble or any(line.cells):
            yield line


def _csv(content: bytes, words: Collection[str]) -> Iterator[Line]:
    encoding = encodings.detected(content, words)
    stream = io.TextIOWrapper(io.BytesIO(content), encoding, errors="replace", newline="")
    start = stream.read(20_000)
    if "\x00" in start:
        raise FileRefused(Trouble.NOT_A_TABLE)
    delimiter = _delimiter(start)
    stream.seek(0)
    csv.field_size_limit(LARGEST_BYTES)
    reader = csv.reader(stream, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Line(number, (), Trouble.ROW_BROKEN)
            continue
        yield _line(number, [text(cell[: LONGEST_CELL + 1]) for cell in cells])


def _delimiter(start: str) -> str:
    """The sign that divides most of the first rows into the same number of cells."""
    rows = [row for row in start.splitlines()[:HEAD_ROWS] if row.strip()]

    def evenness(sign: str) -> tuple[int, int]:
        counts = [len(cells) for cells in csv.reader(rows, delimiter=sign)]
        usual = max(set(counts), key=counts.count)
        return (counts.count(usual) if usual > 1 else 0), usual

    return max(DELIMITERS, key=evenness) if rows else ","


def _sheet(content: bytes) -> Iterator[Line]:
    _check_parts(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        except Exception:  # whatever is wrong with a stranger's file, it is not a table
            raise FileRefused(Trouble.NOT_A_TABLE) from None
        with closing(book):
            sheet = book.worksheets[0] if book.worksheets else None
            if sheet is None:
                raise FileRefused(Trouble.EMPTY)
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True)
            for number, values in enumerate(rows, start=1):
                yield _line(number, [_written(value) for value in values[:MOST_COLUMNS]])


def _check_parts(content: bytes) -> None:
    """What it is, before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise FileRefused(Trouble.NOT_A_TABLE) from None
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise FileRefused(Trouble.NOT_A_TABLE)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FileRefused(Trouble.UNPACKS_TOO_LARGE)
    for part in parts:
        if part.file_size > 10_000_000 and part.file_size > MOST_TIMES * part.compress_size:
            raise FileRefused(Trouble.UNPACKS_TOO_LARGE)
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(part).read(
            2_000
        ):
            raise FileRefused(Trouble.NOT_A_TABLE)


def _written(value: Any) -> str:
    """A cell as somebody would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    written = text(str(value)[: LONGEST_CELL + 1])
    return "" if written.startswith("#") and written.endswith(("!", "?", "/A")) else written


def _line(number: int, cells: list[str]) -> Line:
    if any("\ufffd" in cell for cell in cells):
        return Line(number, tuple(cells), Trouble.UNREADABLE_TEXT)
    if len(cells) > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for cell in cells):
        return Line(number, tuple(cell[:100] for cell in cells[:MOST_COLUMNS]), Trouble.TOO_LONG)
    return Line(number, tuple(cells))
