"""The pages of the cash desk: a bill with discount and deposit, the day, accounts, what was wrong."""

import pytest

from seibi.contexts.billing.models.accounts import Statement, Terms
from seibi.contexts.billing.models.discounts import Discount
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.payments.models import DayEnd, Payment
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(ready):
    return ready.row.site.code


@pytest.fixture
def enter(client, ready):
    def as_role(role):
        client.force_login(Account.objects.get(pk=colleague(str(role), role)))
        return client

    return as_role


def seen(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def done(client, path, **form):
    answer = client.post(path, form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer["Location"]


def test_a_question_from_the_desk_is_answered_in_one_tap(enter, ready):
    bill = f"/billing/work-orders/{ready.id}/"
    cashier = enter(Role.CASHIER)
    page = done(cashier, f"{bill}discount/", value="10", unit="percent", reason="Waited", line="")
    assert "Waits for an answer" in seen(cashier, page)

    manager = enter(Role.SERVICE_MANAGER)
    assert "Waited" in seen(manager, "/billing/approvals/")
    asked = Discount.objects.get()
    done(manager, f"/billing/approvals/{asked.pk}/", answer="yes")
    assert "Approved" in seen(manager, bill)
    assert manager.post(f"/billing/approvals/{asked.pk}/", {"answer": "no"}).status_code == 409


def test_a_deposit_change_and_what_was_typed_wrong(enter, ready, code):
    bill = f"/billing/work-orders/{ready.id}/"
    cashier = enter(Role.CASHIER)
    done(cashier, f"{bill}deposit/", amount="1000", method="cash")
    assert "Held for this visit" in seen(cashier, bill)
    assert "Deposits held" in seen(cashier, f"/billing/{code}/desk/")

    there = done(cashier, f"{bill}issue/")
    there = done(cashier, f"{there}take/", amount="500", method="cash", given="1000")
    assert "change" in seen(cashier, there)
    payment = Payment.objects.get(given=1000)
    done(
        cashier,
        f"{there}payments/{payment.pk}/correct/",
        amount="400",
        method="card_terminal",
        reason="x",
    )
    assert Invoice.objects.get().paid == 1400
    refused = cashier.post(
        f"{there}payments/{payment.pk}/move/", {"number": "I-1", "reason": "Next car"}
    )
    assert refused.status_code == 422


def test_the_payer_is_changed_on_one_page(enter, ready):
    cashier = enter(Role.CASHIER)
    there = done(cashier, f"/billing/work-orders/{ready.id}/issue/")
    assert "Lines that somebody else pays" in seen(cashier, f"{there}payer/?q=Hop")
    line = str(ready.lines[0].pk)
    refused = cashier.post(f"{there}payer/", {"lines": [line], "payer": "warranty", "reason": ""})
    assert (refused.status_code, "checked" in refused.content.decode()) == (422, True)
    done(cashier, f"{there}payer/", lines=[line], payer="warranty", reason="Warranty")
    assert Invoice.objects.count() == 4


def test_the_day_is_counted_signed_and_opened_again(enter, ready, code):
    cashier = enter(Role.CASHIER)
    bill = f"/billing/work-orders/{ready.id}/"
    done(cashier, f"{bill}deposit/", amount="1000", method="cash")
    day = f"/billing/{code}/day/"
    done(cashier, f"{day}drawer/", kind="change_money", amount="500")
    assert "Sign and close the day" in seen(cashier, day)
    refused = cashier.post(f"{day}close/", {"count-1000": "2"})
    assert (refused.status_code, 'value="2"' in refused.content.decode()) == (422, True)
    assert cashier.post(f"{day}close/", {"count-1000": "x"}).status_code == 422
    record = done(cashier, f"{day}close/", **{"count-1000": "1", "count-coins": "500"})
    assert "The drawer is right" in seen(cashier, record)
    assert "Today is closed" in seen(cashier, day)
    assert cashier.post(f"{record}reopen/", {"reason": "x"}).status_code == 403

    manager = enter(Role.SERVICE_MANAGER)
    done(manager, f"{record}reopen/", reason="Forgot one")
    assert DayEnd.objects.get().reopened_reason == "Forgot one"


def test_a_company_pays_by_the_month(enter, ready, code):
    manager = enter(Role.SERVICE_MANAGER)
    today = clock.local_day(clock.now(), "Asia/Tokyo")
    assert "Agree terms" in seen(manager, f"/billing/{code}/accounts/?q=Hop")
    page = done(
        manager,
        f"/billing/{code}/accounts/set/",
        customer=str(ready.row.customer_id),
        credit_limit="500000",
        closing_day=str(today.day),
        pay_months="1",
        pay_day="31",
    )
    there = done(manager, f"/billing/work-orders/{ready.id}/issue/")
    done(manager, f"{there}on-account/", due_on=today.isoformat())
    assert Invoice.objects.get().number in seen(manager, page)
    done(manager, f"{page}statement/")
    statement = Statement.objects.get()
    shown = f"/billing/statements/{statement.pk}/"
    assert statement.number in seen(manager, shown)
    for language in ("en", "ja", "zh-hans"):
        pdf = manager.get(f"{shown}pdf/?language={language}").content
        assert pdf.startswith(b"%PDF-")
    done(manager, f"{shown}pay/", amount=str(statement.due), method="transfer")
    assert Invoice.objects.get().state == "paid"
    done(manager, f"{page}stop/", stopped="yes", reason="Late")
    assert Terms.objects.get().stopped_reason == "Late"
    assert "Late" in seen(manager, page)
