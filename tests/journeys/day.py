"""Who plays which part in a whole day of one workshop, and what each of them presses."""

from tests.journeys.cash import CashDesk
from tests.journeys.houses import HOUSES, newcomer
from tests.journeys.people import PHONE, Count, Person
from tests.journeys.visits import Visit

CALLERS = {"ja": "watanabe", "zh": "zhu", "en": "price"}
THEMES = {"ja": "安全確認", "zh": "安全第一", "en": "Safety first"}


class Day(Visit):
    """One visit from "due" to "handed back" amid what else a day holds; inputs by person."""

    def __init__(self, browser, demo, language: str) -> None:
        super().__init__(browser, demo, language, PHONE)
        self.house, self.counts = HOUSES[language], {}
        self.desk = CashDesk(browser, demo, language)

    def count_of(self, login: str) -> Count:
        return self.counts.setdefault(login, Count())

    @property
    def faults(self) -> list[str]:
        return [fault for count in self.counts.values() for fault in count.faults]

    def is_opened(self, manager: Person) -> None:
        """The morning sheet has its theme and is printed."""
        manager.open("/")
        manager.tap('main a[href$="/morning/"]')
        manager.fill("input[name=text]", THEMES[self.language])
        manager.tap("#theme button[type=submit]")
        assert manager.begins('a[href$="morning.pdf"]') == "%PDF-"

    def somebody_is_called(self, caller: Person) -> None:
        """The first of the list is not at home: one key."""
        caller.open("/desk/calls/")
        before = caller.page.locator("[data-key-list] a.line").count()
        caller.count.inputs += 1
        with caller.page.expect_navigation():
            caller.page.keyboard.press("2")
        assert caller.page.locator("[data-key-list] a.line").count() == before - 1

    def somebody_walks_in(self, advisor: Person) -> None:
        """From a plate that nobody knows to a ticket, without leaving the desk."""
        plate, _last, phone = newcomer(self.house)
        advisor.tap('nav a[href="/desk/"]')
        advisor.tap('main a[href$="/desk/walk-in/"]')
        advisor.fill("main input[name=q]", plate)
        advisor.tap("main form[role=search] button[type=submit]")
        advisor.fill("input[name=name]", self.house.stranger)
        advisor.fill("input[name=phone]", phone)
        advisor.tap('form[action$="/newcomer/"] button[type=submit]')
        advisor.check("input[name=codes]")
        advisor.tap("main form[method=get] button[type=submit]")
        advisor.tap("button[name=choice]")
        assert advisor.one(".queue-number").inner_text().split()[-1].isdigit()

    def clocks_are_looked_through(self, manager: Person) -> None:
        """What was clocked today stands on one page, whoever did it."""
        manager.open(f"/work-orders/clocks/{self.house.site}/")
        manager.keep("clocks")
        assert manager.sees(".clock-row")

    def tomorrow_is_checked(self, manager: Person) -> None:
        manager.open(f"/manager/{self.house.site}/tomorrow/")
        manager.tap('form[action$="/tomorrow/check/"] button')

    def the_till_is_closed(self, cashier: Person) -> None:
        """Counted to the last coin, signed, sealed: the day takes no money any more."""
        cashier.tap('nav a[href$="/desk/"][href*="/billing/"]')
        cashier.tap(f'a[href="/billing/{self.house.site}/day/"]')
        self.desk.the_drawer_is_counted(cashier)
        self.desk.the_day_is_signed(cashier)
        assert cashier.sees("h1 ~ .tone-done")
