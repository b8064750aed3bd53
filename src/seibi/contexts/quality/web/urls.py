from django.urls import path

from seibi.contexts.quality.web import views

app_name = "quality"
urlpatterns = [
    path("", views.sites, name="sites"),
    path("survey/<str:token>/", views.survey, name="survey"),
    path("<slug:site_code>/", views.kpis, name="kpis"),
]
