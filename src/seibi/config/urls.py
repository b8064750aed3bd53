"""Every address of the house."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from seibi.config.api import api, openapi
from seibi.config.contexts import ORDER, SURFACES, exists
from seibi.kernel.files.views import serve
from seibi.surfaces.sign_in import views as sign_in


def _mounted() -> list[URLPattern | URLResolver]:
    """Contexts at "/name-with-dashes/", surfaces where ``SURFACES`` says."""
    found: list[URLPattern | URLResolver] = []
    for name in ORDER:
        if exists(f"seibi.contexts.{name}.web.urls"):
            prefix = name.replace("_", "-")
            found.append(path(f"{prefix}/", include(f"seibi.contexts.{name}.web.urls")))
    for name, prefix in SURFACES.items():
        if exists(f"seibi.surfaces.{name}.urls"):
            found.append(path(prefix, include(f"seibi.surfaces.{name}.urls")))
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/", api.urls),
    path("files/<uuid:file_id>/", serve, name="file"),
    path("accounts/login/code/confirm/", sign_in.confirm_code),  # the library's name stays
    path("accounts/", include("allauth.urls")),
]
if exists("seibi.ui.urls"):
    urlpatterns.append(path("ui/", include("seibi.ui.urls")))
if settings.SEIBI_DEMO and exists("seibi.config.demo.urls"):
    urlpatterns.append(path("demo/", include("seibi.config.demo.urls")))
urlpatterns += _mounted()

handler400 = "seibi.config.refusals.bad_request"
handler404 = "seibi.config.refusals.page_not_found"
handler500 = "seibi.config.refusals.server_error"
