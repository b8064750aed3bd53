"""Every address of the house, each with the methods it takes: asked of the resolver and of the API.

``work-orders/<id>/<verb>/`` is as many addresses as there are verbs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from seibi.config.api import api
from seibi.contexts.tasks.web import views as tasks
from seibi.contexts.work_orders.web import desk, estimate, floor
from seibi.kernel.accounts.models import Account

API = "api/v1/"
BESIDE_THE_OPERATIONS = {API, f"{API}openapi.json"}
VERBS = {
    "tasks/<task_id>/<verb>/": tasks.VERBS,
    "work-orders/<work_order_id>/<verb>/": desk.VERBS,
    "work-orders/<work_order_id>/estimate/<verb>/": estimate.VERBS,
    "work-orders/floor/<work_order_id>/<verb>/": floor.VERBS,
}
UNTOLD = ("GET", "POST")  # pages of a library that do not say which methods they take


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A path as in the address bar, with the names of its parts, and one method."""

    path: str
    method: str
    operation: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def every_address() -> list[Address]:
    """All addresses in the order of their paths."""
    return sorted({*_pages(), *_operations()})


def routes_of_the_api() -> set[str]:
    """The same as the operations say, but asked of the resolver: nothing is mounted in silence."""
    return {path for path, _view in _routes(get_resolver().url_patterns) if path.startswith(API)}


def _pages() -> Iterator[Address]:
    for path, view in _routes(get_resolver().url_patterns):
        if path.startswith(API) and path not in BESIDE_THE_OPERATIONS:
            continue
        for method in ("GET",) if path in BESIDE_THE_OPERATIONS else _methods(view):
            for verb in VERBS.get(path, {"": None}):
                yield Address("/" + path.replace("<verb>", verb), method)


def _operations() -> Iterator[Address]:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, said in methods.items():
            yield Address(re.sub(r"{(\w+)}", r"<\1>", path), method.upper(), said["operationId"])


def _routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for one in patterns:
        path = prefix + re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(one.pattern))
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, path)
        elif isinstance(one, URLPattern):
            yield path, one.callback


def _methods(view: Any) -> tuple[str, ...]:
    """What the view itself says when it is asked in a method that nobody takes."""
    known = getattr(view, "view_class", None)
    if known is not None:
        return tuple(m for m in UNTOLD if hasattr(known, m.lower()))
    request = RequestFactory().generic("PROBE", "/")
    request.user = Account()
    try:
        answer = view(request)
    except (AttributeError, TypeError):
        return UNTOLD
    allowed = answer.headers.get("Allow", "") if answer.status_code == 405 else ""
    return tuple(m for m in allowed.split(", ") if m and m != "HEAD") or UNTOLD
