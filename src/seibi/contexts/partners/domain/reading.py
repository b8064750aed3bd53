"""A row of texts becomes what it says: judged cell by cell, with every complaint in its column."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from seibi.contexts.partners.contracts import Field, Kind, Trouble
from seibi.contexts.partners.domain import cells
from seibi.contexts.partners.domain.cells import CellRefused

DAYS = (
    Field.CONSENT_ON,
    Field.FIRST_REGISTERED_ON,
    Field.DELIVERED_ON,
    Field.INSPECTION_EXPIRES_ON,
    Field.READ_ON,
    Field.DONE_ON,
)
YES_OR_NO = (Field.REMINDERS, Field.OFFERS)
LONGEST = {
    Field.FULL_NAME: 160,
    Field.FAMILY_NAME: 80,
    Field.GIVEN_NAME: 80,
    Field.COMPANY_NAME: 160,
    Field.MAKE: 60,
    Field.MODEL: 120,
    Field.VARIANT: 120,
    Field.COLOUR: 60,
    Field.REGION: 80,
    Field.CITY: 80,
    Field.LINE1: 160,
    Field.LINE2: 160,
    Field.WORK: 200,
    Field.OPERATION_CODE: 40,
    Field.CUSTOMER_NUMBER: 80,
    Field.DOCUMENT_NUMBER: 80,
}
POSTAL_DIGITS = {"JP": 7, "CN": 6, "US": 5}
_NAMES = (Field.FULL_NAME, Field.FAMILY_NAME, Field.GIVEN_NAME, Field.COMPANY_NAME)
_NUMBERS = (Field.VIN, Field.FRAME_NUMBER, Field.PLATE)
_NEEDED: Mapping[Kind, tuple[Field, ...]] = {
    Kind.CUSTOMERS: (),
    Kind.VEHICLES: (Field.MAKE, Field.MODEL),
    Kind.READINGS: (Field.ODOMETER, Field.READ_ON),
    Kind.SERVICE: (Field.DONE_ON, Field.WORK),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with one cell."""

    field: Field | None
    value: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says, and what in it could not be read."""

    values: Mapping[Field, Any] = field(default_factory=dict)
    complaints: tuple[Complaint, ...] = ()


def read(kind: Kind, row: Mapping[Field, str], country: str) -> Said:
    """What the filled cells of a row say; a row that lacks what its kind needs complains."""
    values: dict[Field, Any] = {}
    complaints: list[Complaint] = []
    for one, cell in row.items():
        if not cell:
            continue
        try:
            values[one] = _reader(one, country)(cell)
        except CellRefused as refused:
            complaints.append(Complaint(one, cell[:200], refused.trouble))
    _tell_frame_from_vin(values)
    complaints += _lacking(kind, values, {one.field for one in complaints})
    return Said(values, tuple(complaints))


def _reader(one: Field, country: str) -> Callable[[str], Any]:
    if one in DAYS:
        return lambda cell: cells.day(cell, country)
    if one in YES_OR_NO:
        return cells.yes
    if one is Field.ODOMETER:
        return cells.distance
    if one is Field.MODEL_YEAR:
        return cells.year
    if one is Field.POSTAL_CODE and country in POSTAL_DIGITS:
        return lambda cell: cells.padded(cell, POSTAL_DIGITS[country])
    return lambda cell: _short(cell, LONGEST.get(one, 254))


def _short(cell: str, longest: int) -> str:
    plain = cells.text(cell)
    if len(plain) > longest:
        raise CellRefused(Trouble.TOO_LONG)
    return plain


def _tell_frame_from_vin(values: dict[Field, Any]) -> None:
    """車台番号 holds a VIN on imported cars; 车架号 never holds a Japanese frame number."""
    frame, vin = values.get(Field.FRAME_NUMBER, ""), values.get(Field.VIN, "")
    if frame and not vin and len(frame) == 17 and frame.isalnum():
        values[Field.VIN] = values.pop(Field.FRAME_NUMBER)
    elif vin and not frame and "-" in vin and len(vin) < 17:
        values[Field.FRAME_NUMBER] = values.pop(Field.VIN)


def _lacking(
    kind: Kind, values: Mapping[Field, Any], complained: set[Field | None]
) -> list[Complaint]:
    found = []
    if kind is Kind.CUSTOMERS:
        if not set(_NAMES) & (values.keys() | complained):
            found.append(Complaint(None, "", Trouble.NAME_MISSING))
    elif not set(_NUMBERS) & (values.keys() | complained):
        found.append(Complaint(None, "", Trouble.NUMBER_MISSING))
    needed = (one for one in _NEEDED[kind] if one not in values and one not in complained)
    return [*found, *(Complaint(one, "", Trouble.VALUE_MISSING) for one in needed)]


def split_name(full: str, language: str) -> tuple[str, str]:
    """Family and given name of a name in one cell, in the order of its language.

    山田 太郎 and 王 晓丽 begin with the family name, Grace Hopper ends with it; 王晓丽 without a
    space is one family character and the rest; 山田太郎 stays whole, because nobody can tell.
    """
    before, space, after = full.strip().partition(" ")
    if not space:
        if language == "zh-hans" and 2 <= len(full) <= 4 and not full.isascii():
            cut = 2 if full[:2] in _TWO_CHARACTER_NAMES and len(full) > 2 else 1
            return full[:cut], full[cut:]
        return full, ""
    if full.isascii() and "," not in full:
        given, _space, family = full.rpartition(" ")
        return family, given
    return before.rstrip(","), after.strip()


_TWO_CHARACTER_NAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "夏侯",
        "端木",
    ]
)


_JAPAN = re.compile(r"(北海道|東京都|京都府|大阪府|.{2,3}県)(.+?[市区町村])(.+)")
_CHINA = re.compile(
    r"(北京市|上海市|天津市|重庆市|.{2,7}?(?:省|自治区))?(.{2,8}?(?:市|自治州))?(.{2,6}?[区县市])(.+)"
)


def split_address(line: str, country: str) -> tuple[str, str, str, str] | None:
    """Region, city, district and the rest of an address in one cell; None when nobody can tell."""
    if country == "JP" and (found := _JAPAN.fullmatch(line)):
        return found[1], found[2], "", found[3]
    if country == "CN" and (found := _CHINA.fullmatch(line)) and (found[1] or found[2]):
        return found[1] or "", found[2] or found[1], found[3], found[4]
    return None


def as_json(values: Mapping[Field, Any]) -> dict[str, Any]:
    """What a row says, in the form in which it waits."""
    return {str(one): _plain(value) for one, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, cells.Distance):
        return f"{value.value} {'mi' if value.miles else 'km'}"
    return value
