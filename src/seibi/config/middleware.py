"""Between HTTP and the house: how large a request may be, which language, who is asking."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_request

from seibi.config import refusals
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS, Actor
from seibi.kernel.errors import DomainError, TooLarge
from seibi.kernel.text import LANGUAGES

GetResponse = Callable[[HttpRequest], HttpResponse]
FORM_OVERHEAD = 2**20


class SizeLimitMiddleware:
    """A request that announces more than we take is refused before a byte of it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > settings.SEIBI_LARGEST_FILE + FORM_OVERHEAD:
            return refusals.render(request, TooLarge("request_too_large", refusals.too_large()))
        return self.get_response(request)


class LanguageMiddleware:
    """The language: chosen on this browser, else the account's, else what the browser prefers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = _language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("Vary", "Accept-Language, Cookie")
        return response


class ActorMiddleware:
    """Turn the signed-in account into an Actor, once per request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request)  # type: ignore[attr-defined]  # read by kernel.http
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that nobody caught becomes a page or a problem document, never a 500."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusals.render(request, error) if isinstance(error, DomainError) else None


def actor_for(request: HttpRequest) -> Actor:
    """Who asks: grants from the network, persons from the customer records they have claimed."""
    account = request.user
    if not account.is_authenticated:
        return ANONYMOUS
    at = clock.now()
    return Actor(
        account_id=str(account.pk),
        grants=network.grants_of(account.pk, at=at),
        persons=customers.persons_of(account.pk),
    )


def _language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in LANGUAGES else get_language_from_request(request)
