"""Addresses of the opening, below those of the manager."""

from django.urls import path

from seibi.surfaces.manager.opening import views

urlpatterns = [
    path("", views.start, name="opening_start"),
    path("<slug:code>/", views.site, name="opening"),
    path("<slug:code>/people/", views.people, name="opening_people"),
    path("<slug:code>/holidays/", views.holidays, name="opening_holidays"),
    path("<slug:code>/prices/", views.prices, name="opening_prices"),
    path("<slug:code>/sheets/", views.sheets, name="opening_sheets"),
    path("<slug:code>/open/", views.open_doors, name="opening_open"),
]
