from django.urls import path

from seibi.contexts.billing.web import owner, views

app_name = "billing"
urlpatterns = [
    path("", views.sites, name="sites"),
    path("link/<str:token>/", owner.link, name="link"),
    path("link/<str:token>/pay/", owner.pay_by_link, name="pay_by_link"),
    path("link/<str:token>/pdf/", owner.pdf_by_link, name="pdf_by_link"),
    path("invoices/<uuid:invoice_id>/", views.invoice, name="invoice"),
    path("invoices/<uuid:invoice_id>/pdf/", views.pdf, name="pdf"),
    path("invoices/<uuid:invoice_id>/pay/", owner.pay, name="pay"),
    path("invoices/<uuid:invoice_id>/take/", views.take, name="take"),
    path("invoices/<uuid:invoice_id>/on-account/", views.on_account, name="on_account"),
    path("invoices/<uuid:invoice_id>/credit/", views.credit, name="credit"),
    path(
        "invoices/<uuid:invoice_id>/give-back/<uuid:payment_id>/",
        views.give_back,
        name="give_back",
    ),
    path("work-orders/<uuid:work_order_id>/issue/", views.issue, name="issue"),
    path("work-orders/<uuid:work_order_id>/release/", views.release, name="release"),
    path("<slug:site_code>/desk/", views.desk, name="desk"),
]
