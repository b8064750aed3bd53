"""One visit through the house: who plays which part, and what each person does by what they see."""

import io
import re
import time
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Locator

from tests.journeys.people import PATIENCE, PHONE, Count, Person
from tests.journeys.stage import Demo

CODES = ("TYRE-ROTATE", "CABIN-FILTER", "WIPERS", "OIL-FILTER")  # short, and checked by a photo


class Cast(NamedTuple):
    """Who plays which part at one site; any of the technicians may have been given the job."""

    owner: str
    advisor: str
    technicians: tuple[str, ...]
    clerk: str
    cashier: str
    words: str
    explanation: str


CASTS = {
    "ja": Cast(
        "yamada",
        "sato",
        ("kobayashi", "suzuki", "ito", "yamamoto"),
        "kato",
        "yoshida",
        "ブレーキを踏むと音がします。",
        "タイヤの位置を入れ替え、空気圧を調整しました。",
    ),
    "zh": Cast(
        "wang",
        "wangli",
        ("huang", "zhou", "wu", "xu"),
        "sun",
        "ma",
        "刹车时有异响。",
        "已完成轮胎换位并调整胎压。",
    ),
    "en": Cast(
        "grace",
        "miller",
        ("brooks", "nguyen", "foster", "ward"),
        "bell",
        "hayes",
        "It squeaks when I brake.",
        "Tyres rotated, pressures set.",
    ),
}


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG")
    return out.getvalue()


def wait_on_reload(person: Person, sight: Locator) -> None:
    """What the journal's readers do shows on one of the next looks."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not sight.count():
        assert time.monotonic() < deadline, f"{person.login} at {person.page.url}: no {sight}"
        person.page.wait_for_timeout(250)
        person.page.reload()


def plate_on(owner: Person) -> str:
    """The plate beside the name of the car, where the booking is read back."""
    return re.split(r"\s·\s", owner.page.locator("dl dd").first.inner_text())[-1]


class Visit:
    """One visit through the house; each method is what one person does."""

    def __init__(self, browser, demo: Demo, language: str, device: dict[str, int]) -> None:
        self.browser, self.demo, self.language, self.count = browser, demo, language, Count()
        self.cast, self.device, self.order, self.name = CASTS[language], device, "", ""
        self.people: list[Person] = []

    def count_of(self, login: str) -> Count:
        """Where the inputs of this person are counted; all in one unless a day asks for each."""
        return self.count

    def person(self, login: str, device: dict[str, int]) -> Person:
        count = self.count_of(login)
        found = Person(self.browser, self.demo, login, count, device=device, language=self.language)
        self.people.append(found)
        return found

    def keep(self, person: Person, name: str) -> None:
        """The house looks the same whatever the owner holds, and is looked at once."""
        if person.login == self.cast.owner or self.device is PHONE:
            person.keep(name)

    def the_owner_books(self, owner: Person) -> str:
        """The plate of the car for which one short job is booked at the first free time."""
        self.keep(owner, "my-cars")
        owner.tap('main a[href*="/booking/"]')
        code = next(code for code in CODES if owner.sees(f"input[name=codes][value={code}]"))
        others = owner.page.locator(f"input[name=codes]:checked:not([value={code}])")
        while others.count():
            owner.uncheck(others)
        wanted = f"input[name=codes][value={code}]"
        if not owner.page.locator(wanted).first.is_checked():
            shelf = owner.page.locator(f"details:not([open]):has({wanted}) summary")
            if shelf.count():
                owner.tap(shelf)
            owner.check(wanted)
        self.keep(owner, "booking-what")
        owner.tap("form button[type=submit].btn-primary")
        self.keep(owner, "booking-when")
        owner.tap("button[name=starts_at]")
        self.keep(owner, "booking-you")
        plate = plate_on(owner)
        owner.tap("form button[type=submit].btn-primary")
        self.keep(owner, "booking-done")
        return plate

    def the_car_is_received(self, advisor: Person, plate: str) -> None:
        advisor.tap('nav a[href="/desk/"]')
        self.keep(advisor, "today")
        listed = advisor.page.locator('a.line[href*="/work-orders/"]')
        known = {one.get_attribute("href") for one in listed.all()}
        row = advisor.page.locator(".line", has_text=plate).filter(has=advisor.page.locator("form"))
        self.name = row.first.locator(".line-title").inner_text().removesuffix(" 様")
        advisor.tap(row.locator("button[type=submit]"))
        advisor.tap('nav a[href="/desk/"]')
        new = "".join(f':not([href="{href}"])' for href in known)
        link = advisor.page.locator(f'a.line[href*="/work-orders/"]{new}', has_text=plate)
        wait_on_reload(advisor, link)  # the journal's readers open the visit a moment later
        self.order = link.first.get_attribute("href") or ""
        advisor.tap(link)
        self.keep(advisor, "work-order")
        advisor.tap('a.btn-primary[href$="/reception/"]')
        advisor.fill("textarea[name=words]", self.cast.words)
        advisor.fill("input[name=odometer]", "123456")
        advisor.fill("input[name=signature_name]", self.name)
        self.keep(advisor, "reception")
        advisor.tap("main form[data-keep] button[type=submit].btn-primary")
        advisor.tap('main a[href$="/estimate/"]')
        self.keep(advisor, "estimate")
        advisor.tap("main button[type=submit].btn-primary")

    def the_owner_approves(self, owner: Person) -> None:
        owner.open()
        owner.tap(f'main a[href="{self.order}visit/"]')
        for radio in owner.page.locator("input[type=radio][value=approve]").all():
            owner.check(radio)
        if owner.sees("input[name=signature_name]"):
            owner.fill("input[name=signature_name]", self.name)
        self.keep(owner, "approve")
        owner.tap("form[data-keep] button[type=submit].btn-primary")
        self.keep(owner, "visit")

    def the_parts_are_handed_out(self, clerk: Person) -> None:
        clerk.tap('nav a[href="/desk/"]')
        clerk.tap(f'a.line[href="{self.order}"]')
        clerk.tap('form[action$="/issue/"] button[type=submit]')

    def who_has_the_job(self) -> Person:
        """The technician whose phone shows this car among their own jobs."""
        floor = self.order.replace("/work-orders/", "/work-orders/floor/")
        for login in self.cast.technicians:
            technician = self.person(login, PHONE)
            if technician.sees(f'main h2 ~ a[href="{floor}"]'):
                continue  # on the floor, but somebody else's
            if technician.sees(f'main a[href="{floor}"]'):
                return technician
        raise AssertionError(f"nobody's phone shows {floor} among their own jobs")

    def the_work_is_done(self, technician: Person) -> None:
        floor = self.order.replace("/work-orders/", "/work-orders/floor/")
        self.keep(technician, "jobs")
        self.leaves_one_of_two_cars(technician)
        technician.tap(f'main a[href="{floor}"]')
        self.keep(technician, "job")
        while technician.sees('form[action$="/start/"]'):
            technician.tap('form[action$="/start/"] button[type=submit]')
            if technician.sees("input[name=two_cars]"):
                technician.check("input[name=two_cars]")
                technician.tap('form[action$="/start/"] button[type=submit]')
            technician.tap('form[action$="/done/"] button[type=submit]')
        technician.tap('main a[href$="/quality/"]')
        self.looks_at_the_work(technician)

    def leaves_one_of_two_cars(self, technician: Person) -> None:
        """Nobody works on three: one of two running clocks is paused, with a reason."""
        running = technician.page.locator('main a.panel:has(use[href$="#timer"])')
        if running.count() < 2:
            return
        technician.tap(running)
        technician.choose('form[action$="/pause/"] select[name=reason]', 1)
        technician.tap('form[action$="/pause/"] button[type=submit]')
        technician.tap('nav a[href="/work-orders/floor/"], header a[href="/work-orders/floor/"]')

    def looks_at_the_work(self, person: Person) -> None:
        self.keep(person, "quality")
        while person.sees("button[name=passed][value=yes]"):
            if person.sees("input[type=file]"):
                person.give("input[type=file]", picture())
            if person.sees("input[name=road_km]"):
                person.fill("input[name=road_km]", "3")
            person.tap("button[name=passed][value=yes]")

    def the_bill_is_paid(self, cashier: Person) -> None:
        number = self.order.strip("/").split("/")[-1]
        cashier.tap('nav a[href$="/desk/"][href*="/billing/"]')
        self.keep(cashier, "cash-desk")
        cashier.tap(f'form[action*="{number}"] button[type=submit]')
        self.keep(cashier, "invoice")
        assert cashier.begins('a[href*="/pdf/"]') == "%PDF-"
        cashier.tap('form[action$="/take/"] button[type=submit]')

    def the_car_is_handed_back(self, advisor: Person) -> None:
        advisor.tap('nav a[href="/desk/"]')
        advisor.tap(f'a.line[href="{self.order}"]')
        wait_on_reload(advisor, advisor.page.locator('a.btn-primary[href$="/deliver/"]'))
        advisor.tap('a.btn-primary[href$="/deliver/"]')
        advisor.fill("textarea[name=explanation]", self.cast.explanation)
        advisor.fill("input[name=odometer]", "123458")
        advisor.fill("input[name=signature_name]", self.name)
        self.keep(advisor, "hand-back")
        advisor.tap("main form[data-keep] button[type=submit].btn-primary")
        self.keep(advisor, "handed-back")
