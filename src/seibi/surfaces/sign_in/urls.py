from django.urls import path

from seibi.surfaces.sign_in import views

app_name = "sign_in"
urlpatterns = [
    path("", views.start, name="start"),
    path("second-factor/", views.second_factor, name="second_factor"),
    path("sessions/<int:session_id>/end/", views.end_session, name="end_session"),
]
