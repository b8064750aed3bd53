"""What other contexts and surfaces may ask the catalogue, or have it do."""

from seibi.contexts.catalogue.operations.prices import load_standard_prices, set_price
from seibi.contexts.catalogue.operations.work import (
    define_operation,
    define_package,
    load_standard_catalogue,
)
from seibi.contexts.catalogue.queries import (
    expand,
    menu,
    operations,
    price_history,
    quote,
    quote_for,
    work,
)

__all__ = [
    "define_operation",
    "define_package",
    "expand",
    "load_standard_catalogue",
    "load_standard_prices",
    "menu",
    "operations",
    "price_history",
    "quote",
    "quote_for",
    "set_price",
    "work",
]
