from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.tasks.web import views

app_name = "tasks"
urlpatterns = [
    path("", login_required(views.mine), name="mine"),
    path("new/", login_required(views.new), name="new"),
    path("about/<slug:kind>/<uuid:key>/", login_required(views.about), name="about"),
    path("<uuid:task_id>/", login_required(views.page), name="page"),
    path("<uuid:task_id>/<str:verb>/", login_required(views.act), name="act"),
]
