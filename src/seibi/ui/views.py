"""The reader's choices (language, theme), the installable app's files, and the gallery."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from seibi.ui import gallery as pieces
from seibi.ui.page import THEME_COOKIE, THEMES

A_YEAR: Final = 365 * 24 * 3600


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this browser and show the same page again."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=A_YEAR,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark on this browser; an empty choice follows the device again."""
    response = _back(request)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put Seibi on its first screen."""
    return JsonResponse(
        {
            "id": "/",
            "name": "Seibi",
            "short_name": "Seibi",
            "description": _("Your car, its visits and what is due."),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f7f5f2",
            "theme_color": "#f7f5f2",
            "icons": [
                _app_icon("mark-192.png", "192x192", "any"),
                _app_icon("mark-512.png", "512x512", "any"),
                _app_icon("mark-maskable-512.png", "512x512", "maskable"),
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows the offline page; served here so that its scope is the whole site."""
    response = render(
        request,
        "ui/sw.js",
        {
            "language": get_language(),
            "offline_url": reverse("ui:offline"),
            "files": settings.STATIC_URL,
            "shell": [
                static("ui/build/seibi.css"),
                static("ui/build/icons.svg"),
                static("ui/build/offline.js"),
                static("ui/icons/mark.svg"),
            ],
        },
        content_type="text/javascript",
    )
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the browser shows when there is no line."""
    return render(request, "ui/offline.html")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    context = {**pieces.samples(), "parts": pieces.parts(request)}
    return render(request, "ui/gallery.html", context)


def _back(request: HttpRequest) -> HttpResponse:
    """The page the reader came from, never another site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")


def _app_icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    address = static(f"ui/icons/{name}")
    return {"src": address, "sizes": sizes, "type": "image/png", "purpose": purpose}
