"""A car comes: said before, scanned in or walked in, told the truth on a full day, and found again. Three languages."""

import re
import time

import pytest

from tests.journeys.houses import (
    HOUSES,
    House,
    as_shown,
    cars_here,
    known,
    looks_for,
    newcomer,
    reading,
)
from tests.journeys.people import DESKTOP, PHONE, Count, Person
from tests.journeys.receptions import Desk
from tests.journeys.visits import picture, wait_on_reload

pytestmark = pytest.mark.browser
LANGUAGES = list(HOUSES)
MOST_INPUTS, MOST_SECONDS = 12, 60
MOST_KEPT, LONG_WORK = 40, "BRAKE-PADS-F"  # a day is full when no time is left to keep
EXPECTED = """() => [...document.querySelectorAll("tbody tr:has(a[href$='/change/'])")].map(row => [
  row.querySelectorAll("td")[2].querySelector(".note").innerText, row.querySelector("a[href$='/change/']").getAttribute("href")])"""
LINK = re.compile(r"https?://\S+?(/booking/visit/[^\s/]+/)")


def at_the_desk(browser, demo, house: House, language: str, count: Count, device=DESKTOP) -> Person:
    return Person(browser, demo, house.advisor, count, device=device, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_box_finds_a_car_by_whatever_is_remembered_of_it(browser, demo, language):
    house, count = HOUSES[language], Count()
    plate = cars_here(demo, house)[0]["plate"]
    one = known(demo, house, plate, plate)
    advisor = at_the_desk(browser, demo, house, language, count)

    number = one["car"]["vin"] or one["car"]["frame_number"]
    remembered = {
        "plate": re.sub(r"\W", "", plate)[-4:],
        "reading": reading(one["owner"]),
        "telephone": one["owner"]["phone"][-4:],
        "vin": number[-6:],
        "ticket": str(one["here"]["ticket"]),
        "key tag": one["here"]["key_tag"],
        "place": one["here"]["parking_place"],
    }
    shown = as_shown(plate)
    missed = {k: v for k, v in remembered.items() if not shown.search(looks_for(advisor, v))}
    assert missed == {}

    advisor.keep("found-now")
    advisor.page.locator("[data-finding] input[type=search]").press("Enter")
    advisor.page.locator("h1", has_text=remembered["place"]).wait_for()
    advisor.keep("found")
    advisor.leave()
    assert count.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_under_one_thumb_find_it_too(browser, demo, language):
    house, count = HOUSES[language], Count()
    car = cars_here(demo, house)[0]
    digits = re.sub(r"\D", "", car["plate"])[-4:]
    valet = at_the_desk(browser, demo, house, language, count, PHONE)
    valet.open(f"/booking/{house.site}/desk/yard/")
    valet.keep("yard")
    valet.tap('a[href="/search/pad/"]')

    for digit in digits:
        valet.tap(f'[data-pad-key="{digit}"]')
    valet.tap("form[data-pad] button[type=submit]")

    valet.page.locator("main", has_text=as_shown(car["plate"])).wait_for()
    valet.keep("pad")
    valet.leave()
    assert count.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_owner_answers_before_the_visit_and_the_desk_knows(browser, demo, language):
    """By the link in the mail, without an account; at the counter nobody asks again."""
    house, count = HOUSES[language], Count()
    advisor = at_the_desk(browser, demo, house, language, count)
    link, plate, day = link_of_somebody_expected(advisor, demo, house)
    owner = Person(
        browser, demo, f"link-{language}", count, device=PHONE, language=language, enter=False
    )

    owner.open(link)
    owner.keep("expected-visit")
    owner.tap('a[href$="/before/"]')
    owner.fill("textarea[name=wishes]", house.words)
    owner.fill("input[name=odometer]", "41,800")
    owner.give("input[name=photos]", picture())
    if not owner.page.locator("input[name=needs_courtesy_car]").is_checked():
        owner.check("input[name=needs_courtesy_car]")
    owner.keep("before")
    owner.tap("#before button[type=submit]")
    owner.keep("said-before")

    advisor.open(f"/booking/{house.site}/desk/{day}")
    row = advisor.page.locator("tbody tr", has_text=as_shown(plate))
    assert house.words in row.inner_text()
    assert "41800" in row.inner_text()
    advisor.keep("day-of-answers")
    owner.leave()
    advisor.leave()
    assert count.faults == []


def link_of_somebody_expected(advisor: Person, demo, house: House) -> tuple[str, str, str]:
    """A new link is sent to the first expected visit that has an address; it is in the mail."""
    advisor.open(f"/booking/{house.site}/desk/")
    tomorrow = advisor.one("a.btn:has(use[href$='#chevron-right'])").get_attribute("href")
    for day in ("", tomorrow):
        advisor.open(f"/booking/{house.site}/desk/{day}")
        for plate, change in advisor.page.evaluate(EXPECTED):
            before = len(demo.post.letters)
            advisor.page.goto(demo.url(house.advisor, change))
            advisor.tap('details:has(form[action$="/link/"]) > summary')
            advisor.choose('form[action$="/link/"] select[name=reason]', 1)
            advisor.tap('form[action$="/link/"] button[type=submit]')
            if link := letter_with_a_link(demo, before):
                return link, plate, day
    raise AssertionError("nobody who is expected has an address")


def letter_with_a_link(demo, before: int, patience: float = 20) -> str:
    """The link in the first letter that came after these; empty when none comes."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        for _to, text in demo.post.letters[before:]:
            if found := LINK.search(text):
                return found[1]
        time.sleep(0.2)
    return ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_expected_car_is_scanned_in_and_found_by_its_ticket_key_and_place(
    browser, demo, language
):
    house, count = HOUSES[language], Count()
    valet = at_the_desk(browser, demo, house, language, count, PHONE)
    plate, place = somebody_expected_today(demo, house)
    valet.open(f"/booking/{house.site}/desk/scan/")
    valet.keep("scan")

    valet.fill("input[name=code]", plate)
    valet.fill("input[name=parking_place]", place)
    valet.tap("form[data-scan] button[type=submit]")

    valet.keep("ticket")
    ticket = valet.page.locator(".queue-number").inner_text().split()[-1]
    assert place in valet.page.locator(".queue-ticket").inner_text()
    one = known(demo, house, plate, plate)
    assert (str(one["here"]["ticket"]), one["here"]["parking_place"]) == (ticket, place)
    advisor = at_the_desk(browser, demo, house, language, count)
    for typed in (ticket, one["here"]["key_tag"], place):
        assert as_shown(plate).search(looks_for(advisor, typed)), typed
    valet.open(f"/booking/{house.site}/desk/scan/")
    valet.fill("input[name=code]", plate)
    valet.tap("form[data-scan] button[type=submit]")
    again = valet.page.locator(".queue-number").inner_text().split()[-1]
    assert again == ticket, "the same scan twice gives the same ticket"
    valet.leave()
    advisor.leave()
    assert count.faults == []


def somebody_expected_today(demo, house: House) -> tuple[str, str]:
    """The plate of a car that is booked for today and not here, and a free place."""
    desk = Desk(demo, house)
    rows = desk.get(f"/booking/sites/{desk.site_id}/days/{desk.today()}")
    free = desk.get(f"/booking/sites/{house.site}/yard")["free"]
    return next(row["plate"] for row in rows if row["state"] == "booked"), free[0]


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_is_on_the_board_in_twelve_inputs(
    browser, demo, language, device, record_property
):
    """From a plate that nobody knows to a ticket, a key tag, a place and a card on the board."""
    house, count = HOUSES[language], Count()
    plate, _last, phone = newcomer(house)
    advisor = at_the_desk(browser, demo, house, language, count, device)
    began, before = time.monotonic(), count.inputs

    advisor.open("/desk/")
    advisor.tap('main a[href$="/desk/walk-in/"]')
    advisor.fill("main input[name=q]", plate)
    advisor.tap("main form[role=search] button[type=submit]")
    advisor.fill("input[name=name]", house.stranger)
    advisor.fill("input[name=phone]", phone)
    advisor.keep("stranger")
    advisor.tap('form[action$="/newcomer/"] button[type=submit]')
    advisor.check("input[name=codes]")
    advisor.tap("main form[method=get] button[type=submit]")
    advisor.keep("walk-in-answers")
    advisor.tap("button[name=choice]")
    seconds, inputs = time.monotonic() - began, count.inputs - before

    ticket = advisor.page.locator(".queue-number").inner_text().split()[-1]
    advisor.keep("walk-in-ticket")
    record_property("inputs", inputs)
    print(f"{language}: {inputs} inputs of at most {MOST_INPUTS}, {seconds:.0f} s with axe")
    assert inputs <= MOST_INPUTS
    assert seconds < MOST_SECONDS
    controller = Person(browser, demo, house.controller, count, device=DESKTOP, language=language)
    controller.open(f"/workshop/{house.site}/board/")
    wait_on_reload(
        controller, controller.page.locator(".job[data-print]", has_text=as_shown(plate))
    )
    assert as_shown(plate).search(looks_for(controller, ticket))
    controller.leave()
    advisor.leave()
    assert count.faults == []


def keep_every_time_of_today(demo, house: House) -> None:
    """Somebody on the telephone keeps one time after another; in five minutes they are free again."""
    desk = Desk(demo, house)
    for _ in range(MOST_KEPT):
        page = desk.get(f"/booking/sites/{desk.site_id}/slots", operation_codes=[LONG_WORK], days=1)
        free = [slot["starts_at"] for day in page["days"] for slot in day["slots"]]
        if not free:
            return
        wanted = {"site_id": desk.site_id, "operation_codes": [LONG_WORK], "starts_at": free[0]}
        desk.post("/booking/holds", wanted)
    raise AssertionError("the day did not fill")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_full_day_the_counter_tells_the_truth(browser, demo, language):
    """To wait is not possible; to leave the car, or another workshop today, is one press each."""
    house, count = HOUSES["ja"]._replace(site="yokohama", advisor="shimizu"), Count()
    keep_every_time_of_today(demo, house)
    car = Desk(demo, house).somebody_away()
    advisor = at_the_desk(browser, demo, house, language, count)
    button = advisor.page.locator(f".switch button[lang^={language}]").first
    with advisor.page.expect_navigation(wait_until="load"):
        button.evaluate("button => button.form.requestSubmit(button)")
    advisor.open(f"/booking/{house.site}/desk/walk-in/")
    advisor.fill("main input[name=q]", car["car"]["plate"])
    advisor.tap("main form[role=search] button[type=submit]")
    advisor.tap(f'main a[href*="{car["car"]["id"]}"]')
    if not advisor.sees(f"input[value={LONG_WORK}]:checked"):
        advisor.check(f"input[value={LONG_WORK}]")
    advisor.tap("main form[method=get] button[type=submit]")

    answers = advisor.page.locator("main section.panel")
    assert answers.count() == 3
    assert answers.nth(0).locator("button").count() == 0, "nobody is told to wait in vain"
    advisor.keep("full-day")
    advisor.tap(answers.nth(2).locator("button[name=choice]"))
    advisor.page.locator("#toasts [data-toast]").wait_for()
    advisor.keep("booked-elsewhere")
    advisor.leave()
    assert count.faults == []
