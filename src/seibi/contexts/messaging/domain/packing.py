"""Plain values that survive a JSON column: amounts, moments and days come back as they were."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from seibi.kernel.money import Money

Plain = None | bool | int | float | str | list[Any] | dict[str, Any]


def pack(value: Any) -> Plain:
    """A JSON value from which ``unpack`` makes the same value again.

    Raises TypeError for a value that is not plain: a row in a message would be read too late.
    """
    match value:
        case Enum():
            return pack(value.value)
        case None | bool() | int() | float() | str():
            return value
        case UUID():
            return str(value)
        case Money():
            return {"$money": [str(value.amount), value.currency]}
        case Decimal():
            return {"$decimal": str(value)}
        case dt.datetime():
            return {"$at": value.isoformat()}
        case dt.date():
            return {"$on": value.isoformat()}
        case Mapping():
            return {str(key): pack(each) for key, each in value.items()}
        case list() | tuple():
            return [pack(each) for each in value]
    raise TypeError(
        f"{type(value).__name__} is not a plain value; hand over text, numbers or moments"
    )


def unpack(value: Plain) -> Any:
    """What ``pack`` was given."""
    match value:
        case {"$money": [amount, currency]}:
            return Money(Decimal(amount), currency)
        case {"$decimal": text}:
            return Decimal(text)
        case {"$at": text}:
            return dt.datetime.fromisoformat(text)
        case {"$on": text}:
            return dt.date.fromisoformat(text)
        case dict():
            return {key: unpack(each) for key, each in value.items()}
        case list():
            return [unpack(each) for each in value]
    return value


def with_absolute_links(context: Mapping[str, Any], base_url: str) -> dict[str, Any]:
    """A page of ours becomes a link that works from a mailbox."""

    def absolute(name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: absolute(key, each) for key, each in value.items()}
        if isinstance(value, list):
            return [absolute(name, each) for each in value]
        if isinstance(value, str) and value.startswith("/") and name.endswith(("url", "link")):
            return base_url.rstrip("/") + value
        return value

    return {name: absolute(name, value) for name, value in context.items()}
