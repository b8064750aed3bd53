from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.surfaces.leader import views

app_name = "leader"
urlpatterns = [
    path("", login_required(views.cases), name="cases"),
]
