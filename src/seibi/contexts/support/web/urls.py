from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.support.web import desk, leading, owner, telling

app_name = "support"
urlpatterns = [
    path("inbox/", login_required(desk.inbox), name="inbox"),
    path("threads/<uuid:work_order_id>/", login_required(desk.desk_thread), name="desk_thread"),
    path(
        "threads/<uuid:work_order_id>/differently/",
        login_required(telling.told),
        name="told",
    ),
    path(
        "complaints/<uuid:complaint_id>/close/",
        login_required(desk.close_complaint),
        name="close_complaint",
    ),
    path("cases/<uuid:dispute_id>/", login_required(leading.case), name="leader_case"),
    path("visits/<str:key>/talk/", owner.talk, name="talk"),
    path("visits/<str:key>/thread/", owner.thread, name="thread"),
    path("visits/<str:key>/write/", owner.write, name="write"),
    path("visits/<str:key>/connect/", owner.connect, name="connect"),
    path("visits/<str:key>/differently/", owner.differently, name="differently"),
    path("visits/<str:key>/cases/<uuid:dispute_id>/", owner.case, name="case"),
    path("visits/<str:key>/cases/<uuid:dispute_id>/withdraw/", owner.withdraw, name="withdraw"),
    path("visits/<str:key>/files/<uuid:file_id>/", owner.case_file, name="case_file"),
    path("<slug:site_code>/complaints/", login_required(desk.register), name="register"),
    path("<slug:site_code>/leader-card/", login_required(desk.leader_card), name="leader_card"),
]
