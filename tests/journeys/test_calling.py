"""Who looks after owners books two cars in one call, and an owner answers a letter by one tap."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.journeys.people import DESKTOP, PHONE, Count, Person

pytestmark = pytest.mark.browser
CALLERS = [("watanabe", "ja"), ("zhu", "zh"), ("price", "en")]
SMALL = {"width": 360, "height": 740}


@dataclass(frozen=True)
class Words:
    """What is said and read in one language."""

    wife: str
    two_cars: str
    money: str
    dear: str


WORDS = {
    "ja": Words("妻", "2台", "￥", "様"),
    "zh": Words("我太太", "2 辆", "¥", "您好"),
    "en": Words("My wife", "2 cars", "$", "Dear"),
}


class Presses:
    """Presses of a button or a choice, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def __call__(self, what: str) -> None:
        self.count += 1
        self.page.locator(what).first.click()


def household(person: Person) -> str:
    """The person of the list whose household has two cars to book; every workshop has one."""
    lines = listed(person)
    for address in lines:
        person.page.goto(person.demo.url(person.login, f"/desk/calls/{address}"))
        if person.page.locator("input[name=car]").count() == 2:
            return address.partition("#")[0]
    raise AssertionError(f"nobody of {len(lines)} on the list of {person.login} has two cars due")


def listed(person: Person) -> list[str]:
    """The links of everybody on the list of the day."""
    person.page.goto(person.demo.url(person.login, "/desk/calls/"))
    lines = person.page.locator("[data-key-list] a.line")
    return [lines.nth(number).get_attribute("href") or "" for number in range(lines.count())]


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(("login", "language"), CALLERS)
def test_the_list_reads_well_in_every_language(browser, demo, login, language, device):
    count = Count()
    person = Person(browser, demo, login, count, device=device, language=language)

    person.page.goto(demo.url(login, "/desk/calls/"))

    person.keep("to-call")
    person.leave()
    assert count.faults == []


@pytest.mark.parametrize(("login", "language"), CALLERS)
def test_two_cars_are_booked_in_four_presses_from_the_list(browser, demo, login, language):
    """Person, courtesy car, Saturday, book; a time of Saturday is chosen already, the price said."""
    count, words = Count(), WORDS[language]
    person = Person(browser, demo, login, count, device=DESKTOP, language=language)
    address, page = household(person), person.page
    page.goto(demo.url(login, "/desk/calls/"))
    presses = Presses(page)

    with page.expect_navigation():
        presses(f"[data-key-list] a.line[href^='{address}']")
    page.locator("input[name=bringer_name]").fill(words.wife)
    with page.expect_response("**/desk/calls/?**"):
        presses("label:has(input[name=courtesy_car])")
    with page.expect_response("**/desk/calls/?**"):
        presses("label:has(input[name=weekday][value='5'])")
    page.locator("input[name=starts_at]:checked").wait_for(state="attached")
    assert page.locator("input[name=bringer_name]").input_value() == words.wife
    assert page.locator("input[name=courtesy_car]").is_checked()
    assert page.locator("#read-back").inner_text().count(words.money) == 1
    person.keep("booking-in-the-call")
    with page.expect_navigation():
        presses("#booking button[type=submit].btn-primary")

    page.locator("#toasts [data-toast]", has_text=words.two_cars).wait_for()
    assert presses.count <= 4
    assert not any(one.startswith(address) for one in listed(person))
    person.leave()
    assert count.faults == []


@pytest.mark.parametrize(("login", "language"), CALLERS)
def test_an_owner_who_rings_is_opened_by_their_number(browser, demo, login, language):
    """The digits of the number, on the keys of a desk; our own open contact comes up, taken."""
    count = Count()
    person = Person(browser, demo, login, count, device=DESKTOP, language=language)
    page = person.page
    callers = [one for one in listed(person) if one]
    page.goto(demo.url(login, f"/desk/calls/{callers[-1]}"))
    number = page.locator("#person a[href^='tel:']").first.get_attribute("href").partition(":")[2]
    page.goto(demo.url(login, "/desk/calls/"))

    page.locator("input[name=from]").focus()
    page.keyboard.type(number)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "inbound=1" in page.url
    assert callers[-1].partition("#")[0].partition("=")[2] in page.url
    page.locator("#person a[href^='tel:']").first.wait_for()
    person.keep("call-taken")
    page.goto(demo.url(login, "/desk/call?from=0"))
    person.keep("call-unknown")
    person.leave()
    assert count.faults == []


@pytest.mark.parametrize(("login", "language"), CALLERS)
def test_no_answer_and_voicemail_are_one_key_each(browser, demo, login, language):
    """2 and 3 on the keyboard; each time the next person opens, and the attempt is kept."""
    count = Count()
    person = Person(browser, demo, login, count, device=DESKTOP, language=language)
    before = listed(person)
    for key in ("2", "3"):
        with person.page.expect_navigation():
            person.page.keyboard.press(key)
        person.page.locator("#toasts [data-toast]").first.wait_for()

    assert len(listed(person)) == len(before) - 2
    person.leave()
    assert count.faults == []


@pytest.mark.parametrize(("login", "language"), CALLERS)
def test_a_letter_is_answered_by_one_tap_on_the_phone(browser, demo, login, language):
    """It left by SMTP in the language of its owner; its link asks nobody to sign in."""
    count = Count()
    link = demo.post.link_in("/care/", WORDS[language].dear, patience=660)
    owner = Person(browser, demo, "letters", count, device=SMALL, language=language, enter=False)

    owner.page.goto(f"http://{login}.localhost:{demo.port}{link}")
    owner.keep("letter-answer")
    owner.tap("button[name=answer][value=call_me]")
    owner.page.locator("main [role=status], #toasts [data-toast]").first.wait_for()
    owner.keep("letter-answered")
    assert owner.count.inputs == 1
    owner.leave()
    assert count.faults == []
