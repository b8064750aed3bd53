"""Several people at once: what one does is seen by the other; the outdated is refused; twice is once."""

import datetime as dt
from typing import Any

import httpx
import pytest

from tests.journeys import boards
from tests.journeys.people import DESKTOP, Count, Person

pytestmark = pytest.mark.browser
QUARTER = dt.timedelta(minutes=15)
QUARTERS = range(1, 17)
STALE = "他の人が先に変更しました。現在の内容はこのとおりです。"


def move(person: Person, card: dict[str, Any], quarters: int) -> int:
    """The status of the answer."""
    with person.page.expect_response("**/moves") as answered:
        boards.choose_another_time(person, card, quarters)
    return answered.value.status


def gives_another_time(program: httpx.Client, card: dict[str, Any]) -> str:
    """The new start of the card: the next quarter of an hour that is free."""
    for later in QUARTERS:
        start = dt.datetime.fromisoformat(card["start"]) + later * QUARTER
        wanted = {name: card[name] for name in ("job_id", "step_no", "version")}
        answer = program.post(
            "/workshop/moves", json=wanted | {"start": start.isoformat(), "row_id": None}
        )
        if answer.is_success:
            return answer.json()[0]["start"]
    raise AssertionError(f"no other time for {card['title']} today: {answer.text}")


def test_a_move_appears_on_the_other_board_without_a_reload(browser, demo):
    count = Count()
    one, other = (
        Person(browser, demo, login, count, device=DESKTOP) for login in ("reed", "parker")
    )
    for person in (one, other):
        boards.open_board(person, "honolulu")
    other.page.evaluate("window.notLoadedAgain = true")

    card = next(card for card in boards.movable(one) if move(one, card, 1) == 200)

    boards.wait_until_moved(other, card)
    assert other.page.evaluate("window.notLoadedAgain")
    assert boards.start_of(other, card["id"]) == boards.start_of(one, card["id"])
    one.leave()
    other.leave()
    assert count.faults == []


def test_a_move_on_an_outdated_picture_is_refused_with_a_sentence(browser, demo):
    """The other is quicker by a moment: the card goes to where it really is, not where it was dropped."""
    count = Count()
    controller = Person(browser, demo, "mori", count, device=DESKTOP)
    boards.open_board(controller, "shinagawa")
    card = boards.movable(controller)[0]
    truth: list[str] = []

    def be_quicker(route) -> None:
        truth.append(gives_another_time(demo.program_of("ishikawa"), card))
        route.continue_()

    controller.page.route("**/moves", be_quicker, times=1)
    assert move(controller, card, 3) == 409

    controller.page.locator("#toasts [data-toast]", has_text=STALE).wait_for()
    boards.wait_until_moved(controller, card)
    assert dt.datetime.fromisoformat(
        boards.start_of(controller, card["id"])
    ) == dt.datetime.fromisoformat(truth[0])
    controller.leave()
    assert count.faults == []


def test_two_presses_are_one_bill_and_one_payment(browser, demo):
    count = Count()
    cashier = Person(browser, demo, "ma", count, device=DESKTOP)
    cashier.open("/billing/tianhe/desk/")
    issue = cashier.one('form[action$="/issue/"] button[type=submit]')
    waiting = cashier.page.locator('form[action$="/issue/"]').count()
    issue.dblclick()
    take = cashier.page.locator('form[action$="/take/"] button[type=submit]')
    take.wait_for()
    invoice = cashier.page.url

    take.dblclick()
    take.wait_for(state="detached")  # nothing is open any more

    assert cashier.page.url == invoice
    settled = demo.program_of("ma").get(f"/billing/invoices/{invoice.strip('/').split('/')[-1]}")
    paid = settled.raise_for_status().json()
    assert paid["paid"]["amount"] == paid["gross"]["amount"]
    cashier.open("/billing/tianhe/desk/")
    assert cashier.page.locator('form[action$="/issue/"]').count() == waiting - 1
    cashier.leave()
    assert count.faults == []
