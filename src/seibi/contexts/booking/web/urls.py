from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.booking.web import (
    before,
    counter,
    desk,
    door,
    feeds,
    line,
    owner,
    visit,
    waiting,
    yard,
)

app_name = "booking"
urlpatterns = [
    path("feed/", login_required(feeds.feeds), name="feeds"),
    path("feed/<str:token>.ics", feeds.feed_file, name="feed_file"),
    path("visit/<str:token>/", visit.visit, name="visit"),
    path("visit/<str:token>/lounge/", visit.lounge, name="lounge"),
    path("visit/<str:token>/visit.ics", visit.calendar, name="calendar"),
    path("visit/<str:token>/before/", before.pre_check_in, name="pre_check_in"),
    path("visit/<str:token>/move/", visit.move, name="move"),
    path("visit/<str:token>/cancel/", visit.cancel, name="cancel"),
    path("visit/<str:token>/earlier/", waiting.earlier, name="earlier"),
    path("waiting/<str:token>/", waiting.waiting, name="waiting"),
    path("waiting/<str:token>/answer/", waiting.answer, name="waiting_answer"),
    path("<slug:site_code>/", owner.what, name="what"),
    path("<slug:site_code>/total/", owner.total, name="total"),
    path("<slug:site_code>/when/", owner.when, name="when"),
    path("<slug:site_code>/you/", owner.you, name="you"),
    path("<slug:site_code>/wait/", waiting.wait, name="wait"),
    path("<slug:site_code>/desk/waiting/", login_required(line.wait_list), name="wait_list"),
    path("<slug:site_code>/desk/waiting/new/", login_required(line.join), name="wait_list_join"),
    path(
        "<slug:site_code>/desk/waiting/<uuid:waiting_id>/answer/",
        login_required(line.answer),
        name="wait_list_answer",
    ),
    path("<slug:site_code>/desk/", login_required(desk.day), name="desk_day"),
    path("<slug:site_code>/desk/new/", login_required(desk.new), name="desk_new"),
    path(
        "<slug:site_code>/desk/new/services/", login_required(desk.services), name="desk_services"
    ),
    path(
        "<slug:site_code>/desk/new/confirm/<uuid:hold_id>/",
        login_required(desk.confirm),
        name="desk_confirm",
    ),
    path("<slug:site_code>/desk/newcomer/", login_required(counter.newcomer), name="desk_newcomer"),
    path("<slug:site_code>/desk/walk-in/", login_required(counter.walk_in), name="desk_walk_in"),
    path(
        "<slug:site_code>/desk/visits/<uuid:appointment_id>/arrive/",
        login_required(counter.arrive),
        name="desk_arrive",
    ),
    path(
        "<slug:site_code>/desk/visits/<uuid:appointment_id>/missed/",
        login_required(counter.missed),
        name="desk_missed",
    ),
    path(
        "<slug:site_code>/desk/visits/<uuid:appointment_id>/change/",
        login_required(counter.change),
        name="desk_change",
    ),
    path(
        "<slug:site_code>/desk/visits/<uuid:appointment_id>/called/",
        login_required(counter.called),
        name="desk_called",
    ),
    path(
        "<slug:site_code>/desk/visits/<uuid:appointment_id>/link/",
        login_required(counter.new_link),
        name="desk_new_link",
    ),
    path(
        "<slug:site_code>/desk/cars/<uuid:arrival_id>/place/",
        login_required(counter.place),
        name="desk_place",
    ),
    path(
        "<slug:site_code>/desk/cars/<uuid:arrival_id>/",
        login_required(yard.car),
        name="yard_car",
    ),
    path(
        "<slug:site_code>/desk/cars/<uuid:arrival_id>/ticket/",
        login_required(door.ticket),
        name="desk_ticket",
    ),
    path(
        "<slug:site_code>/desk/cars/<uuid:arrival_id>/move/",
        login_required(yard.ask),
        name="ask_move",
    ),
    path("<slug:site_code>/desk/moves/<uuid:job_id>/", login_required(yard.end), name="end_move"),
    path("<slug:site_code>/desk/yard/", login_required(yard.yard), name="yard"),
    path("<slug:site_code>/desk/yard/places/", login_required(yard.places), name="yard_places"),
    path("<slug:site_code>/desk/scan/", login_required(door.scan), name="scan"),
    path("<slug:site_code>/desk/missed/", login_required(door.did_not_come), name="did_not_come"),
    path(
        "<slug:site_code>/desk/missed/<uuid:appointment_id>/rung/",
        login_required(door.rung),
        name="rung",
    ),
    path("<slug:site_code>/welcome/", login_required(door.entrance), name="entrance"),
]
