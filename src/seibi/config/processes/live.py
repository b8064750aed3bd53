"""Who looks at a live stream, found out by the middleware that pages use too."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from io import BytesIO

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.module_loading import import_string

from seibi.config.contexts import exists
from seibi.kernel.errors import Expired, NotFound
from seibi.kernel.http import actor_of
from seibi.kernel.journal.events import Event
from seibi.kernel.live.hub import Hub
from seibi.kernel.live.stream import LiveStreams, Scope, Visitor
from seibi.kernel.live.topics import rights_change

THIN = (  # of settings.MIDDLEWARE, in its order
    "django.contrib.sessions.middleware.SessionMiddleware",
    "seibi.config.middleware.LanguageMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "seibi.config.middleware.ActorMiddleware",
)
SIGNED = (  # the links whose pages are live
    "seibi.contexts.work_orders.queries.links.VISITS",
    "seibi.contexts.booking.queries.links.VISITS",
    "seibi.contexts.booking.queries.links.WAITING",
    "seibi.contexts.billing.queries.links.INVOICES",
)
MOST_LINKS = 10
CHANGES_RIGHTS = ("seibi.contexts.network.events", "seibi.contexts.customers.events")
WORDS = ("role", "grant", "deput", "staff", "hired", "link", "account", "moved")


def live_streams() -> tuple[Hub, LiveStreams]:
    """The hub, to be run, and the ASGI application that feeds from it."""
    rights_change(*_events_that_change_rights())
    hub = Hub(_address())
    return hub, LiveStreams(hub, _identify_by(_chain()))


def _chain() -> Callable[[HttpRequest], HttpResponse]:
    def seen(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Language": translation.get_language() or "en"})

    handler: Callable[[HttpRequest], HttpResponse] = seen
    for name in reversed([name for name in settings.MIDDLEWARE if name in THIN]):
        handler = import_string(name)(handler)
    return handler


def _identify_by(chain: Callable[[HttpRequest], HttpResponse]) -> Callable[[Scope], Visitor]:
    def identify(scope: Scope) -> Visitor:
        request = ASGIRequest({**scope, "method": "GET"}, BytesIO())
        response = chain(request)
        actor = actor_of(request)
        keys = _keys(request.GET.getlist("link")[:MOST_LINKS])
        return Visitor(
            replace(actor, keys=actor.keys | keys) if keys else actor,
            response.headers["Content-Language"],
        )

    return identify


def _keys(links: list[str]) -> set[str]:
    """The subjects that these signed links open: who holds one looks without an account."""
    keys = set()
    for signed in map(import_string, SIGNED):
        for link in links:
            with suppress(NotFound, Expired):
                keys.add(f"{signed.kind}:{signed.opened(link)}")
    return keys


def _events_that_change_rights() -> list[type[Event]]:
    """Whatever is told about roles, deputies and claimed records; too many is harmless here."""
    found: list[type[Event]] = []
    for module in filter(exists, CHANGES_RIGHTS):
        for value in vars(import_module(module)).values():
            if isinstance(value, type) and issubclass(value, Event) and value is not Event:
                told = value.name.partition(".")[2]
                found += [value] if any(word in told for word in WORDS) else []
    return found


def _address() -> str:
    """For the one connection that only listens."""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - of the driver, not ours

    parameters = connection.get_connection_params()
    for key in ("cursor_factory", "context", "prepare_threshold", "client_encoding"):
        parameters.pop(key, None)
    return make_conninfo("", **parameters)
