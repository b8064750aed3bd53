"""Every router of every context, mounted once; every refusal in one shape."""

import functools
import json
from http import HTTPStatus
from importlib import import_module
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.responses import NinjaJSONEncoder

from seibi.config.contexts import ORDER, SURFACES, exists
from seibi.config.refusals import as_refusal
from seibi.kernel.errors import DomainError, Invalid, NotSignedIn
from seibi.kernel.http import MEDIA_TYPE, problem


class ApiError(DomainError):
    """A refusal whose status the framework chose."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code, message)
        self.status = status


class Api(NinjaAPI):
    """The framework's API, with every refusal that any operation may meet written down."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**asked)
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                answers = operation["responses"]
                for status in _met_at_the_door(method, operation):
                    answers.setdefault(
                        status, dict(_REFUSED, description=HTTPStatus(status).phrase)
                    )
                for answer in answers.values():
                    _name_media_type(answer)
        return schema


def build() -> Api:
    """The API with the routers of all contexts that are there."""
    api = Api(
        title="Seibi",
        version="1",
        description="Everything the screens do, as REST. Refusals are application/problem+json.",
        urls_namespace="api",
        openapi_url="",  # served by ``openapi``, made once
        docs_url=None,
    )
    _render_refusals(api)
    for name in reversed(ORDER):
        if exists(f"seibi.contexts.{name}.rest.router"):
            router = import_module(f"seibi.contexts.{name}.rest.router").router
            api.add_router(f"/{name.replace('_', '-')}/", router)
    for name in SURFACES:
        if exists(f"seibi.surfaces.{name}.rest"):
            api.add_router(f"/{name}/", import_module(f"seibi.surfaces.{name}.rest").router)
    return api


_REFUSED = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _met_at_the_door(method: str, operation: dict[str, Any]) -> set[int]:
    """What is refused before the operation is asked: keys, forms, shapes, sizes, addresses."""
    statuses = {HTTPStatus.UNAUTHORIZED}
    if method != "get":
        statuses |= {HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
    if "requestBody" in operation:
        statuses |= {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}
    if operation.get("parameters"):
        statuses |= {HTTPStatus.UNPROCESSABLE_ENTITY}
    if any(one["in"] == "path" for one in operation.get("parameters", ())):
        statuses |= {HTTPStatus.NOT_FOUND}
    return {int(status) for status in statuses}


def _name_media_type(answer: dict[str, Any]) -> None:
    """A problem is sent as what it is, so the document says so."""
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    if schema.get("$ref", "").endswith("Problem"):
        answer["content"] = {MEDIA_TYPE: {"schema": schema}}


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


@cache_control(public=True, max_age=3600)
@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The document of the whole API: the same for everybody and for as long as we run."""
    return HttpResponse(_document(), content_type="application/json")


@functools.cache
def _document() -> bytes:
    return json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder).encode()


def _field(location: Any) -> str:
    return ".".join(str(part) for part in location[1:]) or "body"


api = build()
