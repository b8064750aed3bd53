"""How a licence plate looks: its parts, from the way it is written in its country."""

import re
from dataclasses import dataclass

JAPAN = re.compile(r"(\D+?)\s*([0-9A-Z]{2,3})\s*([ぁ-んA-Z])\s*([0-9・.]{1,2}-?[0-9・.]{0,2})")
CHINA = re.compile(r"([\u4e00-\u9fff])\s*([A-Z])[\s·•]*([A-Z0-9]{4,6}[\u4e00-\u9fff]?)")
GREEN_LENGTH = 6


@dataclass(frozen=True, slots=True)
class PlateParts:
    """A plate to draw: a small upper line (Japan, a state of the USA) and the main line."""

    look: str
    upper: str
    kana: str
    main: str
    spoken: str


def parts(plate: str, country: str) -> PlateParts:
    """A plate we cannot take apart is shown as it was typed."""
    nation, _dash, state = country.partition("-")
    if nation == "JP" and (found := JAPAN.fullmatch(plate)):
        place, klass, kana, number = found.groups()
        return PlateParts("jp", f"{place} {klass}", kana, number, plate)
    if nation == "CN" and (found := CHINA.fullmatch(plate)):
        province, city, rest = found.groups()
        look = "cn-green" if len(rest) == GREEN_LENGTH else "cn"
        return PlateParts(look, "", "", f"{province}{city}·{rest}", plate)
    if nation == "US":
        return PlateParts("us", state, "", plate, f"{state} {plate}".strip())
    return PlateParts("plain", "", "", plate, plate)
