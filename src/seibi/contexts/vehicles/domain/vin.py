"""What the number on a car says by itself: VINs of 17 characters and Japanese frame numbers."""

import re
import unicodedata

from seibi.contexts.vehicles.contracts import DecodedVin, IdentifierKind, VinWarning
from seibi.contexts.vehicles.domain.makers import (
    CHECK_DIGIT_BINDS,
    country_of,
    frame_maker,
    heavy_or_two_wheeled,
    maker_of,
    model_of,
)

LENGTH = 17
ALPHABET = re.compile(r"[A-HJ-NPR-Z0-9]+")
FRAME_NUMBER = re.compile(r"([A-Z]{1,4}[0-9A-Z]{0,8})-([0-9]{3,7})")
DASHES = re.compile(r"[-\u2010-\u2015\u2212\u30fc\uff0d\uff70]")
VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", [*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)], strict=True)
) | {str(digit): digit for digit in range(10)}
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
FIRST_YEAR, CYCLE, NEW_CYCLE = 1980, 30, 2010
YOUNGEST_YEAR = 2027


def normalise(text: str) -> str:
    """The number as it stands on the car: full-width signs, spaces and case are only typing."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().replace("\x00", "").split())
    return DASHES.sub("-", plain).strip("*")


def is_frame_number(number: str) -> bool:
    """A Japanese car may have a frame number such as ZVW50-1234567 and no VIN at all."""
    return FRAME_NUMBER.fullmatch(number) is not None


def check_digit(vin: str) -> str:
    """The character that position 9 must have, from the other sixteen.

    Raises ValueError when the number is not a VIN.
    """
    if len(vin) != LENGTH or not ALPHABET.fullmatch(vin):
        raise ValueError("not a VIN")
    rest = sum(VALUES[sign] * weight for sign, weight in zip(vin, WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def with_check_digit(vin: str) -> str:
    """The number with the check digit that the other sixteen characters want.

    Raises ValueError when the number is not a VIN.
    """
    return f"{vin[:8]}{check_digit(vin)}{vin[9:]}"


def check_digit_ok(vin: str) -> bool:
    """True when position 9 is what the other characters say it should be."""
    return len(vin) == LENGTH and bool(ALPHABET.fullmatch(vin)) and check_digit(vin) == vin[8]


def model_year(vin: str, *, youngest: int = YOUNGEST_YEAR) -> tuple[int | None, bool]:
    """The model year, and whether it is certain. A code means one year in every thirty.

    Light vehicles for North America say which: a letter in position 7 is 2010 or later, a digit
    is before. Elsewhere it is the latest year that a car can already have.
    """
    index = YEAR_CODES.find(vin[9])
    if index < 0:
        return None, False
    first = FIRST_YEAR + index
    possible = list(range(first, youngest + 1, CYCLE))
    if follows_position_seven(vin):
        told = [year for year in possible if (year >= NEW_CYCLE) == vin[6].isalpha()]
        if told:
            return told[-1], True
    if not possible:
        return first, False
    return possible[-1], len(possible) == 1


def follows_position_seven(vin: str) -> bool:
    """A light vehicle built for North America, wherever it was built."""
    if heavy_or_two_wheeled(vin):
        return False
    built_there = vin[0] in "12345" or (vin[0] == "7" and not "A" <= vin[1] <= "E")
    sold_there = vin[0] != "L" and check_digit_ok(vin)
    return built_there or sold_there


def decode_vin(text: str, *, youngest: int = YOUNGEST_YEAR) -> DecodedVin:
    """What a VIN or frame number says by itself; odd ones get warnings, never a refusal."""
    number = normalise(text)
    if is_frame_number(number):
        return _decode_frame(number)
    bare = number.replace("-", "")
    if len(bare) != LENGTH or not ALPHABET.fullmatch(bare):
        return _unreadable(bare)
    return _decode(bare, youngest)


def _decode(vin: str, youngest: int) -> DecodedVin:
    country, make = country_of(vin), maker_of(vin)
    year, certain = model_year(vin, youngest=youngest)
    right = check_digit_ok(vin)
    warnings = []
    if not right:
        binds = country in CHECK_DIGIT_BINDS
        warnings.append(VinWarning.CHECK_DIGIT_WRONG if binds else VinWarning.CHECK_DIGIT_NOT_USED)
    if not certain:
        warnings.append(VinWarning.YEAR_UNCERTAIN)
    if make is None:
        warnings.append(VinWarning.MAKER_UNKNOWN)
    return DecodedVin(
        vin=vin,
        check_digit_ok=right,
        wmi=vin[:3],
        country=country,
        make=make,
        model=model_of(vin, year),
        model_year=year,
        warnings=tuple(warnings),
    )


def _decode_frame(number: str) -> DecodedVin:
    make, model = frame_maker(number.partition("-")[0])
    return DecodedVin(
        vin=number,
        check_digit_ok=None,
        wmi="",
        country="Japan",
        make=make,
        model=model,
        model_year=None,
        kind=IdentifierKind.FRAME_NUMBER,
        warnings=() if make else (VinWarning.MAKER_UNKNOWN,),
    )


def _unreadable(number: str) -> DecodedVin:
    warnings = []
    if len(number) != LENGTH:
        warnings.append(VinWarning.WRONG_LENGTH)
    if not ALPHABET.fullmatch(number):
        warnings.append(VinWarning.WRONG_CHARACTERS)
    return DecodedVin(
        vin=number[:40],
        check_digit_ok=False,
        wmi=number[:3],
        country=None,
        make=None,
        model=None,
        model_year=None,
        warnings=tuple(warnings),
    )
