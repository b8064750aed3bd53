from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.quality.web import views

app_name = "quality"
urlpatterns = [
    path("", login_required(views.sites), name="sites"),
    path("survey/<str:token>/", views.survey, name="survey"),
    path(
        "answers/<uuid:survey_id>/called-back/",
        login_required(views.called_back),
        name="called_back",
    ),
    path("<slug:site_code>/waiting/", login_required(views.waiting), name="waiting"),
    path("<slug:site_code>/", login_required(views.kpis), name="kpis"),
]
