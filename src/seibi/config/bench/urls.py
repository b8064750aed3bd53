from django.urls import include, path

from seibi.config.bench.bare import page
from seibi.config.urls import handler400, handler404, handler500  # noqa: F401

urlpatterns = [path("bare/", page), path("", include("seibi.config.urls"))]
