from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.surfaces.desk import views

app_name = "desk"
urlpatterns = [
    path("", login_required(views.today), name="today"),
    path("people/<uuid:customer_id>/", login_required(views.person), name="person"),
]
