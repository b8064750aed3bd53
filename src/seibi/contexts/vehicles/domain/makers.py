"""Who built a car and where, from the first characters of its number: tables of facts."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from vininfo.dicts import COUNTRIES, WMI

CHECK_DIGIT_BINDS = frozenset({"United States", "Canada", "China"})
DATA = resources.files("seibi.contexts.vehicles.domain") / "data"


@cache
def table(name: str) -> Mapping[str, Any]:
    """One of our tables of facts, read once."""
    found: Mapping[str, Any] = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return found


def country_of(vin: str) -> str | None:
    """The country where the maker registered its code (ISO 3780), in English."""
    found: str | None = COUNTRIES.get(vin[:2])
    return found


def maker_of(vin: str) -> str | None:
    """The make in the words of vPIC; our own table first, then the public one, tidied."""
    makers = table("makers")
    for pattern, make in makers["by_pattern"].get(vin[:3], {}).items():
        if all(wanted in ("?", sign) for wanted, sign in zip(pattern, vin[3:], strict=False)):
            return str(make)
    for length in (3, 2):
        if make := makers["by_code"].get(vin[:length]):
            return str(make)
    public = WMI.get(vin[:3]) or WMI.get(vin[:2])
    if public is None:
        return None
    name = public if isinstance(public, str) else str(public.title)
    return str(makers["tidy"].get(name, name))


def model_of(vin: str, year: int | None) -> str | None:
    """The model, where cars we have seen leave no doubt; otherwise None rather than a guess."""
    models = table("models")["by_start"]
    for length in range(8, 3, -1):
        if found := models.get(vin[:length]):
            name, first, last = found
            return str(name) if year is not None and first <= year <= last else None
    return None


def frame_maker(type_code: str) -> tuple[str | None, str | None]:
    """Make and model of a Japanese type code: the longest start of it that we know."""
    frames = table("frames")["by_type"]
    for length in range(len(type_code), 1, -1):
        if found := frames.get(type_code[:length]):
            return str(found[0]), found[1]
    return None, None


def heavy_or_two_wheeled(vin: str) -> bool:
    """Trucks over 10,000 lb and motorcycles need not follow the rule of position 7."""
    return vin[:3] in table("makers")["not_light"]
