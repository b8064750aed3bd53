"""Read the vendored facts: cars and recalls. Sources and licences: ``facts/SOURCES.md``."""

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from seibi.config.demo.fleet import DemoCar
from seibi.contexts.vehicles.domain.vin import with_check_digit

FACTS = Path(__file__).parent / "facts"
FIRST_OF_SERIES = "000001"
MOST_CARS = 5_000  # of one country


def cars(country: str) -> list[DemoCar]:
    """The demo cars of a country: the first of the file, and the others in a mixed order.

    In the file cars of a make stand together, but they do not come to a workshop so; and most of
    its VINs are the first of their series, which no workshop has twice.
    """
    dice = random.Random("serials")  # noqa: S311 - the same every time
    serials = iter(dice.sample(range(100_000, 1_000_000), MOST_CARS))
    first, *others = [
        DemoCar(
            make=row["make"],
            model=row["model"],
            year=int(row["model_year"]),
            vin=_numbered(row["vin"], next(serials)),
            frame_number=row["frame_number"],
            plate=row["plate"],
            plate_country=row["plate_country"],
            powertrain=row["powertrain"] or "unknown",
            use_class=row["use_class"] or "passenger",
        )
        for row in _rows(f"cars_{country.lower()}")
    ]
    random.Random(country).shuffle(others)  # noqa: S311 - the same every time
    return [first, *others]


def _numbered(vin: str, serial: int) -> str:
    """A VIN with a serial number of its own and the check digit that belongs to it."""
    if not vin.endswith(FIRST_OF_SERIES):
        return vin
    return with_check_digit(f"{vin[: -len(FIRST_OF_SERIES)]}{serial}")


def recalls_file() -> Path:
    """The recall facts in the shape that ``seibi import recalls`` reads."""
    return FACTS / "recalls.zip"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with zipfile.ZipFile(FACTS / f"{name}.zip") as bundle, bundle.open(f"{name}.csv") as raw:
        yield from csv.DictReader(io.TextIOWrapper(raw, "utf-8"))
