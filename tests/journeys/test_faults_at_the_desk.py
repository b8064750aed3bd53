"""What goes wrong at a counter: the line is cut, the session ends, somebody goes back, two take one car."""

import pytest

from tests.journeys.houses import HOUSES, newcomer
from tests.journeys.people import DESKTOP, TABLET, Count, Person
from tests.journeys.receptions import Desk
from tests.journeys.test_approving import draw
from tests.journeys.test_reception import everything

pytestmark = pytest.mark.browser
LANGUAGES = list(HOUSES)
SEND = "main form[data-keep] button[type=submit].btn-primary"


def at_reception(browser, demo, language: str, count: Count) -> tuple[Desk, str, Person]:
    """A car at the counter, and an advisor with its reception on the tablet."""
    house = HOUSES[language]
    desk = Desk(demo, house)
    order = desk.walks_in(desk.somebody_away(), ())
    advisor = Person(browser, demo, house.advisor, count, device=TABLET, language=language)
    advisor.open(f"/work-orders/{order}/reception/")
    return desk, order, advisor


def fill_and_sign(advisor: Person, words: str) -> dict:
    """What the customer says, the odometer, a mark, and a drawn signature with its name."""
    advisor.fill("textarea[name=words]", words)
    advisor.fill("input[name=odometer]", "99999")
    advisor.fill("input[name=signature_name]", "Robin Lee")
    advisor.tap("[data-pin-add]")
    draw(advisor)
    return everything(advisor)


def once(desk: Desk, order: str) -> None:
    """The car is received, with the drawn signature, and one thing was signed."""
    page = desk.get(f"/work-orders/{order}")
    assert page["reception"]["signature_file_id"]
    assert [one["kind"] for one in page["evidence"]] == ["reception"]
    desk.leaves(order)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cut_line_loses_nothing_that_was_typed_and_drawn(browser, demo, language):
    count = Count()
    desk, order, advisor = at_reception(browser, demo, language, count)
    typed = fill_and_sign(advisor, desk.house.words)

    advisor.context.set_offline(True)
    advisor.page.locator("#stale").wait_for()
    advisor.one(SEND).click()
    advisor.page.locator("#toasts [data-toast]").last.wait_for()
    assert everything(advisor) == typed
    advisor.keep("reception-without-a-line")
    advisor.context.set_offline(False)
    advisor.page.reload()
    assert everything(advisor) == typed, "the tablet slept, and the page came anew"
    advisor.tap(SEND)

    once(desk, order)
    advisor.leave()
    assert count.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_session_that_ends_while_somebody_signs_keeps_the_signature(browser, demo, language):
    count = Count()
    desk, order, advisor = at_reception(browser, demo, language, count)
    typed = fill_and_sign(advisor, desk.house.words)

    advisor.context.clear_cookies(name="seibi_session")
    advisor.tap(SEND)
    assert "?next=" in advisor.page.url, "first they sign in"
    assert desk.get(f"/work-orders/{order}")["reception"] is None, "nothing came through"
    advisor.page.goto(demo.url(desk.house.advisor, f"/demo/enter/{desk.house.advisor}/"))
    advisor.open(f"/work-orders/{order}/reception/")
    assert everything(advisor) == typed
    advisor.tap(SEND)

    once(desk, order)
    advisor.leave()
    assert count.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_going_back_after_sending_does_nothing_twice(browser, demo, language):
    count = Count()
    desk, order, advisor = at_reception(browser, demo, language, count)
    fill_and_sign(advisor, desk.house.words)
    advisor.tap(SEND)
    advisor.page.go_back()
    if advisor.sees(SEND):
        advisor.one(SEND).click()
    advisor.page.locator(f'main a[href="/work-orders/{order}/papers/reception/"]').wait_for()
    advisor.keep("gone-back")
    once(desk, order)

    takes_in_twice(advisor, desk)
    advisor.leave()
    assert count.faults == []


def takes_in_twice(advisor: Person, desk: Desk) -> None:
    """Somebody presses again after going back from the ticket: there is one car, and it is said."""
    plate, _last, phone = newcomer(desk.house)
    advisor.open(f"/booking/{desk.house.site}/desk/walk-in/?q={plate}")
    advisor.fill("input[name=name]", desk.house.stranger)
    advisor.fill("input[name=phone]", phone)
    advisor.tap('form[action$="/newcomer/"] button[type=submit]')
    advisor.check("input[name=codes]")
    advisor.tap("main form[method=get] button[type=submit]")
    advisor.tap('button[name=starts_at][value=""]')
    ticket = advisor.page.url
    advisor.page.go_back()
    advisor.tap('button[name=starts_at][value=""]')
    told = advisor.page.locator("main [role=alert]:not(#refusal)")
    assert advisor.page.url == ticket or told.count(), "the same ticket, or a sentence"
    cars = desk.get(f"/booking/sites/{desk.house.site}/yard")["cars"]
    (here,) = [car for car in cars if car["plate"] == plate]
    order = desk.post("/work-orders/", {"arrival_id": here["arrival_id"]})["work_order_id"]
    desk.leaves(order)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_of_two_advisors_is_told_by_whom_the_car_was_taken(browser, demo, language):
    count = Count()
    desk, order, first = at_reception(browser, demo, language, count)
    second = Person(browser, demo, desk.house.colleague, count, device=DESKTOP, language=language)
    second.open(f"/work-orders/{order}/reception/")
    fill_and_sign(first, desk.house.words)
    fill_and_sign(second, f"{desk.house.words} 2")

    first.tap(SEND)
    second.tap(SEND)

    name = desk.get(f"/work-orders/{order}")["card"]["advisor_name"]
    second.page.locator("main [role=alert]", has_text=name).first.wait_for()
    assert f"{desk.house.words} 2" in second.page.locator("main").inner_text()
    second.keep("second-advisor")
    once(desk, order)
    first.leave()
    second.leave()
    assert count.faults == []
