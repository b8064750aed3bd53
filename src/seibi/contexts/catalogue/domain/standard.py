"""The standard catalogue that comes with Seibi, read from the JSON files beside it."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from seibi.contexts.catalogue.contracts import (
    BayKind,
    Category,
    KitPart,
    OperationSpec,
    PackageSpec,
    PriceSet,
    QualityGrade,
    Skill,
)

DATA = Path(__file__).parent / "data"


@cache
def standard_operations() -> tuple[OperationSpec, ...]:
    """Every operation of the standard catalogue, in the order of the menu."""
    return tuple(_operation(entry) for entry in _read("operations.json"))


@cache
def standard_packages() -> tuple[PackageSpec, ...]:
    """Every package of the standard catalogue."""
    return tuple(
        PackageSpec(
            code=entry["code"],
            name=entry["name"],
            description=entry["description"],
            operations=tuple(entry["operations"]),
            countries=tuple(entry.get("countries", ())),
        )
        for entry in _read("packages.json")
    )


def standard_prices(country: str, valid_from: dt.date) -> PriceSet | None:
    """A plausible price list of a country (JP, CN, US, NO), from a day on; None for others."""
    entry = _read("prices.json").get(country)
    if entry is None:
        return None
    return PriceSet(
        currency=entry["currency"],
        tax_rate=Decimal(entry["tax_rate"]),
        tax_included=entry["tax_included"],
        labour_rate=Decimal(entry["labour_rate"]),
        fixed={code: Decimal(amount) for code, amount in entry["fixed"].items()},
        valid_from=valid_from,
    )


def _operation(entry: Mapping[str, Any]) -> OperationSpec:
    before, after = entry.get("buffers", (0, 0))
    return OperationSpec(
        code=entry["code"],
        name=entry["name"],
        description=entry["description"],
        category=Category(entry["category"]),
        minutes=entry["minutes"],
        bay_kind=BayKind(entry["bay"]),
        skill=Skill(entry["skill"]),
        grade=entry.get("grade", 1),
        technicians=entry.get("technicians", 1),
        tool_kind=entry.get("tool", ""),
        buffer_before=before,
        buffer_after=after,
        may_wait=entry.get("may_wait", True),
        quality_grade=QualityGrade(entry.get("quality", "self_photo")),
        kit=tuple(KitPart(n, Decimal(q)) for n, q in entry.get("kit", {}).items()),
        powertrains=tuple(entry.get("powertrains", ())),
        countries=tuple(entry.get("countries", ())),
        on_menu=entry.get("on_menu", True),
    )


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))
