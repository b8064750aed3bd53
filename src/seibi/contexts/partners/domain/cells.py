"""What a cell says, however it was typed: texts, days, distances, yes and no."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from seibi.contexts.partners.contracts import Trouble

LONGEST_CELL = 2_000
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925, "大正": 1911}
_ERA_YEARS = {2018: 99, 1988: 31, 1925: 64, 1911: 15}
_JAPANESE = re.compile(
    r"(令和|平成|昭和|大正|[RHS])[.\s]*(元|\d{1,2})[年./-]\s*(\d{1,2})[月./-]\s*(\d{1,2})日?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})日?")
_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_EXCEL_DAY_0 = dt.date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)  # 1927 … 2119
_DISTANCE = re.compile(r"(\d+)(?:\.\d+)?(km|キロ|公里|千米|mi|miles?|マイル|英里)?", re.IGNORECASE)
_TEXT_FORMULA = re.compile(r'="(.*)"')
_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "1",
        "x",
        "on",
        "given",
        "agreed",
        "はい",
        "可",
        "有",
        "あり",
        "同意",
        "同意する",
        "同意あり",
        "承諾",
        "○",
        "〇",
        "◯",
        "是",
        "愿意",
        "同意接收",
        "接受",
        "√",
        "✓",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "0",
        "off",
        "refused",
        "いいえ",
        "不可",
        "無",
        "なし",
        "同意しない",
        "同意なし",
        "拒否",
        "×",
        "否",
        "不同意",
        "不愿意",
        "拒绝",
        "不接受",
        "无",
    ]
)


class CellRefused(Exception):
    """A cell that does not say what its column asks for."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Distance:
    """What an odometer showed, as it was said."""

    value: int
    miles: bool = False


def text(cell: str) -> str:
    """One line with single spaces and common widths; numbers kept as text lose their wrapping.

    Spreadsheets write 0901234 as ``="0901234"`` or ``'0901234`` to keep the zero.
    """
    plain = unicodedata.normalize("NFKC", cell.replace("\x00", " "))
    plain = " ".join(plain.split())
    if wrapped := _TEXT_FORMULA.fullmatch(plain):
        plain = wrapped[1]
    return plain[1:] if plain.startswith("'") else plain


def day(cell: str, country: str = "") -> dt.date:
    """A day: 令和6年4月1日, R6.4.1, 2024-04-01, 2024年4月1日, 20240401, 45383 as Excel counts.

    Where the year comes last, the month comes first in the USA and second elsewhere. Raises
    CellRefused ("not_a_day").
    """
    plain = _TIME.sub("", text(cell))
    try:
        return _day(plain, country)
    except (ValueError, OverflowError):
        raise CellRefused(Trouble.NOT_A_DAY) from None


def _day(plain: str, country: str) -> dt.date:
    if found := _JAPANESE.fullmatch(plain):
        before = _ERAS[found[1].upper()]
        year = 1 if found[2] == "元" else int(found[2])
        if not 1 <= year <= _ERA_YEARS[before]:
            raise ValueError(plain)
        return dt.date(before + year, int(found[3]), int(found[4]))
    if found := _YEAR_FIRST.fullmatch(plain) or _BARE.fullmatch(plain):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.fullmatch(plain):
        first, second = int(found[1]), int(found[2])
        month, number = (first, second) if country == "US" else (second, first)
        return dt.date(int(found[3]), month, number)
    if _SERIAL.fullmatch(plain) and int(float(plain)) in _SERIALS:
        return _EXCEL_DAY_0 + dt.timedelta(days=int(float(plain)))
    raise ValueError(plain)


def distance(cell: str) -> Distance:
    """12,345 km, １２３４５, 7500 mi. Raises CellRefused ("not_a_number")."""
    plain = re.sub(r"[,，、\s]", "", text(cell))
    found = _DISTANCE.fullmatch(plain)
    if found is None or len(found[1]) > 9:
        raise CellRefused(Trouble.NOT_A_NUMBER)
    unit = (found[2] or "").lower()
    return Distance(int(found[1]), unit.startswith("mi") or unit in ("マイル", "英里"))


def year(cell: str) -> int:
    """A model year as a number or in the Japanese calendar. Raises CellRefused."""
    plain = text(cell).removesuffix("年式").removesuffix("年款").removesuffix("年")
    if plain.endswith(".0"):
        plain = plain[:-2]
    if plain.isascii() and plain.isdecimal() and 1900 <= int(plain) <= 2100:
        return int(plain)
    found = re.fullmatch(r"(令和|平成|昭和|[RHS])\.?(元|\d{1,2})", plain, re.IGNORECASE)
    if found:
        return _ERAS[found[1].upper()] + (1 if found[2] == "元" else int(found[2]))
    raise CellRefused(Trouble.NOT_A_NUMBER)


def yes(cell: str) -> bool:
    """Yes or no in three languages. Raises CellRefused ("not_yes_or_no")."""
    plain = text(cell).lower()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise CellRefused(Trouble.NOT_YES_OR_NO)


def padded(cell: str, length: int) -> str:
    """A number that a spreadsheet took the zeros from has them again."""
    plain = text(cell)
    return plain.zfill(length) if plain.isascii() and plain.isdecimal() else plain
