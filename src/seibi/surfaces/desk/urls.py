from django.urls import path

from seibi.surfaces.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("people/<uuid:customer_id>/", views.person, name="person"),
]
