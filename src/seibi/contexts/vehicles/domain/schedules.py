"""Which lines of the maintenance schedules apply to a car: the most particular word wins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Car:
    """What a schedule may ask about a car."""

    country: str
    make_key: str
    model_key: str
    model_year: int | None
    powertrain: str
    use_class: str


@dataclass(frozen=True, slots=True)
class Terms(Generic[Line]):
    """Which cars a line of a schedule is for; what is empty holds for every car."""

    line: Line
    operation_code: str
    country: str = ""
    make_key: str = ""
    model_key: str = ""
    year_from: int | None = None
    year_to: int | None = None
    powertrains: tuple[str, ...] = ()
    use_classes: tuple[str, ...] = ()


def applies(terms: Terms[Line], car: Car) -> bool:
    """A line applies when nothing it names speaks against the car."""
    same = all(
        not wanted or wanted == has
        for wanted, has in (
            (terms.country, car.country),
            (terms.make_key, car.make_key),
            (terms.model_key, car.model_key),
        )
    )
    year = car.model_year
    in_years = (terms.year_from is None or (year is not None and year >= terms.year_from)) and (
        terms.year_to is None or (year is not None and year <= terms.year_to)
    )
    kinds = not terms.powertrains or car.powertrain in terms.powertrains
    classes = not terms.use_classes or car.use_class in terms.use_classes
    return same and in_years and kinds and classes


def particularity(terms: Terms[Line]) -> tuple[bool, bool, bool, bool, bool, bool]:
    """Model before make, make before country, country before kind of drive: maker data wins."""
    years = terms.year_from is not None or terms.year_to is not None
    return (
        bool(terms.model_key),
        bool(terms.make_key),
        bool(terms.country),
        years,
        bool(terms.powertrains),
        bool(terms.use_classes),
    )


def chosen(lines: Iterable[Terms[Line]], car: Car) -> list[Line]:
    """One line for each piece of work: the most particular of those that apply to the car."""
    best: dict[str, Terms[Line]] = {}
    for terms in lines:
        if not applies(terms, car):
            continue
        held = best.get(terms.operation_code)
        if held is None or particularity(terms) > particularity(held):
            best[terms.operation_code] = terms
    return [best[code].line for code in sorted(best)]
