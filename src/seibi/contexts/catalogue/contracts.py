"""Plain values that the catalogue hands to its own screens and to other contexts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from seibi.kernel.money import Money

SEE = "catalogue.see"
EDIT = "catalogue.edit"


class BayKind(StrEnum):
    LIFT = "lift"
    ALIGNMENT = "alignment"
    EV = "ev"
    BODY = "body"
    WASH = "wash"
    EXPRESS = "express"
    INSPECTION = "inspection"


class Skill(StrEnum):
    GENERAL = "general"
    ENGINE = "engine"
    BRAKES = "brakes"
    EV_HV = "ev_hv"
    ELECTRICS = "electrics"
    INSPECTION = "inspection"
    BODY = "body"
    WASH = "wash"


class QualityGrade(StrEnum):
    """Who looks at the work before the car is handed back."""

    SELF_PHOTO = "self_photo"
    PEER = "peer"
    INSPECTOR = "inspector"
    ROAD_TEST = "road_test"


class Category(StrEnum):
    """The shelf of the menu on which an owner finds it."""

    SERVICE = "service"
    INSPECTION = "inspection"
    REPAIR = "repair"
    TYRES = "tyres"
    ELECTRIC = "electric"
    COMFORT = "comfort"
    RECALL = "recall"
    CARE = "care"


class PriceKind(StrEnum):
    LABOUR_RATE = "labour_rate"
    FIXED = "fixed"
    TAX_RATE = "tax_rate"


class QuoteLineKind(StrEnum):
    FIXED = "fixed"
    LABOUR = "labour"
    PART = "part"


@dataclass(frozen=True, slots=True)
class KitPart:
    """A part that an operation uses up, and how many."""

    part_number: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class OperationInfo:
    """One piece of work as the workshop plans it. ``name`` and ``description`` are translated."""

    code: str
    name: str
    description: str
    category: Category
    minutes: int
    bay_kind: BayKind
    skill: Skill
    grade: int
    technicians: int
    tool_kind: str
    buffer_before: int
    buffer_after: int
    may_wait: bool
    quality_grade: QualityGrade
    kit: tuple[KitPart, ...] = ()
    powertrains: tuple[str, ...] = ()
    names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OperationSpec:
    """An operation as somebody defines it; texts per language, empty tuples mean "for all"."""

    code: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    category: Category
    minutes: int
    bay_kind: BayKind
    skill: Skill
    grade: int = 1
    technicians: int = 1
    tool_kind: str = ""
    buffer_before: int = 0
    buffer_after: int = 0
    may_wait: bool = True
    quality_grade: QualityGrade = QualityGrade.SELF_PHOTO
    kit: tuple[KitPart, ...] = ()
    powertrains: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    on_menu: bool = True


@dataclass(frozen=True, slots=True)
class PackageSpec:
    """Several operations under one name."""

    code: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    operations: tuple[str, ...]
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of the menu: what it is, how long it takes, what it costs here.

    ``price`` is what this site shows to the public: with tax where the law says so, without it
    elsewhere (``tax_included``). None where the site has no price for it.
    """

    code: str
    name: str
    description: str
    category: Category
    shelf: str
    minutes: int
    may_wait: bool
    price: Money | None
    tax_included: bool
    operations: tuple[str, ...]

    @property
    def is_package(self) -> bool:
        return self.operations != (self.code,)


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """What is charged for, in whole coins: net + tax = gross on every line."""

    operation_code: str
    kind: QuoteLineKind
    title: str
    quantity: Decimal
    unit_price: Money
    net: Money
    tax: Money
    gross: Money
    tax_rate: Decimal
    part_number: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of certain work at one site, before any of it begins."""

    site_id: UUID
    lines: tuple[QuoteLine, ...]
    net: Money
    tax: Money
    gross: Money
    minutes: int
    tax_included: bool
    unpriced: tuple[str, ...] = ()

    @property
    def shown(self) -> Money:
        """The amount as prices are shown to the public at this site."""
        return self.gross if self.tax_included else self.net


@dataclass(frozen=True, slots=True)
class PriceSet:
    """What a node charges from a day on: per hour, per fixed operation, and the tax on it."""

    currency: str
    tax_rate: Decimal
    tax_included: bool
    labour_rate: Decimal
    fixed: Mapping[str, Decimal]
    valid_from: dt.date


@dataclass(frozen=True, slots=True)
class PricePeriod:
    """What one thing cost from a day until (not including) another; still, when there is no end."""

    amount: Decimal
    currency: str
    valid_from: dt.date
    valid_until: dt.date | None
