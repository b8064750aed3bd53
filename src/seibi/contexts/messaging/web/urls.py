from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.messaging.web import views

app_name = "messaging"
urlpatterns = [
    path("", login_required(views.sites), name="sites"),
    path("<slug:site_code>/", login_required(views.undelivered), name="undelivered"),
    path("<slug:site_code>/<uuid:message_id>/retry/", login_required(views.retry), name="retry"),
]
