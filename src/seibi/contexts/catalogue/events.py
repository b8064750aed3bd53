"""Facts about the catalogue that other contexts may listen to."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from seibi.kernel.journal.events import Event


@dataclass(frozen=True, slots=True)
class OperationDefined(Event):
    """A piece of work was added to the catalogue, or its standard was changed."""

    name: ClassVar[str] = "catalogue.operation_defined.v1"

    operation_code: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PriceChanged(Event):
    """From a day on, something costs something else at a node and below it."""

    name: ClassVar[str] = "catalogue.price_changed.v1"

    kind: str
    operation_code: str
    amount: Decimal
    currency: str
    valid_from: dt.date


@dataclass(frozen=True, slots=True)
class CatalogueLoaded(Event):
    """The standard operations were taken over in one batch."""

    name: ClassVar[str] = "catalogue.catalogue_loaded.v1"

    operations: int
    packages: int


@dataclass(frozen=True, slots=True)
class PricesLoaded(Event):
    """A whole price list was taken over at a node in one batch."""

    name: ClassVar[str] = "catalogue.prices_loaded.v1"

    currency: str
    prices: int
    valid_from: dt.date


@dataclass(frozen=True, slots=True)
class PackageDefined(Event):
    """Several operations were put under one name, or what is in a package was changed."""

    name: ClassVar[str] = "catalogue.package_defined.v1"

    package_code: str
    operation_codes: tuple[str, ...]
