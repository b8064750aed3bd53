from django.urls import path

from seibi.contexts.work_orders.web import (
    answers,
    delivery,
    desk,
    estimate,
    floor,
    owner,
    quality,
    reception,
)

app_name = "work_orders"
urlpatterns = [
    path("", desk.listing, name="list"),
    path("open/", desk.open_visit, name="open"),
    path("visit/<str:token>/", owner.visit, name="visit"),
    path("visit/<str:token>/files/<uuid:file_id>/", owner.visit_file, name="visit_file"),
    path("floor/", floor.my_day, name="floor"),
    path("floor/indirect/", floor.indirect, name="floor_indirect"),
    path("floor/<uuid:work_order_id>/", floor.job, name="floor_job"),
    path("floor/<uuid:work_order_id>/<str:verb>/", floor.act, name="floor_act"),
    path("<uuid:work_order_id>/", desk.page, name="page"),
    path("<uuid:work_order_id>/visit/", owner.own_visit, name="own_visit"),
    path("<uuid:work_order_id>/reception/", reception.receive, name="reception"),
    path("<uuid:work_order_id>/photos/", reception.photos, name="photos"),
    path("<uuid:work_order_id>/parties/", reception.parties, name="parties"),
    path("<uuid:work_order_id>/estimate/", estimate.editor, name="estimate"),
    path("<uuid:work_order_id>/estimate/<str:verb>/", estimate.act, name="estimate_act"),
    path("<uuid:work_order_id>/lines/<uuid:line_id>/", estimate.line, name="line"),
    path("<uuid:work_order_id>/answers/", answers.record, name="answers"),
    path("<uuid:work_order_id>/quality/", quality.gate, name="quality"),
    path("<uuid:work_order_id>/deliver/", delivery.deliver, name="deliver"),
    path("<uuid:work_order_id>/<str:verb>/", desk.act, name="act"),
]
