"""A session on a shared tablet: whose it is, how far it reaches, when it ends by itself."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import TabletPage
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import NotAllowed, NotSignedIn
from seibi.kernel.http import problem

COOKIE = "seibi_tablet"  # the key of a bound device
TABLET = "tablet"  # in the session: the id of the tablet somebody is on at
SEEN = "tablet_seen"  # in the session: machine seconds of the last sign of life
BOUND_FOR = 400 * 24 * 3600
BACKEND = "django.contrib.auth.backends.ModelBackend"
HOME = "/floor/tablet/"
OWN = (  # what belongs to a device of one's own
    "/accounts/",
    "/sign-in/",
    "/my/",
    "/customers/",
    "/network/",
    "/floor/pin/",
    "/floor/tablets/",
    "/floor/badges/",
    "/api/v1/customers/",
    "/api/v1/network/",
)
WRITE_AFTER = 15  # seconds: not every request writes the session


class SharedTabletMiddleware:
    """Whoever is on at a shared tablet stays within it, and not for longer than it allows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tablet_id = request.session.get(TABLET)
        if tablet_id is None or not request.user.is_authenticated:
            return self.get_response(request)
        on = network.who_is_on(UUID(tablet_id), request.user.pk)
        if on is None or _is_idle(request, minutes=on[2]):
            return _locked(request)
        if request.path.startswith(OWN):
            return _not_here(request)
        name, who, minutes = on
        request.shared_device = {  # type: ignore[attr-defined]  # read by the frame of pages
            "device": name,
            "who": who,
            "idle_seconds": minutes * 60,
            "lock_url": f"{HOME}lock/",
        }
        answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "no-store")  # Back asks again whose page it is
        return answer


def bound_tablet(request: HttpRequest) -> TabletPage | None:
    """The shared tablet that this device is, if it is one."""
    key = request.COOKIES.get(COOKIE, "")
    return network.tablet_page(key=key, at=clock.now()) if key else None


def begin(request: HttpRequest, tablet_id: UUID, account_id: UUID) -> None:
    """From here on this session is this person's, at this tablet; the one before is over."""
    request.session.flush()
    account = Account.objects.get(pk=account_id)
    login(request, account, backend=BACKEND)
    request.session[TABLET] = str(tablet_id)
    request.session[SEEN] = int(clock.machine_now().timestamp())


def end(request: HttpRequest) -> None:
    """Nobody is on."""
    tablet_id = request.session.get(TABLET)
    if tablet_id is not None and request.user.is_authenticated:
        network.leave_tablet(
            tablet_id=UUID(tablet_id),
            account_id=request.user.pk,
            actor=SYSTEM,
            at=clock.now(),
        )
    logout(request)


def remember(response: HttpResponse, key: str) -> None:
    """This device is a shared tablet until somebody takes it off the list."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=BOUND_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _is_idle(request: HttpRequest, *, minutes: int) -> bool:
    """Whether nobody has touched it for too long; else it was touched now."""
    now = int(clock.machine_now().timestamp())
    since = now - int(request.session.get(SEEN, 0))
    if since > minutes * 60:
        return True
    if since >= WRITE_AFTER:
        request.session[SEEN] = now
    return False


def _locked(request: HttpRequest) -> HttpResponse:
    end(request)
    if request.path.startswith("/api/"):
        sentence = _("The tablet has locked itself. Hold your badge to it again.")
        return problem(request, NotSignedIn("tablet_locked", sentence))
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    return redirect(f"{HOME}?{urlencode(back)}" if back else HOME)


def _not_here(request: HttpRequest) -> HttpResponse:
    """What concerns one's own account is done on one's own device."""
    if request.path == "/accounts/logout/" and request.method == "POST":
        end(request)
        return redirect(HOME)
    sentence = _("This is a shared tablet. Do this on a device of your own.")
    refusal = NotAllowed("shared_tablet", sentence)
    if request.path.startswith("/api/"):
        return problem(request, refusal)
    return render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)
