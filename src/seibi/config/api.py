"""Every router of every context, mounted once; every refusal in one shape."""

from importlib import import_module
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from seibi.config.contexts import ORDER, exists
from seibi.config.refusals import as_refusal
from seibi.kernel.errors import DomainError, Invalid, NotSignedIn
from seibi.kernel.http import problem


class ApiError(DomainError):
    """A refusal whose status the framework chose."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code, message)
        self.status = status


def build() -> NinjaAPI:
    """The API with the routers of all contexts that are there."""
    api = NinjaAPI(
        title="Seibi",
        version="1",
        description="Everything the screens do, as REST. Refusals are application/problem+json.",
        urls_namespace="api",
        openapi_url="openapi.json",
        docs_url=None,
    )
    _render_refusals(api)
    for name in reversed(ORDER):
        if exists(f"seibi.contexts.{name}.rest.router"):
            router = import_module(f"seibi.contexts.{name}.rest.router").router
            api.add_router(f"/{name.replace('_', '-')}/", router)
    return api


def _render_refusals(api: NinjaAPI) -> None:
    @api.exception_handler(DomainError)
    def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
        return problem(request, error)

    @api.exception_handler(ValueError)
    @api.exception_handler(DataError)
    def unforeseen(request: HttpRequest, error: Exception) -> HttpResponse:
        refusal = as_refusal(error)
        if refusal is None:
            raise error
        return problem(request, refusal)

    @api.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        sentence = _("Some of what was sent cannot be taken. Correct the named fields.")
        fields = {_field(e["loc"]): e["msg"] for e in error.errors}
        return problem(request, Invalid("invalid", sentence, errors=fields))

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return problem(request, NotSignedIn("not_signed_in", _("Sign in first.")))

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(request, ApiError(error.status_code, "bad_request", str(error)))


def _field(location: Any) -> str:
    return ".".join(str(part) for part in location[1:]) or "body"


api = build()
