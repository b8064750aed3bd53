"""The demo's front door: choose a role, be that person. Mounted only where SEIBI_DEMO is set."""

from django.contrib.auth import login as sign_in
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seibi.config.demo.links import role_links
from seibi.kernel.accounts.models import Account

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """Every role with its link."""
    return render(request, "demo/doors.html", {"links": role_links(int(request.get_port()))})


@require_safe
def enter(request: HttpRequest, login: str) -> HttpResponse:
    """Be this person on this host name, in their language, and go to their first page."""
    links = {link.login: link for link in role_links(int(request.get_port()))}
    if login not in links:
        raise Http404
    account = Account.objects.filter(email=links[login].email).first()
    if account is None:
        raise Http404
    sign_in(request, account, backend=BACKEND)
    response = HttpResponseRedirect("/")
    if "language" not in request.COOKIES:
        response.set_cookie("language", account.language, samesite="Lax")
    return response
