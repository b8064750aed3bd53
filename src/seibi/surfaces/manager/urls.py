from django.contrib.auth.decorators import login_required
from django.urls import include, path

from seibi.surfaces.manager import views

app_name = "manager"
urlpatterns = [
    path("opening/", include("seibi.surfaces.manager.opening.urls")),
    path("<slug:site_code>/", login_required(views.home), name="home"),
    path("<slug:site_code>/morning/", login_required(views.morning), name="morning"),
    path("<slug:site_code>/morning/theme/", login_required(views.theme), name="theme"),
    path("<slug:site_code>/morning/morning.pdf", login_required(views.paper), name="paper"),
    path("<slug:site_code>/tomorrow/", login_required(views.tomorrow), name="tomorrow"),
    path("<slug:site_code>/tomorrow/check/", login_required(views.check), name="check"),
    path(
        "<slug:site_code>/tomorrow/<uuid:task_id>/done/",
        login_required(views.answered),
        name="answered",
    ),
]
