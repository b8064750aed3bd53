from django.contrib.auth.decorators import login_required
from django.urls import path

from seibi.contexts.billing.web import accounts, approvals, bills, owner, righting, till, views

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
    path(
        "invoices/<uuid:invoice_id>/payments/<uuid:payment_id>/correct/",
        login_required(righting.correct),
        name="correct",
    ),
    path(
        "invoices/<uuid:invoice_id>/payments/<uuid:payment_id>/move/",
        login_required(righting.move),
        name="move",
    ),
    path(
        "invoices/<uuid:invoice_id>/payments/<uuid:payment_id>/silent/",
        login_required(righting.silent),
        name="silent",
    ),
    path("invoices/<uuid:invoice_id>/reissue/", login_required(righting.reissue), name="reissue"),
    path("invoices/<uuid:invoice_id>/payer/", login_required(righting.payer), name="payer"),
    path("approvals/", login_required(approvals.approvals), name="approvals"),
    path("approvals/<uuid:discount_id>/", login_required(approvals.decide), name="decide"),
    path("days/<uuid:day_end_id>/", login_required(till.day_end), name="day_end"),
    path("days/<uuid:day_end_id>/reopen/", login_required(till.reopen), name="reopen"),
    path("accounts/<uuid:terms_id>/", login_required(accounts.account), name="account"),
    path("accounts/<uuid:terms_id>/stop/", login_required(accounts.stop), name="stop_credit"),
    path(
        "accounts/<uuid:terms_id>/statement/",
        login_required(accounts.issue_statement),
        name="issue_statement",
    ),
    path("statements/<uuid:statement_id>/", login_required(accounts.statement), name="statement"),
    path(
        "statements/<uuid:statement_id>/pay/",
        login_required(accounts.pay_statement),
        name="pay_statement",
    ),
    path(
        "statements/<uuid:statement_id>/pdf/",
        login_required(accounts.statement_pdf),
        name="statement_pdf",
    ),
    path("work-orders/<uuid:work_order_id>/", login_required(bills.bill), name="bill"),
    path(
        "work-orders/<uuid:work_order_id>/discount/",
        login_required(bills.discount),
        name="discount",
    ),
    path(
        "work-orders/<uuid:work_order_id>/discount/<uuid:discount_id>/withdraw/",
        login_required(bills.withdraw),
        name="withdraw",
    ),
    path(
        "work-orders/<uuid:work_order_id>/deposit/", login_required(bills.deposit), name="deposit"
    ),
    path(
        "work-orders/<uuid:work_order_id>/deposit/<uuid:payment_id>/back/",
        login_required(bills.deposit_back),
        name="deposit_back",
    ),
    path("work-orders/<uuid:work_order_id>/issue/", login_required(bills.issue), name="issue"),
    path(
        "work-orders/<uuid:work_order_id>/release/", login_required(views.release), name="release"
    ),
    path("<slug:site_code>/day/", login_required(till.day), name="day"),
    path("<slug:site_code>/day/close/", login_required(till.close), name="close_day"),
    path("<slug:site_code>/day/drawer/", login_required(till.drawer), name="drawer"),
    path("<slug:site_code>/accounts/", login_required(accounts.accounts), name="accounts"),
    path("<slug:site_code>/accounts/set/", login_required(accounts.set_terms), name="set_terms"),
    path("<slug:site_code>/desk/", login_required(views.desk), name="desk"),
]
