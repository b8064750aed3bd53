from django.urls import path

from seibi.contexts.diagnosis.web import views

app_name = "diagnosis"
urlpatterns = [
    path("vehicles/<uuid:vehicle_id>/", views.due, name="due"),
]
