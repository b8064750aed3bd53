"""Which column is what: from its heading in three languages, else from what stands in it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from seibi.contexts.partners.contracts import Field, Kind
from seibi.contexts.partners.domain.cells import CellRefused, day
from seibi.contexts.partners.domain.headings import HEADINGS, LATER_WORDS
from seibi.contexts.partners.domain.tables import Line

_CAR = (Field.VIN, Field.FRAME_NUMBER, Field.PLATE)
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.CUSTOMERS: tuple(Field)[: tuple(Field).index(Field.VIN)],
    Kind.VEHICLES: (
        Field.CUSTOMER_NUMBER,
        *tuple(Field)[tuple(Field).index(Field.VIN) : tuple(Field).index(Field.ODOMETER)],
    ),
    Kind.READINGS: (*_CAR, Field.ODOMETER, Field.READ_ON),
    Kind.SERVICE: (
        *_CAR,
        Field.DONE_ON,
        Field.ODOMETER,
        Field.OPERATION_CODE,
        Field.WORK,
        Field.DOCUMENT_NUMBER,
    ),
}
NEEDED: Mapping[Kind, tuple[tuple[Field, ...], ...]] = {  # one of each
    Kind.CUSTOMERS: ((Field.FULL_NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.COMPANY_NAME),),
    Kind.VEHICLES: (_CAR, (Field.MAKE,), (Field.MODEL,)),
    Kind.READINGS: (_CAR, (Field.ODOMETER,), (Field.READ_ON,)),
    Kind.SERVICE: (_CAR, (Field.DONE_ON,), (Field.WORK,)),
}
_STAND_INS = {Field.READ_ON: Field.DONE_ON, Field.DONE_ON: Field.READ_ON}
_LOOKS: Mapping[Field, re.Pattern[str]] = {
    Field.EMAIL: re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}"),
    Field.VIN: re.compile(r"[A-HJ-NPR-Z0-9]{17}", re.IGNORECASE),
    Field.FRAME_NUMBER: re.compile(r"[A-Z]{1,4}\d{0,3}[A-Z]{0,2}\d?-\d{6,7}", re.IGNORECASE),
    Field.MOBILE: re.compile(r"(\+?81[\s-]?|0)?[789]0[\s-]?\d{4}[\s-]?\d{4}|(\+?86)?1[3-9]\d{9}"),
    Field.PLATE: re.compile(
        r"[\u4e00-\u9fff]{1,4}\s?\d{2,3}\s?[ぁ-ん]\s?[\d・.]{1,2}-?[\d・.]{2}"
        r"|[\u4e00-\u9fff][A-Z][·•.\s]?[A-Z0-9]{5,6}"
    ),
}
MOST_OF = 0.6


def normal(heading: str) -> str:
    """A heading in the form in which it is compared: without width, case, stars and remarks."""
    plain = " ".join(unicodedata.normalize("NFKC", heading).replace("_", " ").split()).lower()
    return plain.strip(" *※:")


@cache
def _known() -> Mapping[str, tuple[Field, ...]]:
    found: dict[str, tuple[Field, ...]] = {normal(one): (one,) for one in Field}
    for field, words in HEADINGS.items():
        for word in words.split("|"):
            found[normal(word)] = tuple(dict.fromkeys((*found.get(normal(word), ()), field)))
    return found


@cache
def words() -> frozenset[str]:
    """Every heading that would be recognised."""
    return frozenset(_known()) | frozenset(
        word for words in HEADINGS.values() for word in words.split("|")
    )


def heading_of(first: Sequence[Line]) -> int:
    """Which of the first rows holds the headings: the one with the most known ones."""
    known = _known()

    def headings(line: Line) -> int:
        return sum(normal(cell) in known or _bare(cell) in known for cell in line.cells)

    return max(range(len(first)), key=lambda place: (headings(first[place]), -place))


def proposed(
    kind: Kind,
    headings: Sequence[str],
    samples: Sequence[Sequence[str]],
    remembered: Mapping[str, str] | None = None,
) -> dict[int, Field]:
    """A field for each column that can be told; no field twice, what was chosen before first."""
    found: dict[int, Field] = {}
    for place, heading in enumerate(headings):
        before = (remembered or {}).get(normal(heading))
        _give(found, place, (Field(before),) if before in FIELDS[kind] else ())
    for read in (normal, _bare):
        for place, heading in enumerate(headings):
            _give(found, place, _fitting(kind, _known().get(read(heading), ())))
    for place in range(len(headings)):
        _give(found, place, _fitting(kind, _looked_at([row[place] for row in samples])))
    return found


def _give(found: dict[int, Field], place: int, fields: Sequence[Field]) -> None:
    free = [one for one in fields if one not in found.values()]
    if place not in found and free:
        found[place] = free[0]


def _fitting(kind: Kind, fields: Sequence[Field]) -> list[Field]:
    """Those that this kind of file has; days of readings and of work stand in for each other."""
    all_of = [*fields, *(_STAND_INS[one] for one in fields if one in _STAND_INS)]
    return [one for one in all_of if one in FIELDS[kind]]


def _bare(heading: str) -> str:
    """The heading without what explains it: "走行距離(km)" is "走行距離"."""
    plain = normal(heading)
    for sign in LATER_WORDS:
        before = plain.partition(sign)[0].strip()
        plain = before or plain
    return plain


def _looked_at(cells: Sequence[str]) -> tuple[Field, ...]:
    """What a column without a telling heading looks like."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return ()
    for field, look in _LOOKS.items():
        if sum(bool(look.fullmatch(cell)) for cell in filled) >= MOST_OF * len(filled):
            return (field,)
    if len(filled) > 1 and all(_is_day(cell) for cell in filled):
        return (Field.DONE_ON, Field.READ_ON)
    return ()


def _is_day(cell: str) -> bool:
    try:
        return not cell.isdecimal() and bool(day(cell))
    except CellRefused:
        return False


def missing(kind: Kind, chosen: Sequence[Field]) -> list[tuple[Field, ...]]:
    """What a file of this kind still needs, each as the fields of which one is enough."""
    return [one for one in NEEDED[kind] if not set(one) & set(chosen)]
