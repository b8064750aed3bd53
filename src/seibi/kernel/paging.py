"""Cursor paging: the next page begins after the last row seen, whatever came in between."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from seibi.kernel.errors import Invalid

T = TypeVar("T")
M = TypeVar("M", bound=Model)

LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items, and where the next page begins (None on the last one)."""

    items: tuple[T, ...]
    next_cursor: str | None


def paginate(
    rows: QuerySet[M],
    *,
    cursor: str | None,
    limit: int,
    key: Sequence[str],
    to_value: Callable[[list[M]], Sequence[T]],
) -> Page[T]:
    """The page of rows after ``cursor``, ordered by ``key`` (field names, "-" for descending).

    ``key`` must end in a unique field; fields are not null. Raises Invalid ("bad_cursor").
    """
    limit = max(1, min(limit, LARGEST_PAGE))
    try:
        if cursor:
            rows = rows.filter(_after(_decode(cursor, len(key)), key))
        found = list(rows.order_by(*key)[: limit + 1])
    except (ValueError, TypeError, ValidationError) as error:
        raise _bad_cursor() from error
    more, found = len(found) > limit, found[:limit]
    return Page(tuple(to_value(found)), _encode(found[-1], key) if more else None)


def _after(values: list[Any], key: Sequence[str]) -> Q:
    """Lexicographic "greater than" over the key, minding descending fields."""
    condition = Q(pk__in=[])
    for index, name in enumerate(key):
        step = "lt" if name.startswith("-") else "gt"
        part = Q(**{f"{name.lstrip('-')}__{step}": values[index]})
        for earlier, value in zip(key[:index], values, strict=False):
            part &= Q(**{earlier.lstrip("-"): value})
        condition |= part
    return condition


def _encode(row: Model, key: Sequence[str]) -> str:
    values = [getattr(row, name.lstrip("-")) for name in key]
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode()


def _decode(cursor: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, binascii.Error) as error:
        raise _bad_cursor() from error
    if not isinstance(values, list) or len(values) != length:
        raise _bad_cursor()
    return values


def _bad_cursor() -> Invalid:
    return Invalid(
        "bad_cursor", _("This page mark is not one of ours. Start again at the first page.")
    )
