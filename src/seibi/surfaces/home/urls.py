from django.urls import path

from seibi.surfaces.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("site/<slug:site_code>/", views.choose_site, name="choose_site"),
]
