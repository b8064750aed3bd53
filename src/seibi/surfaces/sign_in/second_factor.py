"""Staff whose role asks for a second factor set one up before they act."""

from collections.abc import Callable
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.kernel.errors import NotAllowed
from seibi.kernel.http import actor_of, problem

_OPEN = ("/accounts/", "/sign-in/", "/ui/", "/static/", "/demo/")
_KNOWN = "second_factor_set"


class SecondFactorMiddleware:
    """Leads people to the page that sets it up; programs with a key have shown who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_missing(request):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            sentence = _("Set up a second factor first; your role asks for it.")
            return problem(request, NotAllowed("second_factor_needed", sentence))
        return redirect(f"/sign-in/second-factor/?{urlencode({'next': request.path})}")


def is_missing(request: HttpRequest) -> bool:
    """Whether this person must set up a second factor before this page opens."""
    if not settings.SEIBI_REQUIRE_SECOND_FACTOR or request.path.startswith(_OPEN):
        return False
    if not request.user.is_authenticated or request.session.get(_KNOWN):
        return False
    actor = actor_of(request)
    if not network.asks_for_second_factor(actor):
        return False
    if is_mfa_enabled(request.user):
        request.session[_KNOWN] = True
        return False
    return actor.account_id == str(UUID(str(request.user.pk)))
