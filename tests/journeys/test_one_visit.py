"""From "due" to "handed back" in a real browser: owner on a phone, the house at its screens."""

import io

import pytest
from PIL import Image

from tests.journeys.stage import DESKTOP, PHONE, Count, Demo, Person

pytestmark = pytest.mark.browser

MOST_INPUTS = 60
CASTS = {
    "ja": ("shinagawa", "yamada", "sato", "kobayashi", "yamamoto", "kato", "yoshida"),
    "zh": ("tianhe", "wang", "wangli", "huang", "xu", "sun", "ma"),
    "en": ("honolulu", "grace", "miller", "brooks", "ward", "bell", "hayes"),
}


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG")
    return out.getvalue()


class Visit:
    """One visit through the house; each method is what one person does."""

    def __init__(self, browser, demo: Demo, language: str) -> None:
        self.browser, self.demo, self.language, self.count = browser, demo, language, Count()
        self.site, *self.logins = CASTS[language]
        self.order = ""

    def person(self, role: int, device: dict[str, int]) -> Person:
        kind = "phone" if device is PHONE else "desk"
        return Person(
            self.browser,
            self.demo,
            self.logins[role],
            self.count,
            device=device,
            prefix=f"{self.language}-{kind}",
        )

    def the_owner_books(self, owner: Person) -> None:
        owner.keep("my-cars", dark=self.language == "ja")
        owner.tap('a[href*="/booking/"]')
        for box in owner.page.locator("input[name=codes]:checked").all():
            box.uncheck()
        shelf = owner.page.locator("details:not([open]):has(input[value=OIL-FILTER]) summary")
        if shelf.count():
            shelf.first.click()
        owner.check("input[name=codes][value=OIL-FILTER]")
        owner.keep("booking-what")
        owner.tap("form button[type=submit].btn-primary")
        owner.keep("booking-when")
        owner.tap("button[name=starts_at]")
        owner.keep("booking-you")
        owner.tap("form button[type=submit].btn-primary")
        owner.keep("booking-done")

    def the_car_is_received(self, advisor: Person, owner_name: str) -> None:
        advisor.go("/desk/")
        advisor.keep("today", dark=self.language == "ja")
        row = advisor.page.locator(".line", has_text=owner_name).first
        advisor.tap(row.locator("button[type=submit]"))
        advisor.go("/desk/")
        advisor.page.locator('a.line[href*="/work-orders/"]', has_text=owner_name).first.wait_for()
        link = advisor.page.locator('a.line[href*="/work-orders/"]', has_text=owner_name).first
        self.order = link.get_attribute("href") or ""
        advisor.tap(link)
        advisor.tap('a.btn-primary[href$="/reception/"]')
        advisor.fill("textarea[name=words]", "Squeaks when braking.")
        advisor.fill("input[name=odometer]", "123456")
        advisor.fill("input[name=signature_name]", owner_name)
        advisor.keep("reception")
        advisor.tap("main form[data-keep] button[type=submit].btn-primary")
        advisor.go(f"{self.order}estimate/")
        advisor.keep("estimate")
        advisor.tap("main button[type=submit].btn-primary")

    def the_owner_approves(self, owner: Person) -> None:
        owner.go("/my/")
        owner.tap('a[href$="/visit/"]')
        for radio in owner.page.locator("input[type=radio][value=approve]").all():
            owner.check(radio)
        if owner.sees("input[name=signature_name]"):
            owner.fill("input[name=signature_name]", "OK")
        owner.keep("approve", dark=self.language == "ja")
        owner.tap("form[data-keep] button[type=submit].btn-primary")
        owner.keep("visit")

    def the_work_is_done(self, technician: Person, clerk: Person) -> None:
        clerk.go(self.order)
        clerk.tap('form[action$="/issue/"] button[type=submit]')
        technician.go(self.order.replace("/work-orders/", "/work-orders/floor/"))
        technician.keep("job")
        while technician.sees('form[action$="/start/"]'):
            technician.tap('form[action$="/start/"] button[type=submit]')
            if technician.sees("input[name=two_cars]"):
                technician.check("input[name=two_cars]")
                technician.tap('form[action$="/start/"] button[type=submit]')
            technician.tap('form[action$="/done/"] button[type=submit]')

    def the_work_is_checked(self, technician: Person, inspector: Person) -> None:
        for person in (technician, inspector):
            person.go(f"{self.order}quality/")
            while person.sees("button[name=passed][value=yes]"):
                if person.sees("input[type=file]"):
                    person.give("input[type=file]", picture())
                if person.sees("input[name=road_km]"):
                    person.fill("input[name=road_km]", "3")
                person.tap("button[name=passed][value=yes]")
        inspector.keep("quality")

    def the_bill_is_paid(self, cashier: Person) -> None:
        number = self.order.strip("/").split("/")[-1]
        cashier.go(f"/billing/{self.site}/desk/")
        cashier.keep("cash-desk")
        cashier.tap(f'form[action*="{number}"] button[type=submit]')
        cashier.keep("invoice")
        cashier.tap('form[action$="/take/"] button[type=submit]')

    def the_car_is_handed_back(self, advisor: Person, owner_name: str) -> None:
        advisor.go(self.order)
        for _ in range(40):  # the journal's readers let the car go a moment after the payment
            if advisor.sees('a.btn-primary[href$="/deliver/"]'):
                break
            advisor.page.wait_for_timeout(250)
            advisor.page.reload()
        advisor.tap('a.btn-primary[href$="/deliver/"]')
        advisor.fill("textarea[name=explanation]", "Oil and filter changed.")
        advisor.fill("input[name=odometer]", "123458")
        advisor.fill("input[name=signature_name]", owner_name)
        advisor.keep("hand-back")
        advisor.tap("main form[data-keep] button[type=submit].btn-primary")
        advisor.keep("handed-back")


@pytest.mark.parametrize("language", ["ja", "zh", "en"])
def test_a_car_goes_from_due_to_handed_back(browser, demo, language):
    visit = Visit(browser, demo, language)
    owner, advisor = visit.person(0, PHONE), visit.person(1, DESKTOP)
    technician, inspector = visit.person(2, PHONE), visit.person(3, PHONE)
    clerk, cashier = visit.person(4, DESKTOP), visit.person(5, DESKTOP)
    car = owner.page.locator(".line-title").first.inner_text()

    visit.the_owner_books(owner)
    visit.the_car_is_received(advisor, car)
    visit.the_owner_approves(owner)
    visit.the_work_is_done(technician, clerk)
    visit.the_work_is_checked(technician, inspector)
    visit.the_bill_is_paid(cashier)
    visit.the_car_is_handed_back(advisor, car)

    owner.go("/my/")
    owner.keep("afterwards")
    print(f"{language}: {visit.count.inputs} inputs")
    assert visit.count.faults == []
    assert visit.count.inputs <= MOST_INPUTS
