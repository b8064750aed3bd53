from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.billing.web import owner, views

app_name = "billing"
urlpatterns = [
    path("", login_required(views.sites), name="sites"),
    path("link/<str:token>/", owner.link, name="link"),
    path("link/<str:token>/pay/", owner.pay_by_link, name="pay_by_link"),
    path("link/<str:token>/pdf/", owner.pdf_by_link, name="pdf_by_link"),
    path("invoices/<uuid:invoice_id>/", login_required(views.invoice), name="invoice"),
    path("invoices/<uuid:invoice_id>/pdf/", login_required(views.pdf), name="pdf"),
    path("invoices/<uuid:invoice_id>/pay/", login_required(owner.pay), name="pay"),
    path("invoices/<uuid:invoice_id>/take/", login_required(views.take), name="take"),
    path(
        "invoices/<uuid:invoice_id>/on-account/",
        login_required(views.on_account),
        name="on_account",
    ),
    path("invoices/<uuid:invoice_id>/credit/", login_required(views.credit), name="credit"),
    path(
        "invoices/<uuid:invoice_id>/give-back/<uuid:payment_id>/",
        login_required(views.give_back),
        name="give_back",
    ),
    path("work-orders/<uuid:work_order_id>/issue/", login_required(views.issue), name="issue"),
    path(
        "work-orders/<uuid:work_order_id>/release/", login_required(views.release), name="release"
    ),
    path("<slug:site_code>/desk/", login_required(views.desk), name="desk"),
]
