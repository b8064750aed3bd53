from django.urls import path

from seibi.contexts.customers.web import own_views, standing, views

app_name = "customers"
urlpatterns = [
    path("", views.customers, name="list"),
    path("new/", views.new, name="new"),
    path("claims/", own_views.claims, name="claims"),
    path("claims/<uuid:customer_id>/", own_views.claim, name="claim"),
    path("unsubscribe/<str:token>/", own_views.unsubscribe, name="unsubscribe"),
    path("<uuid:customer_id>/", views.page, name="page"),
    path("<uuid:customer_id>/edit/", views.edit, name="edit"),
    path("<uuid:customer_id>/contacts/", views.add_contact, name="add_contact"),
    path("<uuid:customer_id>/consents/", own_views.consents, name="consents"),
    path("<uuid:customer_id>/preferences/", own_views.preferences, name="preferences"),
    path("<uuid:customer_id>/standing/", standing.standing, name="standing"),
    path("<uuid:customer_id>/order-number/", views.order_number, name="order_number"),
    path("<uuid:customer_id>/authorisers/", views.authorisers, name="authorisers"),
    path("<uuid:customer_id>/sales/", views.sales, name="sales"),
    path("<uuid:customer_id>/merge/", views.merge, name="merge"),
    path("contacts/<uuid:contact_id>/verify/", views.verify_contact, name="verify_contact"),
    path("contacts/<uuid:contact_id>/remove/", views.remove_contact, name="remove_contact"),
]
