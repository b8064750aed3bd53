"""The cash desk as a person sees it: who stands there, and what each of them presses."""

import re
import time
from decimal import Decimal
from typing import NamedTuple

from tests.journeys.people import DESKTOP, PHONE, Count, Person
from tests.journeys.stage import Demo
from tests.journeys.visits import wait_on_reload

NARROW = {"width": 360, "height": 780}
LIVE = 30_000  # milliseconds in which a word at one desk is seen at the other


class Cast(NamedTuple):
    """Who plays which part at one cash desk, and the amounts of its country."""

    site: str
    cashier: str
    advisor: str
    manager: str
    deposit: str
    handed_over: str
    typed_wrong: str
    really: str
    part: str
    back: str
    reason: str


CASTS = {
    "ja": Cast(
        *("shinagawa", "yoshida", "sato", "ishikawa"),
        *("3000", "5000", "900", "1000", "700", "100", "お待たせしたため"),
    ),
    "zh": Cast(
        *("tianhe", "ma", "wangli", "chen"),
        *("100", "200", "20", "30", "10", "10", "让客户久等了"),
    ),
    "en": Cast(
        *("honolulu", "hayes", "miller", "parker"),
        *("20", "50", "10", "15", "10", "5", "We let them wait"),
    ),
}


def figure(text: str) -> Decimal:
    """The last amount in some words."""
    return Decimal(re.findall(r"\d[\d,]*(?:\.\d+)?", text)[-1].replace(",", ""))


class CashDesk:
    """One cash desk of the demo and the people around it."""

    def __init__(self, browser, demo: Demo, language: str) -> None:
        self.browser, self.demo, self.language = browser, demo, language
        self.cast, self.count = CASTS[language], Count()
        self.people: list[Person] = []

    def person(self, part: str, device=DESKTOP, count: Count | None = None) -> Person:
        login = getattr(self.cast, part)
        found = Person(
            self.browser,
            self.demo,
            login,
            count or self.count,
            device=device,
            language=self.language,
        )
        self.people.append(found)
        return found

    def everybody_leaves(self) -> None:
        for person in self.people:
            person.leave()

    def the_till_is_open(self) -> None:
        """Where another journey closed this day already, the manager opens it again; not counted."""
        manager = self.person("manager", count=Count())
        manager.open(f"/billing/{self.cast.site}/day/")
        if not manager.sees("#close-form"):
            manager.tap('.tone-done a[href*="/billing/days/"]')
            manager.tap('summary:has(+ form[action$="/reopen/"])')
            manager.fill("#reopen-reason", self.cast.reason)
            manager.tap('form[action$="/reopen/"] button[type=submit]')

    def bills(self, cashier: Person) -> list[str]:
        """The visits that wait for their bill, as they stand on the desk."""
        cashier.open(f"/billing/{self.cast.site}/desk/")
        links = cashier.page.locator('#desk-now .line > a[href*="/billing/work-orders/"]')
        return [str(link.get_attribute("href")) for link in links.all()]

    def a_deposit_is_taken(self, cashier: Person) -> None:
        cashier.tap("summary:has(+ form#deposit-form)")
        cashier.fill("#deposit-amount", self.cast.deposit)
        cashier.fill("#deposit-given", self.cast.handed_over)
        cashier.tap("#deposit-form button[type=submit]")
        change = int(self.cast.handed_over) - int(self.cast.deposit)
        assert figure(cashier.one("[data-toast]").inner_text()) == change

    def a_discount_is_asked_for(self, person: Person, percent: str) -> None:
        person.tap("summary:has(+ form#discount-form)")
        person.fill("#discount-form input[name=value]", percent)
        person.fill("#discount-reason", self.cast.reason)
        person.tap("#discount-form button[type=submit]")

    def the_invoice_is_issued(self, cashier: Person) -> str:
        """The address of the customer's invoice."""
        cashier.tap('form[action$="/issue/"] button[type=submit]')
        return "/" + cashier.page.url.split("/", 3)[3]

    def money_is_taken(
        self, cashier: Person, method: str, amount: str = "", given: str = ""
    ) -> None:
        if amount:
            cashier.fill('form[action$="/take/"] input[name=amount]', amount)
        cashier.check(f'form[action$="/take/"] input[name=method][value={method}]')
        if given:
            cashier.fill('form[action$="/take/"] input[name=given]', given)
        cashier.tap('form[action$="/take/"] button[type=submit]')

    def open_amount(self, cashier: Person) -> Decimal:
        """What is still to be paid, as the form proposes it."""
        return Decimal(cashier.one('form[action$="/take/"] input[name=amount]').input_value())

    def a_wrong_amount_is_put_right(self, cashier: Person, right: str) -> None:
        row = cashier.page.locator(".line:has(form[action$='/correct/'])").last
        cashier.tap(row.locator("details:has(form[action$='/correct/']) > summary"))
        form = row.locator("form[action$='/correct/']")
        cashier.fill(form.locator("input[name=amount]"), right)
        cashier.fill(form.locator("input[name=reason]"), self.cast.reason)
        cashier.tap(form.locator("button[type=submit]"))

    def money_goes_back(self, cashier: Person, amount: str) -> None:
        row = cashier.page.locator(".line:has(form[action*='/give-back/'])").last
        cashier.tap(row.locator("details:has(form[action*='/give-back/']) > summary"))
        form = row.locator("form[action*='/give-back/']")
        cashier.fill(form.locator("input[name=amount]"), amount)
        cashier.fill(form.locator("input[name=reason]"), self.cast.reason)
        cashier.tap(form.locator("button[type=submit]"))

    def the_manager_says_yes(self, manager: Person) -> None:
        """From the first page of the phone, which shows the question by itself."""
        question = manager.page.locator('#queues-now a[href*="/billing/approvals/"]')
        question.first.wait_for(timeout=LIVE)
        manager.keep("manager-home", whole=True)
        manager.tap(question)
        manager.keep("approvals", whole=True)
        manager.tap("button[name=answer][value=yes]")

    def somebody_else_pays(self, cashier: Person, invoice: str, words: str) -> str:
        """The whole invoice goes to another customer; the address of the new one."""
        cashier.tap(f'a[href="{invoice}payer/"]')
        cashier.fill("main form[role=search] input[name=q]", words)
        cashier.tap("main form[role=search] button[type=submit]")
        for line in cashier.page.locator("#payer-form input[name=lines]").all():
            cashier.check(line)
        cashier.check("#payer-form input[name=payer][value=customer]")
        cashier.check(cashier.page.locator("#payer-form input[name=customer]"))
        cashier.fill("#payer-reason", self.cast.reason)
        cashier.keep("cash-payer", whole=True)
        cashier.tap("#payer-form button[type=submit]")
        return "/" + cashier.page.url.split("/", 3)[3]

    def the_car_leaves_unpaid_by_right(self, manager: Person, invoice: str) -> None:
        manager.open(invoice)
        manager.tap('summary:has(+ form[action$="/release/"])')
        manager.fill("#release-reason", self.cast.reason)
        manager.tap('form[action$="/release/"] button[type=submit]')

    def the_drawer_is_counted(self, cashier: Person, *, short: bool = False) -> None:
        """Every kind of note that is there, and the rest as one sum; ``short`` counts too little."""
        left = figure(cashier.one("#close-form .panel-head span").inner_text())
        notes = cashier.page.locator("#close-form fieldset.field > div input").all()
        for field in notes:
            worth = str(field.get_attribute("name")).removeprefix("count-")
            pieces = int(left // Decimal(worth)) if worth != "coins" else 0
            if pieces:
                left -= pieces * Decimal(worth)
                cashier.fill(field, str(pieces))
        if short:
            left = left - 1 if left >= 1 else left + 1
        if left:
            cashier.fill("input[name=count-coins]", f"{left:f}")

    def the_day_is_signed(self, cashier: Person) -> None:
        cashier.tap("#close-form button[type=submit]")

    def wait_until_seen(self, person: Person, selector: str) -> None:
        wait_on_reload(person, person.page.locator(selector))


def phone(desk: CashDesk, part: str, count: Count) -> Person:
    """Somebody with a narrow phone."""
    person = desk.person(part, PHONE, count)
    person.page.set_viewport_size(NARROW)
    return person


def now() -> float:
    return time.monotonic()
