from django.urls import path
from django.views.generic import RedirectView

app_name = "shop_floor"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="work_orders:floor"), name="jobs"),
]
