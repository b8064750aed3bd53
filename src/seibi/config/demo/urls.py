from django.urls import path

from seibi.config.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.doors, name="doors"),
    path("enter/<slug:login>/", views.enter, name="enter"),
    path("tour/end/", views.end_tour, name="end_tour"),
    path("tablet/<slug:code>/", views.tablet, name="tablet"),
    path("mail/", views.mail, name="mail"),
    path("key/<slug:login>/", views.key, name="key"),
]
