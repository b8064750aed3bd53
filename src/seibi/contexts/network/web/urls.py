from django.urls import path

from seibi.contexts.network.web import views

app_name = "network"
urlpatterns = [
    path("", views.people, name="people"),
    path("at/<slug:code>/", views.people, name="people"),
    path("people/new/", views.hire, name="hire"),
    path("people/<uuid:account_id>/", views.person, name="person"),
    path("people/<uuid:account_id>/roles/", views.grant, name="grant"),
    path("people/<uuid:account_id>/away/", views.away, name="away"),
    path("roles/<uuid:grant_id>/revoke/", views.revoke, name="revoke"),
    path("away/<uuid:away_id>/end/", views.back, name="back"),
    path("sites/", views.sites, name="sites"),
    path("sites/<uuid:site_id>/", views.site, name="site"),
    path("sites/<uuid:site_id>/days/", views.day, name="day"),
]
