from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.surfaces.desk import call_steps, calls, views

app_name = "desk"
urlpatterns = [
    path("", login_required(views.today), name="today"),
    path("calls/", login_required(calls.calls), name="calls"),
    path("calls/list/", login_required(call_steps.compute), name="calls_compute"),
    path("calls/<uuid:contact_id>/outcome/", login_required(call_steps.outcome), name="outcome"),
    path("calls/<uuid:contact_id>/book/", login_required(call_steps.book), name="calls_book"),
    path("calls/<uuid:contact_id>/take/", login_required(call_steps.take), name="calls_take"),
    path("call", login_required(calls.inbound), name="inbound"),
    path("people/<uuid:customer_id>/", login_required(views.person), name="person"),
]
