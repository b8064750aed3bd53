"""Between HTTP and the house: how large a request may be, which language, who is asking."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _

from seibi.config import refusals
from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.accounts.tokens import account_of
from seibi.kernel.actor import ANONYMOUS, Actor
from seibi.kernel.errors import DomainError, NoLength, NotAllowed, NotSignedIn, TooLarge
from seibi.kernel.text import LANGUAGES
from seibi.surfaces.shop_floor.device import TABLET

GetResponse = Callable[[HttpRequest], HttpResponse]
FORM_OVERHEAD = 2**20
API = "/api/"


class SizeLimitMiddleware:
    """A request that announces more than we take is refused before a byte of it is read.

    So is one that does not say how long it is: nobody could tell an empty one from an endless one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or ""
        if not announced and "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
            return refusals.render(request, NoLength("length_required", refusals.no_length()))
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
    """Turn the signed-in account, or the key in the Authorization header, into an Actor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.actor = _actor(request)  # type: ignore[attr-defined]  # read by kernel.http
        except (DomainError, ValueError, DataError) as error:
            refusal = refusals.as_refusal(error)
            if refusal is None:
                raise
            return refusals.render(request, refusal)
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that nobody caught becomes a page or a problem document, never a 500."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = refusals.as_refusal(error)
        return refusals.render(request, refusal) if refusal else None


def actor_for(account_id: UUID) -> Actor:
    """Grants come from the network, persons from the customer records the account has claimed."""
    return Actor(
        account_id=str(account_id),
        grants=network.grants_of(account_id, at=clock.now()),
        persons=customers.persons_of(account_id),
    )


def actor_on_tablet(tablet_id: UUID, account_id: UUID) -> Actor:
    """On a shared tablet nobody is more than a pair of hands on the floor of that workshop."""
    grants = network.grants_on_tablet(tablet_id, account_id, clock.now())
    return Actor(account_id=str(account_id), grants=grants)


def _actor(request: HttpRequest) -> Actor:
    """A key acts for programs; a session acts for pages, and for the API only from our pages.

    Raises NotSignedIn ("bad_token"), NotAllowed ("form_expired").
    """
    authorization = request.headers.get("Authorization", "")
    if authorization:
        holder = account_of(authorization.removeprefix("Bearer "), at=clock.machine_now())
        if holder is None:
            raise NotSignedIn("bad_token", _("This key is not valid, or no longer."))
        return actor_for(holder)
    account_id = request.user.pk if request.user.is_authenticated else None
    if account_id is None:
        return ANONYMOUS
    if request.path.startswith(API) and CsrfViewMiddleware(_no_answer).process_view(
        request, _no_answer, (), {}
    ):
        raise NotAllowed("form_expired", refusals.form_expired())
    tablet_id = request.session.get(TABLET)
    if tablet_id is not None:
        return actor_on_tablet(UUID(tablet_id), account_id)
    return actor_for(account_id)


def _no_answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in LANGUAGES else get_language_from_request(request)
