from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.care.web import answers, rules

app_name = "care"
urlpatterns = [
    path("answer/<str:token>/", answers.answer, name="answer"),
    path("<slug:site_code>/rules/", login_required(rules.rules), name="rules"),
    path("<slug:site_code>/rules/<str:kind>/", login_required(rules.rule), name="rule"),
]
