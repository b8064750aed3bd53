"""What breaks around the money: the payment service falls silent, the disk is full while a form is sent."""

import json

import pytest

from tests.journeys.cash import LIVE, CashDesk
from tests.journeys.people import PHONE

pytestmark = pytest.mark.browser
FETCHED = "async url => (await fetch(url)).text()"


@pytest.fixture(params=["ja", "zh", "en"])
def desk(browser, demo, request):
    found = CashDesk(browser, demo, request.param)
    yield found
    found.everybody_leaves()


def open_invoice(desk, cashier) -> str:
    """The invoice of a car that was here today, with a little of it to be paid again."""
    cashier.open(f"/billing/{desk.cast.site}/desk/")
    cashier.tap(cashier.page.locator('#desk-now a.line[href*="/billing/invoices/"]').last)
    if not cashier.sees('form[action$="/take/"]'):
        desk.money_goes_back(cashier, desk.cast.back)
    return "/" + cashier.page.url.split("/", 3)[3]


def test_nobody_pays_twice_while_the_payment_service_is_silent(desk):
    """The owner is told not to pay again; the desk sees it, takes nothing, looks, and goes on."""
    cashier = desk.person("cashier")
    invoice = open_invoice(desk, cashier)
    link = cashier.one('a[href*="/billing/link/"]').get_attribute("href")

    owner = desk.person("advisor", PHONE)
    owner.page.goto(desk.demo.url(desk.cast.advisor, "/" + link.split("/", 3)[3]))
    owner.tap('form[action$="/pay/"] button[type=submit]')
    owner.check("input[name=status][value=silent]")
    owner.tap("main form button[type=submit]")
    assert owner.sees("main .notice")
    assert not owner.sees("main form")
    owner.keep("payment-silent", whole=True)

    cashier.open(f"/billing/{desk.cast.site}/desk/")
    assert cashier.sees(f'#desk-now .notice a[href="{invoice}"]')
    cashier.tap(f'#desk-now .notice a[href="{invoice}"]')
    desk.money_is_taken(cashier, "card_terminal")
    assert cashier.sees('main .notice[role="alert"]')
    cashier.keep("cash-silent", whole=True)

    cashier.tap('form[action$="/silent/"] button[value=no]')
    desk.money_is_taken(cashier, "card_terminal")
    assert not cashier.sees('form[action$="/take/"]')
    assert desk.count.faults == []


def test_a_form_that_finds_no_room_on_the_disk_is_sent_again_as_it_was(desk):
    """The server says so once; whoever goes back finds what they typed, and sends it."""
    cashier = desk.person("cashier")
    cashier.open(f"/billing/{desk.cast.site}/desk/")
    # the page of every refusal; only its number differs
    refusal = cashier.page.evaluate(FETCHED, "/nothing-here/")
    opens_a_visit_without_a_bill(desk, cashier)

    cashier.page.route(
        "**/deposit/",
        lambda route: route.fulfill(
            status=507, content_type="text/html; charset=utf-8", body=refusal
        ),
    )
    cashier.tap("summary:has(+ form#deposit-form)")
    cashier.fill("#deposit-amount", desk.cast.deposit)
    cashier.fill("#deposit-note", desk.cast.reason)
    cashier.page.locator("#deposit-form button[type=submit]").click()
    cashier.page.locator("[data-back]").wait_for()
    cashier.page.unroute("**/deposit/")
    cashier.page.wait_for_load_state()
    cashier.page.locator("[data-back]").click()

    cashier.page.locator("#deposit-form").wait_for(timeout=LIVE)
    assert cashier.one("#deposit-amount").input_value() == desk.cast.deposit
    assert cashier.one("#deposit-note").input_value() == desk.cast.reason
    cashier.tap("#deposit-form button[type=submit]")
    assert cashier.sees("#bill-now details.pop")
    (full,) = desk.count.faults
    assert "507" in full


def opens_a_visit_without_a_bill(desk, cashier):
    """A car that is being worked on, as the cashier finds it among all visits."""
    for visit in json.loads(cashier.page.evaluate(FETCHED, "/api/v1/work-orders/"))["items"]:
        cashier.open(f"/billing/work-orders/{visit['id']}/")
        if visit["state"] not in ("draft", "ready") and cashier.sees("form#deposit-form"):
            return
    raise AssertionError("every visit of the demo has its bill")
