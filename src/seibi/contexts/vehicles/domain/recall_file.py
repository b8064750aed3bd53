"""Recall files as authorities publish them: CSV, or a zip of CSVs, judged row by row."""

import csv
import io
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from seibi.contexts.vehicles.contracts import Trouble
from seibi.contexts.vehicles.domain.campaigns import normal_number

LARGEST_BYTES = 2_000_000_000
LONGEST_FIELD = 100_000
LONGEST = {"MAKE": 60, "MODEL": 240, "COMPONENT": 200}
YEAR_NOT_STATED = 9999
YEARS = range(1900, 2101)
FORMULA_SIGNS = ("=", "@", "+")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("NHTSA ID", "CAMPNO", "CAMPAIGN"),
    "make": ("MAKE", "MAKETXT"),
    "model": ("MODEL", "MODELTXT"),
    "model_year": ("MODEL YEAR", "YEARTXT", "YEAR"),
}
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "summary": ("SUMMARY", "DESC_DEFECT"),
    "component": ("COMPONENT", "COMPNAME"),
    "published_on": ("DATE", "RCDATE"),
}


class FileRefused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.detail = detail


@dataclass(frozen=True, slots=True)
class RecallRow:
    """One campaign for one make, model and year."""

    number: str
    make: str
    model: str
    model_year: int | None
    component: str = ""
    published_on: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One cell that is odd, or the reason why its row is left out."""

    column: str
    value: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a file: what it says if it can be used, and what is wrong with it."""

    row: int
    recall: RecallRow | None
    complaints: tuple[Complaint, ...] = ()
    summary: str = ""


JUDGED = ("number", "make", "model", "model_year", "component", "published_on")
Parts = Callable[[], Iterator[tuple[str, BinaryIO]]]


def parts_of_path(path: Path) -> Parts:
    """A CSV, a zip of CSVs, or a folder of either, in the order of their names."""

    def parts() -> Iterator[tuple[str, BinaryIO]]:
        found = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
        for one in found:
            if path.is_dir() and one.suffix.lower() not in (".zip", ".csv"):
                continue
            with one.open("rb") as stream:
                yield from _tables(one.name, stream)

    return parts


def parts_of_bytes(name: str, content: bytes) -> Parts:
    """An uploaded CSV or zip, as it came."""

    def parts() -> Iterator[tuple[str, BinaryIO]]:
        yield from _tables(name, io.BytesIO(content))

    return parts


def _tables(name: str, stream: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    head = stream.read(4)
    stream.seek(0)
    if not head.startswith(b"PK"):
        if name.lower().endswith(".zip"):
            raise FileRefused(Trouble.NOT_A_ZIP, name)
        yield name, stream
        return
    try:
        archive = zipfile.ZipFile(stream)
    except zipfile.BadZipFile:
        raise FileRefused(Trouble.NOT_A_ZIP, name) from None
    tables = [one for one in archive.infolist() if one.filename.lower().endswith((".csv", ".txt"))]
    if not tables:
        raise FileRefused(Trouble.NO_TABLE_INSIDE, name)
    if sum(one.file_size for one in tables) > LARGEST_BYTES:
        raise FileRefused(Trouble.TOO_LARGE, name)
    for one in tables:
        with archive.open(one) as inside:
            yield one.filename, inside  # type: ignore[misc]  # ZipExtFile reads like a binary file


def rows(parts: Parts) -> Iterator[ReadRow]:
    """Every row of every part, numbered as a spreadsheet does: the header is row 1.

    Raises FileRefused when a part cannot be read at all.
    """
    last = 0
    for name, stream in parts():
        for row, read in _rows_of(name, stream, last):
            last = row
            if read is not None:
                yield read
    if last == 0:
        raise FileRefused(Trouble.EMPTY)


def _rows_of(name: str, stream: BinaryIO, number: int) -> Iterator[tuple[int, ReadRow | None]]:
    text = _text(name, stream)
    csv.field_size_limit(min(LONGEST_FIELD, sys.maxsize))
    first = text.readline()
    if not first.strip():
        raise FileRefused(Trouble.EMPTY, name)
    delimiter = max(",;\t", key=first.count)
    header = next(csv.reader([first], delimiter=delimiter))
    columns = _columns(header)
    reader = csv.reader(text, delimiter=delimiter)
    yield number + 1, None
    number += 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            number += 1
            yield number, ReadRow(number, None, (Complaint("", "", Trouble.ROW_BROKEN),))
            continue
        number += 1
        if cells:
            yield number, _read(number, cells, columns, len(header))
        else:
            yield number, None


def _text(name: str, stream: BinaryIO) -> io.TextIOWrapper:
    """The file as UTF-8; bytes that are not stay marked, so that their row can be named."""
    buffered = io.BufferedReader(stream)  # type: ignore[type-var]  # any raw or buffered reader
    head = buffered.peek(64)[:64]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        raise FileRefused(Trouble.UTF16, name)
    return io.TextIOWrapper(buffered, "utf-8-sig", errors="surrogateescape", newline="")


def _columns(header: list[str]) -> dict[str, int]:
    names = [one.strip().upper() for one in header]
    found: dict[str, int] = {}
    for key, spellings in {**COLUMNS, **OPTIONAL}.items():
        for spelling in spellings:
            if spelling in names and key not in found:
                found[key] = names.index(spelling)
    missing = [spellings[0] for key, spellings in COLUMNS.items() if key not in found]
    if missing:
        raise FileRefused(Trouble.MISSING_COLUMNS, ", ".join(missing))
    return found


def _read(row: int, cells: list[str], columns: Mapping[str, int], width: int) -> ReadRow:
    for cell in cells:
        if not cell.isascii() and _unreadable(cell):
            shown = cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            return ReadRow(row, None, (Complaint("", shown[:200], Trouble.UNREADABLE_TEXT),))
    if len(cells) != width:
        return ReadRow(row, None, (Complaint("", str(len(cells)), Trouble.COLUMN_COUNT),))
    said = [cells[columns[key]] if key in columns else "" for key in JUDGED]
    recall, complaints = _judged(*said)
    summary = cells[columns["summary"]] if "summary" in columns else ""
    return ReadRow(row, recall, complaints, summary)


@lru_cache(maxsize=8_192)
def _judged(
    number: str, make: str, model: str, year: str, component: str, published_on: str
) -> tuple[RecallRow | None, tuple[Complaint, ...]]:
    """What the cells say and what is odd about them; the same come again for every document."""
    make, model, component = tidy(make), tidy(model), tidy(component)
    year = year.strip()
    found = _complaints(make, model, component)
    campaign = normal_number(number)
    if campaign is None:
        found.append(Complaint(COLUMNS["number"][0], number[:200], Trouble.NUMBER_WRONG))
    if not _is_year(year):
        found.append(Complaint(COLUMNS["model_year"][0], year[:200], Trouble.YEAR_WRONG))
    stopped = any(one.trouble is not Trouble.LOOKS_LIKE_FORMULA for one in found)
    if campaign is None or stopped:
        return None, tuple(found)
    stated = None if int(year) == YEAR_NOT_STATED else int(year)
    recall = RecallRow(campaign, make, model, stated, component, published_on.strip())
    return recall, tuple(found)


def tidy(text: str) -> str:
    """One line of text with single spaces, and nothing a database cannot hold."""
    return " ".join(text.replace("\x00", " ").split())


def _complaints(make: str, model: str, component: str) -> list[Complaint]:
    found = []
    for column, text in (("MAKE", make), ("MODEL", model)):
        if not text:
            found.append(Complaint(column, "", Trouble.VALUE_MISSING))
        elif text.startswith(FORMULA_SIGNS):
            found.append(Complaint(column, text[:200], Trouble.LOOKS_LIKE_FORMULA))
    for column, text in (("MAKE", make), ("MODEL", model), ("COMPONENT", component)):
        if len(text) > LONGEST[column]:
            found.append(Complaint(column, text[:200], Trouble.TOO_LONG))
    return found


def _is_year(text: str) -> bool:
    known = text.isascii() and text.isdecimal() and len(text) == 4
    return known and (int(text) in YEARS or int(text) == YEAR_NOT_STATED)


def _unreadable(cell: str) -> bool:
    """Bytes that were not UTF-8 stand in the text as signs that cannot be written again."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return True
    return False
