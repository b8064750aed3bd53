from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.generic import RedirectView

from seibi.surfaces.shop_floor import keeping, switching

app_name = "shop_floor"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="work_orders:floor"), name="jobs"),
    path("tablet/", switching.who, name="tablet"),
    path("tablet/badge/", switching.badge, name="tablet_badge"),
    path("tablet/pin/<uuid:account_id>/", switching.pin, name="tablet_pin"),
    path("tablet/lock/", switching.lock, name="tablet_lock"),
    path("tablets/<slug:code>/", login_required(keeping.tablets), name="tablets"),
    path("tablets/<slug:code>/bind/", login_required(keeping.bind), name="bind_tablet"),
    path(
        "tablets/<slug:code>/<uuid:tablet_id>/revoke/",
        login_required(keeping.revoke),
        name="revoke_tablet",
    ),
    path("badges/<uuid:account_id>/", login_required(keeping.badge), name="badge"),
    path("pin/", login_required(keeping.own_pin), name="own_pin"),
]
