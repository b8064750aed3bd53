"""The page on which somebody subscribes to their visits, and the calendar itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seibi.contexts.booking.contracts import SEE
from seibi.contexts.booking.contracts.feeds import FeedKind
from seibi.contexts.booking.labels import FEED_LABELS
from seibi.contexts.booking.operations import feeds as operations
from seibi.contexts.booking.queries import feeds as queries
from seibi.contexts.booking.web import pages
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, Invalid
from seibi.kernel.http import actor_of

KEPT_SECONDS = 900


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """The address to copy, to subscribe to, to take back."""
    if request.method == "POST":
        _act(request)
        return redirect("booking:feeds")
    actor = actor_of(request)
    found = {feed.kind: feed for feed in queries.feeds_of(actor=actor)}
    kinds = [FeedKind.OWNER, *([FeedKind.STAFF] if actor.nodes(SEE) else [])]
    address = settings.SEIBI_PUBLIC_URL.rstrip("/")
    host = address.partition("://")[2]
    shown = [
        (
            kind,
            FEED_LABELS[kind],
            feed := found.get(kind),
            f"{address}{feed.path}" if feed else "",
            f"webcal://{host}{feed.path}" if feed else "",
        )
        for kind in kinds
    ]
    return render(request, "booking/feeds.html", {"feeds": shown})


@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar for whoever holds the address. The address is never written to a log."""
    try:
        file = queries.file_of(token=token, at=clock.now())
    except DomainError as refusal:
        response = HttpResponse(
            refusal.message, status=refusal.status, content_type="text/plain; charset=utf-8"
        )
        response.headers["Cache-Control"] = "no-store"
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django would log the path
        return response
    tag = f'"{file.tag}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(file.content, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="seibi.ics"'
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _act(request: HttpRequest) -> None:
    """Raises NotAllowed, NotFound, Invalid ("feed_kind_unknown")."""
    if request.POST.get("step") == "revoke":
        operations.revoke_feed(
            feed_id=pages.id_in(request.POST, "feed"), actor=actor_of(request), at=clock.now()
        )
        messages.success(request, _("The old address answers nobody any more."))
        return
    kind = request.POST.get("kind", "")
    if kind not in list(FeedKind):
        raise Invalid("feed_kind_unknown", _("There is no such calendar."))
    operations.open_feed(kind=FeedKind(kind), actor=actor_of(request), at=clock.now())
