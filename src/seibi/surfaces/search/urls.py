from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.surfaces.search import views

app_name = "search"
urlpatterns = [
    path("", login_required(views.results), name="results"),
    path("list/", login_required(views.listed), name="list"),
    path("pad/", login_required(views.pad), name="pad"),
]
