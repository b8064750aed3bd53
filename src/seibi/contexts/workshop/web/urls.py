from django.urls import path

from seibi.contexts.workshop.web import lending, resources, views

app_name = "workshop"
urlpatterns = [
    path("resources/<uuid:resource_id>/", resources.resource, name="resource"),
    path("resources/<uuid:resource_id>/absence/", resources.add_absence, name="add_absence"),
    path("absences/<uuid:absence_id>/end/", resources.end_absence, name="end_absence"),
    path("courtesy-cars/<uuid:reservation_id>/returned/", lending.returned, name="returned"),
    path("<slug:site_code>/board/", views.board, name="board"),
    path("<slug:site_code>/wall/", views.wall, name="wall"),
    path("<slug:site_code>/lounge/", views.lounge, name="lounge"),
    path("<slug:site_code>/resources/", resources.resources, name="resources"),
    path("<slug:site_code>/resources/new/", resources.new_resource, name="new_resource"),
]
