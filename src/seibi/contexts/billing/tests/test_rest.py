"""The cash desk for programs: the same operations, the same refusals, as JSON."""

from decimal import Decimal

import pytest

from seibi.contexts.billing.models.discounts import Discount
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.payments.models import DayEnd, Movement, Payment
from seibi.kernel.accounts.models import Account

pytestmark = pytest.mark.django_db
API = "/api/v1/billing"


@pytest.fixture
def code(ready):
    return ready.row.site.code


@pytest.fixture
def enter(client, ready):
    def as_role(role):
        client.force_login(Account.objects.get(pk=colleague(str(role), role)))
        return client

    return as_role


def sent(client, path, status=200, **body):
    answer = client.post(f"{API}{path}", body, content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def amount(money):
    return Decimal(money["amount"])


def test_a_deposit_is_taken_and_given_back(enter, ready):
    cashier = enter(Role.CASHIER)
    visit = f"/work-orders/{ready.id}"
    bill = sent(cashier, f"{visit}/deposits", amount="1000", method="cash")
    (held,) = bill["deposits"]
    back = f"{visit}/deposits/{held['id']}/give-back"

    assert sent(cashier, back, 409, amount="1001", reason="x")["code"] == "more_than_taken"
    assert Payment.objects.get().refunded_amount == 0
    bill = sent(cashier, back, amount="400", reason="Too much")
    assert amount(bill["deposits"][0]["captured"]) == 600


def test_a_discount_is_asked_for_withdrawn_and_asked_again(enter, ready):
    cashier = enter(Role.CASHIER)
    asked = {"percent": "10", "reason": "Waited"}
    bill = sent(cashier, f"/work-orders/{ready.id}/discounts", **asked)
    (waiting,) = bill["discounts"]
    assert waiting["state"] == "asked"

    gone = sent(cashier, f"/discounts/{waiting['id']}/withdrawal")
    assert gone["state"] == "withdrawn"
    assert sent(cashier, f"/discounts/{waiting['id']}/withdrawal", 409)["code"] == "wrong_state"

    (_old, again) = sorted(
        sent(cashier, f"/work-orders/{ready.id}/discounts", **asked)["discounts"],
        key=lambda one: one["state"] == "asked",
    )
    manager = enter(Role.SERVICE_MANAGER)
    answer = sent(manager, f"/discounts/{again['id']}/decision", approve=True)
    assert answer["state"] == "approved"
    assert Discount.objects.filter(state="approved").count() == 1


def test_the_day_is_counted_signed_and_read_again(enter, ready, code):
    cashier = enter(Role.CASHIER)
    day = sent(cashier, f"/days/{code}/drawer", kind="change_money", amount="500")
    assert amount(day["till"]["expected_cash"]) == 500
    refused = sent(cashier, f"/days/{code}/drawer", 409, kind="drop", amount="501")
    assert (refused["code"], Movement.objects.count()) == ("not_in_the_drawer", 1)

    wrong = {"pieces": {"coins": "400"}, "stays": "400"}
    assert sent(cashier, f"/days/{code}/close", 422, **wrong)["code"] == "reason_missing"
    assert not DayEnd.objects.exists()
    done = sent(cashier, f"/days/{code}/close", pieces={"500": "1"}, stays="500")
    read = cashier.get(f"{API}/day-ends/{done['id']}").json()
    assert (read["sha256"], amount(read["counted_cash"])) == (done["sha256"], 500)
    assert enter(Role.TECHNICIAN).get(f"{API}/day-ends/{done['id']}").status_code == 404


def test_a_company_s_month_is_paid(enter, ready, code):
    manager = enter(Role.SERVICE_MANAGER)
    (row,) = sent(manager, f"/work-orders/{ready.id}/invoices")
    issued_on = Invoice.objects.get().issued_on
    terms = {"customer_id": str(ready.row.customer_id), "credit_limit": "500000"}
    account = sent(manager, f"/accounts/{code}", **terms, closing_day=issued_on.day)
    sent(manager, f"/invoices/{row['id']}/on-account", due_on=issued_on.isoformat())
    statement = sent(manager, f"/account/{account['account']['id']}/statements")

    cashier = enter(Role.CASHIER)
    path = f"/statements/{statement['id']}"
    assert cashier.get(f"{API}{path}").json()["due"] == statement["due"]
    due = statement["due"]["amount"]
    assert sent(cashier, f"{path}/payments", 409, amount="9999999", method="transfer")
    assert amount(sent(cashier, f"{path}/payments", amount=due, method="transfer")["open"]) == 0
    assert Invoice.objects.get().state == "paid"


def test_what_a_service_shows_is_said_of_a_payment_of_that_invoice_only(enter, ready):
    manager = enter(Role.SERVICE_MANAGER)
    (row,) = sent(manager, f"/work-orders/{ready.id}/invoices")

    path = f"/invoices/{row['id']}/payments/{ready.id}/seen"
    assert sent(manager, path, 404, arrived=True)["code"] == "payment_not_found"
    assert not Payment.objects.exists()
