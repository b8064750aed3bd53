from django.urls import path

from seibi.contexts.partners.web import views

app_name = "partners"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("export/<str:kind>.csv", views.export, name="export"),
    path("<uuid:run_id>/", views.page, name="import"),
    path("<uuid:run_id>/columns/", views.columns, name="columns"),
    path("<uuid:run_id>/apply/", views.apply, name="apply"),
    path("<uuid:run_id>/stop/", views.stop, name="stop"),
    path("<uuid:run_id>/undo/", views.undo, name="undo"),
    path("<uuid:run_id>/refused.csv", views.refused, name="refused"),
]
