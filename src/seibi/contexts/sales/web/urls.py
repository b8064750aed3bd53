from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.sales.web import hinting, views

app_name = "sales"
urlpatterns = [
    path("hints/<uuid:hint_id>/take/", login_required(hinting.take), name="take_hint"),
    path("prospects/<uuid:prospect_id>/", login_required(views.prospect), name="prospect"),
    path("prospects/<uuid:prospect_id>/lose/", login_required(views.lose), name="lose"),
    path("prospects/<uuid:prospect_id>/reopen/", login_required(views.reopen), name="reopen"),
    path(
        "prospects/<uuid:prospect_id>/hand-over/", login_required(views.hand_over), name="hand_over"
    ),
    path("<slug:site_code>/", login_required(views.prospects), name="prospects"),
    path("<slug:site_code>/new/", login_required(views.new), name="new"),
    path("<slug:site_code>/hint/", login_required(hinting.tell), name="hint"),
]
