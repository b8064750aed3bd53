from django.urls import path

from seibi.surfaces.owner import views

app_name = "owner"
urlpatterns = [
    path("", views.home, name="home"),
    path("cars/<uuid:vehicle_id>/", views.car, name="car"),
    path("read-log/", views.read_log, name="read_log"),
]
