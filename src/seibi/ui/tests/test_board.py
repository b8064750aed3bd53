"""The board in a real browser: moved by mouse and keys, refused with a sentence, told what is new."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from seibi.ui.tests.board_site import card
from seibi.ui.tests.conftest import AXE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _board_site() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="seibi.ui.tests.board_site"):
        yield


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, service_workers="block", reduced_motion="reduce"
    )
    opened = context.new_page()
    opened.goto(f"{address}/board/")
    opened.wait_for_selector(".job")
    yield opened
    context.close()


def place(page: Any, selector: str) -> dict:
    """Where it lies once it lies still: fonts, the width of the page and moves have settled."""
    page.evaluate("document.fonts.ready")
    found = page.locator(selector)
    before = None
    while (now := found.bounding_box()) != before:
        before = now
        page.wait_for_function("() => new Promise(r => requestAnimationFrame(() => r(true)))")
    return now


def drag(page: Any, name: str, right: int, down: int) -> None:
    box = place(page, f".job[data-card=step-{name}]")
    x, y = box["x"] + 20, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2)
    page.mouse.move(x + right, y + down)
    page.mouse.up()


def row_height(page: Any) -> int:
    return page.evaluate("document.querySelector('.board-row').offsetHeight")


def tell(page: Any, news: dict) -> None:
    """As if the line had brought it."""
    page.evaluate(
        """data => document.querySelector('[data-island]').dispatchEvent(
            new CustomEvent('seibi:live', {detail: {topic: 'board:/jp/', pos: 1, data}}))""",
        json.dumps(news),
    )


def test_a_card_says_what_it_is_and_why_it_waits(page):
    spoken = page.locator(".job[data-card=step-3] .sr-only").inner_text()
    assert spoken == (
        "Car 3 · 品川 300 さ 12-34 · Oil and filter · Mia · 12:00–13:00 · waits for: part"
        " · 12 min late"
    )
    assert page.locator(".job[data-card=step-3] .job-late").inner_text() == "+12′"


def test_dragging_moves_a_card_and_offers_a_way_back(page):
    hour = page.evaluate("document.querySelectorAll('.board-hour')[1].offsetLeft")
    drag(page, "1", hour, row_height(page))
    page.wait_for_selector("text=Car 1 moved to 11:00")
    row = page.locator(".job[data-card=step-1]").get_attribute("data-row")
    assert row == "bay-2"
    with page.expect_request("**/moves") as asked:
        page.click(".toast-line >> text=Undo")
    assert json.loads(asked.value.post_data)["row_id"] == "bay-1"


def test_a_refused_move_puts_the_card_back_with_a_sentence(page):
    before = place(page, ".job[data-card=step-2]")
    drag(page, "2", 120, 0)
    page.wait_for_selector("text=This bay is taken until 12:00. Free here at 12:30.")
    assert place(page, ".job[data-card=step-2]") == before


def test_a_card_from_the_lane_is_put_on_a_bay(page):
    chip = place(page, ".chip[data-card=step-4]")
    bay = place(page, ".board-row >> nth=2")
    page.mouse.move(chip["x"] + 10, chip["y"] + 10)
    page.mouse.down()
    page.mouse.move(chip["x"] + 40, chip["y"] - 40)
    page.mouse.move(bay["x"] + 700, bay["y"] + 18)
    page.mouse.up()
    page.wait_for_selector(".job[data-card=step-4][data-row=bay-3]")
    assert page.locator(".chip[data-card=step-4]").count() == 0


def test_a_card_is_carried_with_the_keys(page):
    page.locator(".job[data-card=step-1]").focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.locator("#announcer").inner_text() == "Bay 2, 10:15"
    with page.expect_request("**/moves") as asked:
        page.keyboard.press("Enter")
    assert json.loads(asked.value.post_data)["start"] == "2026-11-22T01:15:00.000Z"


def test_arrow_keys_go_from_card_to_card_and_enter_opens_one(page):
    page.locator(".job[data-card=step-1]").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.card") == "step-2"
    page.keyboard.press("Enter")
    assert page.locator("dialog[open] h2").inner_text() == "Car 2"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.card") == "step-2"


def test_news_move_cards_and_older_news_do_not(page):
    jobs = {f"{name:0>12}": [1, 0, 0, 0] for name in "1234"}
    moved = card("1", "bay-3", 300, 60, version=5)
    tell(page, {"now": "2026-11-22T01:30:00Z", "jobs": jobs | {"0" * 11 + "1": [5, 40, 0, 50]},
                "cards": [moved]})  # fmt: skip
    assert page.locator(".job[data-card=step-1]").get_attribute("data-row") == "bay-3"
    assert page.locator(".job[data-card=step-1] .job-late").inner_text() == "+40′"
    tell(page, {"now": "2026-11-22T01:31:00Z", "jobs": jobs | {"0" * 11 + "1": [5, 40, 0, 50]},
                "cards": [card("1", "bay-1", 60, 60, version=4)]})  # fmt: skip
    assert page.locator(".job[data-card=step-1]").get_attribute("data-row") == "bay-3"


def test_a_car_that_has_left_disappears(page):
    jobs = {f"{name:0>12}": [1, 0, 0, 0] for name in "134"}
    tell(page, {"now": "2026-11-22T01:30:00Z", "jobs": jobs, "cards": []})
    assert page.locator(".job[data-card=step-2]").count() == 0


def test_news_of_a_car_it_does_not_know_makes_it_ask(page):
    jobs = {f"{name:0>12}": [1, 0, 0, 0] for name in "12345"}
    with page.expect_request("**/board.json**"):
        tell(page, {"now": "2026-11-22T01:30:00Z", "jobs": jobs, "cards": []})


def test_only_rows_in_sight_are_drawn(browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/board/?rows=300")
    page.wait_for_selector(".job")
    assert page.locator(".board-row").count() < 60
    page.evaluate("document.querySelector('.board-scroll').scrollTop = 9000")
    page.wait_for_selector("text=Bay 260")
    page.close()


def test_everyone_can_use_the_board(page):
    page.evaluate(AXE.read_text())
    assert page.evaluate("axe.run()")["violations"] == []
    page.locator(".job[data-card=step-1]").click()
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("axe.run()")["violations"] == []
