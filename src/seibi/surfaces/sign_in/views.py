"""The pages of signing in that are ours: who are you, and the second factor."""

from allauth.account.views import confirm_login_code
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.kernel.http import actor_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Owners and staff choose their way in; who is signed in goes on."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    return render(request, "sign_in/start.html", {"next": _next(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_code(request: HttpRequest) -> HttpResponse:
    """The library's page; a code that comes late, or a second time, is said to be so."""
    answer: HttpResponse = confirm_login_code(request)
    ask_again = reverse("account_request_login_code")
    if not request.user.is_authenticated and getattr(answer, "url", "") == ask_again:
        messages.warning(
            request,
            _("This code came too late, or was used already. Ask for a new one: it comes at once."),
        )
    return answer


@require_safe
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor, and the two ways to have one."""
    page = {
        "next": _next(request),
        "has_one": is_mfa_enabled(request.user),
        "needed": network.asks_for_second_factor(actor_of(request)),
    }
    return render(request, "sign_in/second_factor.html", page)


def _next(request: HttpRequest) -> str:
    """Where to go afterwards, if it is a page of ours."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


@require_POST
@login_required
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out on one other device, which may be lost."""
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    session.end()
    messages.success(request, _("Signed out there."))
    return redirect("usersessions_list")
