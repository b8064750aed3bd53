from django.urls import path

from seibi.contexts.vehicles.web import recalls, sharing, views

app_name = "vehicles"
urlpatterns = [
    path("", views.cars, name="list"),
    path("new/", views.new, name="new"),
    path("recalls/", recalls.imports, name="imports"),
    path("recalls/<uuid:run_id>/", recalls.progress, name="import"),
    path("recalls/<uuid:run_id>/problems.csv", recalls.problems_file, name="problems"),
    path("<uuid:vehicle_id>/", views.page, name="page"),
    path("<uuid:vehicle_id>/people/", sharing.people, name="people"),
    path("<uuid:vehicle_id>/people/invite/", sharing.invite, name="invite"),
    path("<uuid:vehicle_id>/people/<uuid:holder_id>/remove/", sharing.remove, name="remove"),
    path("<uuid:vehicle_id>/people/pass-on/", sharing.pass_on, name="pass_on"),
    path("<uuid:vehicle_id>/odometer/", views.record_odometer, name="odometer"),
    path(
        "<uuid:vehicle_id>/odometer/<uuid:reading_id>/", views.correct_odometer, name="correction"
    ),
    path("<uuid:vehicle_id>/numbers/", views.add_identifier, name="numbers"),
    path(
        "<uuid:vehicle_id>/recalls/<uuid:campaign_id>/", views.set_campaign_status, name="campaign"
    ),
]
