from django.urls import path

from seibi.contexts.payments.web import views

app_name = "payments"
urlpatterns = [
    path("<uuid:token>/", views.pay, name="pay"),
    path("<uuid:token>/return/", views.back_from_provider, name="return"),
    path("webhook/<slug:variant>/", views.webhook, name="webhook"),
]
