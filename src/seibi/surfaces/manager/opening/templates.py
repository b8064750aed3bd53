"""What a workshop of a country and a size begins with; everything can be changed afterwards."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from seibi.contexts.catalogue.contracts import BayKind
from seibi.contexts.network.contracts import DayHours, TaxRate


@dataclass(frozen=True, slots=True)
class Country:
    """Money, clock, languages, tax and usual hours of a country."""

    currency: str
    tz: str
    languages: tuple[str, ...]
    tax: TaxRate
    week: Mapping[int, DayHours]


class Size(StrEnum):
    """How many cars stand in the workshop at once."""

    S = "s"
    M = "m"
    L = "l"


def _week(
    opens: int, closes: int, days: int, pause: tuple[int, int] | None = None
) -> Mapping[int, DayHours]:
    breaks = ((dt.time(pause[0]), dt.time(pause[1])),) if pause else ()
    hours = DayHours(dt.time(opens), dt.time(closes), breaks)
    return dict.fromkeys(range(days), hours)


COUNTRIES: Mapping[str, Country] = {
    "JP": Country(
        "JPY",
        "Asia/Tokyo",
        ("ja", "en"),
        TaxRate("standard", Decimal("0.10")),
        _week(9, 18, 6, (12, 13)),
    ),
    "CN": Country(
        "CNY",
        "Asia/Shanghai",
        ("zh-hans", "en"),
        TaxRate("standard", Decimal("0.13")),
        _week(8, 18, 7),
    ),
    "US": Country(
        "USD",
        "America/New_York",
        ("en",),
        TaxRate("standard", Decimal("0.0825")),
        _week(8, 18, 6),
    ),
    "NO": Country(
        "NOK",
        "Europe/Oslo",
        ("en",),
        TaxRate("standard", Decimal("0.25")),
        _week(8, 16, 5),
    ),
}
COUNTRY_LABELS = {"JP": _("Japan"), "CN": _("China"), "US": _("USA"), "NO": _("Norway")}
SIZE_LABELS = {
    Size.S: _("Small: 2 bays"),
    Size.M: _("Medium: 5 bays, tools, a courtesy car"),
    Size.L: _("Large: 9 bays, tools, two courtesy cars"),
}
BAYS: Mapping[Size, tuple[tuple[str, BayKind], ...]] = {
    Size.S: (("1", BayKind.LIFT), ("E", BayKind.EXPRESS)),
    Size.M: (
        ("1", BayKind.LIFT),
        ("2", BayKind.LIFT),
        ("E", BayKind.EXPRESS),
        ("I", BayKind.INSPECTION),
        ("W", BayKind.WASH),
    ),
    Size.L: (
        ("1", BayKind.LIFT),
        ("2", BayKind.LIFT),
        ("3", BayKind.LIFT),
        ("E", BayKind.EXPRESS),
        ("EV", BayKind.EV),
        ("A", BayKind.ALIGNMENT),
        ("I", BayKind.INSPECTION),
        ("B", BayKind.BODY),
        ("W", BayKind.WASH),
    ),
}
TOOLS: Mapping[Size, tuple[str, ...]] = {
    Size.S: (),
    Size.M: ("tester-lane", "tyre-changer", "ac-station"),
    Size.L: ("tester-lane", "tyre-changer", "aligner", "ac-station"),
}
COURTESY_CARS: Mapping[Size, int] = {Size.S: 0, Size.M: 1, Size.L: 2}
SKILLS: Mapping[str, int] = {  # what a new technician can do until somebody says more
    "general": 3,
    "engine": 3,
    "brakes": 3,
    "electrics": 2,
    "inspection": 2,
    "ev_hv": 2,
    "body": 2,
    "wash": 1,
}
