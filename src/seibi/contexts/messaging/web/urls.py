from django.urls import path

from seibi.contexts.messaging.web import views

app_name = "messaging"
urlpatterns = [
    path("", views.sites, name="sites"),
    path("<slug:site_code>/", views.undelivered, name="undelivered"),
    path("<slug:site_code>/<uuid:message_id>/retry/", views.retry, name="retry"),
]
