"""What is sent to the cash desk, its days and its accounts."""

from tests.permissions.programs import REASON
from tests.permissions.sending import Sent
from tests.permissions.stage import Stage

BILL = "/billing/invoices/<invoice_id>/"


def pages(s: Stage) -> dict[str, Sent]:
    """The cash desk: the till and its days, discounts, deposits, accounts, and what was wrong."""
    bill, paid = "/billing/work-orders/<work_order_id>/", {"invoice_id": s["paid"]}
    payment = f"{BILL}payments/<payment_id>/"
    other = {"number": str(s["billed_number"]), **REASON}
    wrong = {"lines": s.line("billed"), "payer": "warranty", **REASON}
    terms = {"customer": str(s["customer_id"]), "credit_limit": "1000"}
    days = {"closing_day": "31", "pay_months": "1", "pay_day": "31"}
    return {
        f"GET {bill}": Sent("ready"),
        f"POST {bill}discount/": Sent(
            "ready", form={"value": "1", "unit": "percent", "line": s.line("ready"), **REASON}
        ),
        f"POST {bill}discount/<discount_id>/withdraw/": Sent("ready"),
        "POST /work-orders/<work_order_id>/estimate/fees/": Sent(form={"FEE-WEIGHT-TAX": "24600"}),
        f"POST {bill}deposit/": Sent(form={"amount": "100", "method": "cash"}),
        f"POST {bill}deposit/<payment_id>/back/": Sent(
            path={"payment_id": s["deposit"]}, form={"amount": "100", **REASON}
        ),
        f"POST {payment}correct/": Sent(
            path=paid, form={"amount": "0", "method": "cash", **REASON}
        ),
        f"POST {payment}move/": Sent(path=paid, form=other),
        f"POST {payment}silent/": Sent(
            path={**paid, "payment_id": s["silent"]}, form={"arrived": "no"}
        ),
        f"POST {BILL}reissue/": Sent(form=REASON),
        f"POST {BILL}payer/": Sent(form=wrong),
        "POST /billing/approvals/<discount_id>/": Sent(form={"answer": "yes"}),
        "POST /billing/days/<day_end_id>/reopen/": Sent(form=REASON),
        "POST /billing/<site_code>/day/close/": Sent(form={"count-coins": "1", **REASON}),
        "POST /billing/<site_code>/day/drawer/": Sent(
            form={"kind": "change_money", "amount": "100"}
        ),
        "POST /billing/<site_code>/accounts/set/": Sent(form={**terms, **days}),
        "POST /billing/accounts/<terms_id>/stop/": Sent(form={"stopped": "yes", **REASON}),
        "POST /billing/statements/<statement_id>/pay/": Sent(
            form={"amount": "100", "method": "transfer"}
        ),
    }


def programs(s: Stage) -> dict[str, Sent]:
    """The same by programs, where the pages came first."""
    paid = {"amount": "100", "method": "transfer"}
    return {
        "billing_give_deposit_back": Sent(
            path={"payment_id": s["deposit"]}, data={"amount": "100", **REASON}
        ),
        "billing_withdraw_discount": Sent(data={}),
        "billing_change_drawer": Sent(data={"kind": "change_money", "amount": "100"}),
        "billing_note_what_the_provider_shows": Sent(
            path={"invoice_id": s["paid"], "payment_id": s["silent"]}, data={"arrived": False}
        ),
        "billing_pay_statement": Sent(data=paid),
        "work_orders_set_statutory_fees": Sent(data={"weight_tax": "24600"}),
    }
