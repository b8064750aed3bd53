"""The demo's front door: choose a role, be that person. Mounted only where SEIBI_DEMO is set."""

from allauth.account.models import EmailAddress
from django.contrib.auth import login as sign_in
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from seibi.config.demo import mailbox, tour
from seibi.config.demo.links import all_doors, mail_addresses
from seibi.contexts.network import facade as network
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.accounts.tokens import make_token
from seibi.kernel.actor import SYSTEM
from seibi.surfaces.shop_floor import device

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """Every role with its link, by country."""
    port = int(request.get_port())
    context = {
        "countries": all_doors(port),
        "tour_url": tour.first_url(get_language() or "en", port),
    }
    return render(request, "demo/doors.html", context)


@require_safe
def enter(request: HttpRequest, login: str) -> HttpResponse:
    """Be this person on this host name, in their language, and go to their first page."""
    account = _account(login)
    EmailAddress.objects.filter(user=account).update(verified=True)  # as by a code sent to it
    sign_in(request, account, backend=BACKEND)
    response = HttpResponseRedirect(tour.begin(request, login) or "/")
    if "language" not in request.COOKIES:
        response.set_cookie("language", account.language, samesite="Lax")
    return response


@require_POST
def end_tour(request: HttpRequest) -> HttpResponse:
    """Close the strip of the tour for this person; the page stays."""
    request.session.pop(tour.STEP, None)
    return HttpResponseRedirect("/")


@require_safe
def tablet(_request: HttpRequest, code: str) -> HttpResponse:
    """This browser becomes a shared tablet of a workshop of the demo."""
    made = network.bind_tablet(
        site_id=network.site_by_code(code).id,
        name="Tablet",
        lock_minutes=3,
        actor=SYSTEM,
        at=clock.now(),
    )
    response = HttpResponseRedirect(device.HOME)
    device.remember(response, made.key)
    return response


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What people of the demo find in their mailboxes: codes, links, reminders."""
    return render(request, "demo/mail.html", {"letters": mailbox.letters()})


@csrf_exempt
@require_POST
def key(_request: HttpRequest, login: str) -> JsonResponse:
    """A key with which a program acts as this person of the demo."""
    account = _account(login)
    token = make_token(account_id=account.pk, name="demo")
    return JsonResponse({"login": login, "email": account.email, "key": token})


def _account(login: str) -> Account:
    """Anybody of the demo, by the name in their link. Raises Http404."""
    account = Account.objects.filter(email=mail_addresses().get(login, "")).first()
    if account is None:
        raise Http404
    return account
