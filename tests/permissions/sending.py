"""What one request of the matrix carries beyond its address."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from seibi.contexts.work_orders.tests import factories as visits
from tests.permissions.addresses import Address
from tests.permissions.stage import Stage


@dataclass(frozen=True, slots=True)
class Sent:
    """Which visit and which other rows it names, the query, and a body as JSON or as a form."""

    visit: str = "received"
    path: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    data: Mapping[str, Any] | None = None
    form: Mapping[str, Any] | None = None


def send(address: Address, sent: Sent, stage: Stage, browser: Client) -> HttpResponse:
    """The request as this browser makes it."""
    names = {**stage.ids, "work_order_id": stage.cars[sent.visit].id, **sent.path}
    path = address.path
    for name, value in names.items():
        path = path.replace(f"<{name}>", str(value))
    assert "<" not in path, f"no row of the stage stands for a part of {path}"
    if sent.query:
        path = f"{path}?{sent.query}"
    if address.method == "GET":
        return browser.get(path)
    if address.path.startswith("/api/") and sent.form is None:
        body = json.dumps(sent.data or {}, default=str)
        return browser.generic(address.method, path, body, "application/json")
    return browser.post(path, {k: _fresh(v) for k, v in (sent.form or {}).items()})


JPEG, RECALLS, LIST = "a picture", "a file of recalls", "a list of customers"
FILES = {
    LIST: ("list.csv", "氏名,電話\r\n山田 太郎,090-1234-5678\r\n".encode(), "text/csv"),
    JPEG: ("photo.jpg", visits.photo(), "image/jpeg"),
    RECALLS: (
        "recalls.csv",
        b"NHTSA ID,DOCUMENT NAME,MAKE,MODEL,MODEL YEAR,SUMMARY\r\n",
        "text/csv",
    ),
}


def _fresh(value: Any) -> Any:
    """A file is read once, so every request gets its own."""
    return SimpleUploadedFile(*FILES[value]) if value in (JPEG, RECALLS, LIST) else value
