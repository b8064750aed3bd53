"""Without a mouse: an owner books, a day at the desk, a controller moves a card on the board."""

import pytest

from tests.journeys import boards
from tests.journeys.houses import HOUSES, as_shown, newcomer
from tests.journeys.keys import A_MOMENT, Keys
from tests.journeys.people import DESKTOP, PHONE, Count
from tests.journeys.visits import CASTS, CODES, plate_on, wait_on_reload

pytestmark = pytest.mark.browser
CAST = CASTS["ja"]
MOST_ARROWS, MOST_LOOKS = 12, 20


def books(owner: Keys) -> str:
    """The plate of the car for which one short job is booked at the first free time."""
    owner.follow('main a[href*="/booking/"]')
    code = next(code for code in CODES if owner.sees(f"input[name=codes][value={code}]"))
    while owner.sees(f"input[name=codes]:checked:not([value={code}])"):
        owner.toggle(f"input[name=codes]:checked:not([value={code}])")
    wanted = f"input[name=codes][value={code}]"
    if owner.sees(f"details:not([open]):has({wanted})"):
        owner.toggle(f"details:not([open]):has({wanted}) > summary")
    if not owner.sees(f"{wanted}:checked"):
        owner.toggle(wanted)
    owner.follow("form button[type=submit].btn-primary")
    owner.follow("button[name=starts_at]")
    plate = plate_on(owner)
    owner.follow("form button[type=submit].btn-primary")
    return plate


def receives(advisor: Keys, plate: str) -> None:
    """From "Has arrived" to the signed reception."""
    page = advisor.page
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("t")
    listed = page.locator('a.line[href*="/work-orders/"]')
    known = {one.get_attribute("href") for one in listed.all()}
    row = page.locator(".line", has_text=plate).filter(has=page.locator("form")).first
    advisor.follow(f'form[action="{row.locator("form").get_attribute("action")}"] button')
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("t")
    new = "".join(f':not([href="{href}"])' for href in known)
    order = page.locator(f'a.line[href*="/work-orders/"]{new}', has_text=plate)
    wait_on_reload(advisor, order)
    advisor.follow(f'a.line[href="{order.first.get_attribute("href")}"]')
    advisor.follow('a.btn-primary[href$="/reception/"]')
    advisor.type("textarea[name=words]", CAST.words)
    advisor.type("input[name=odometer]", "123456")
    advisor.type("input[name=signature_name]", "山田 太郎")
    advisor.follow("main form[data-keep] button[type=submit].btn-primary")


def test_an_owner_books_and_an_advisor_receives_the_car(browser, demo):
    count = Count()
    owner = Keys(browser, demo, CAST.owner, count, device=PHONE)
    plate = books(owner)
    assert owner.page.url.split("/")[-2] != "you", "the booking is confirmed"
    advisor = Keys(browser, demo, CAST.advisor, count, device=DESKTOP)
    receives(advisor, plate)
    assert advisor.sees('main a[href$="/estimate/"]'), "the visit goes on with its estimate"
    advisor.leave()
    owner.leave()
    assert count.faults == []


@pytest.mark.parametrize("language", list(HOUSES))
def test_a_day_at_the_desk(browser, demo, language):
    """Take in who walks by, find the car, receive it with a mark, ask, and write down the answer."""
    house, count = HOUSES[language], Count()
    advisor = Keys(browser, demo, house.advisor, count, device=DESKTOP)
    plate, last, phone = newcomer(house)

    with advisor.page.expect_navigation(wait_until="load"):
        advisor.page.keyboard.press("t")
    takes_in(advisor, plate, house.stranger, phone)
    finds(advisor, last, plate)
    receives_with_a_mark(advisor, house.words, house.stranger)
    advisor.follow('form[action$="/version/"] button')
    advisor.follow('nav a[href$="/answers/"]')
    while advisor.sees("fieldset:not(:has(:checked)) input[value=approve]"):
        advisor.toggle("fieldset:not(:has(:checked)) input[value=approve]")
    advisor.type("input[name=who]", house.stranger)
    advisor.type("input[name=phone]", phone)
    advisor.toggle("input[name=read_back]")
    advisor.follow("main form[enctype] button.btn-primary")

    assert house.stranger in advisor.page.locator("main").inner_text()
    assert not advisor.sees('nav a[href$="/answers/"]'), "nothing waits for an answer any more"
    advisor.leave()
    assert count.faults == []


def takes_in(advisor: Keys, plate: str, name: str, phone: str) -> None:
    advisor.follow('main a[href$="/desk/walk-in/"]')
    advisor.type("main input[name=q]", plate)
    with advisor.page.expect_navigation(wait_until="load"):
        advisor.page.keyboard.press("Enter")
    advisor.type("input[name=name]", name)
    advisor.type("input[name=phone]", phone)
    advisor.follow('form[action$="/newcomer/"] button')
    advisor.toggle("input[name=codes]")
    advisor.follow("main form[method=get] button")
    advisor.follow("button[name=choice]")
    assert as_shown(plate).search(advisor.page.locator(".queue-ticket").inner_text())


def finds(advisor: Keys, last: str, plate: str) -> None:
    """By the last four of the plate, through the list under the box, to where it goes on."""
    page = advisor.page
    line = page.locator(
        '[data-found-list] a[href^="/work-orders/"]', has_text=as_shown(plate)
    ).first
    for _ in range(MOST_LOOKS):  # the journal's readers open the visit a moment later
        page.goto(advisor.demo.url(advisor.login, "/desk/"))
        page.keyboard.press("/")
        page.keyboard.type(last)
        page.locator("[data-found-list]").wait_for()
        page.wait_for_timeout(A_MOMENT)
        if line.count():
            break
    address = line.get_attribute("href")
    for _ in range(MOST_ARROWS):
        page.keyboard.press("ArrowDown")
        if advisor.is_at(f'a[data-found][href="{address}"]'):
            break
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def receives_with_a_mark(advisor: Keys, words: str, name: str) -> None:
    wait_on_reload(advisor, advisor.page.locator('a.btn-primary[href$="/reception/"]'))
    advisor.follow('a.btn-primary[href$="/reception/"]')
    advisor.type("textarea[name=words]", words)
    advisor.type("input[name=odometer]", "123456")
    advisor.go_to("[data-pin-place]")
    advisor.page.keyboard.press("ArrowDown")
    advisor.toggle("[data-pin-add]")
    advisor.type("[data-pin-list] input", "3 cm")
    advisor.type("input[name=signature_name]", name)
    advisor.follow("main form[data-keep] button[type=submit].btn-primary")


def test_a_card_is_moved_on_the_board(browser, demo):
    """The first card that has room is carried a quarter of an hour on; a refusal has its sentence."""
    count = Count()
    controller = Keys(browser, demo, "mori", count, device=DESKTOP)
    boards.open_board(controller, "shinagawa")
    for card in boards.movable(controller):
        if carried_on(controller, card):
            break
    else:
        raise AssertionError("no card could be moved by the keys")
    controller.leave()
    assert count.faults == []


def carried_on(controller: Keys, card: dict) -> bool:
    """Whether the card lies a quarter of an hour later now; otherwise it is said why not."""
    page = controller.page
    controller.go_to(".job[data-card]")
    walk_to(controller, f'.job[data-card="{card["id"]}"]')
    page.keyboard.press("m")
    page.keyboard.press("ArrowRight")
    with page.expect_response("**/moves") as answered:
        page.keyboard.press("Enter")
    if answered.value.ok:
        boards.wait_until_moved(controller, card)
        return True
    page.locator("#toasts [data-toast]").last.wait_for()
    return False


def walk_to(controller: Keys, card: str) -> None:
    """Row by row with the arrows, from the first card of the first row."""
    keyboard, cards = controller.page.keyboard, len(boards.cards(controller))
    for _ in range(cards):
        keyboard.press("ArrowUp")
    for _ in range(cards):
        for _ in range(cards):
            keyboard.press("ArrowLeft")
        for _ in range(cards):
            if controller.is_at(card):
                return
            keyboard.press("ArrowRight")
        keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {card}")
