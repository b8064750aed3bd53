"""The least a page can be: Django without middleware, one SELECT and one INSERT."""

from typing import Any

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse

TABLE = (
    "CREATE TABLE IF NOT EXISTS bench_bare (id bigserial PRIMARY KEY, at timestamptz, text text)"
)


class BareHandler(WSGIHandler):
    """Django's handler with an empty middleware chain."""

    def load_middleware(self, is_async: bool = False) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        self._middleware_chain = convert_exception_to_response(
            self._get_response  # type: ignore[attr-defined]  # of BaseHandler, not in its stubs
        )


def page(request: HttpRequest) -> HttpResponse:
    """One row read, one row written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, at, text FROM bench_bare ORDER BY id DESC LIMIT 1")
        cursor.fetchone()
        cursor.execute("INSERT INTO bench_bare (at, text) VALUES (now(), %s)", [request.path])
    return HttpResponse("ok")
