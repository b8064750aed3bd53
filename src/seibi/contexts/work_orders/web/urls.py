from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.work_orders.web import (
    answers,
    checklist,
    clocks,
    delivery,
    desk,
    estimate,
    floor,
    owner,
    papers,
    quality,
    reception,
)

app_name = "work_orders"
urlpatterns = [
    path("", login_required(desk.listing), name="list"),
    path("open/", login_required(desk.open_visit), name="open"),
    path("unanswered/", login_required(desk.unanswered), name="unanswered"),
    path("visit/<str:token>/", owner.visit, name="visit"),
    path("visit/<str:token>/lounge/", owner.lounge, name="lounge"),
    path("visit/<str:token>/files/<uuid:file_id>/", owner.visit_file, name="visit_file"),
    path("floor/", login_required(floor.my_day), name="floor"),
    path("floor/indirect/", login_required(floor.indirect), name="floor_indirect"),
    path("clocks/<slug:code>/", login_required(clocks.clocks), name="clocks"),
    path(
        "clocks/<slug:code>/<uuid:entry_id>/", login_required(clocks.correct), name="correct_clock"
    ),
    path("floor/<uuid:work_order_id>/", login_required(floor.job), name="floor_job"),
    path("floor/<uuid:work_order_id>/record/", login_required(checklist.record), name="record"),
    path("floor/<uuid:work_order_id>/<str:verb>/", login_required(floor.act), name="floor_act"),
    path("<uuid:work_order_id>/", login_required(desk.page), name="page"),
    path("<uuid:work_order_id>/visit/", login_required(owner.own_visit), name="own_visit"),
    path("<uuid:work_order_id>/reception/", login_required(reception.receive), name="reception"),
    path("<uuid:work_order_id>/photos/", login_required(reception.photos), name="photos"),
    path("<uuid:work_order_id>/parties/", login_required(reception.parties), name="parties"),
    path("<uuid:work_order_id>/estimate/", login_required(estimate.editor), name="estimate"),
    path(
        "<uuid:work_order_id>/estimate/<str:verb>/",
        login_required(estimate.act),
        name="estimate_act",
    ),
    path("<uuid:work_order_id>/lines/<uuid:line_id>/", login_required(estimate.line), name="line"),
    path("<uuid:work_order_id>/answers/", login_required(answers.record), name="answers"),
    path("<uuid:work_order_id>/quality/", login_required(quality.gate), name="quality"),
    path("<uuid:work_order_id>/deliver/", login_required(delivery.deliver), name="deliver"),
    path(
        "<uuid:work_order_id>/papers/<str:kind>/",
        login_required(papers.paper),
        name="paper",
    ),
    path("<uuid:work_order_id>/<str:verb>/", login_required(desk.act), name="act"),
]
