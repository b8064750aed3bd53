"""What the tests need to know of a board: which cards it shows, and which of them may move."""

import json
from typing import Any

from tests.journeys.people import PATIENCE, Person

SHOWN = "() => [...document.querySelectorAll('.job[data-print]')].map(e => [e.dataset.print, e.dataset.row])"
MOVED = """([id, start]) => { const e = document.querySelector(`.job[data-card="${id}"]:not(.is-pending)`);
  return e && JSON.parse(e.dataset.print).start !== start; }"""


def open_board(person: Person, site: str) -> None:
    person.open(f"/workshop/{site}/board/")
    person.page.wait_for_selector(".job[data-print]")


def cards(person: Person) -> list[dict[str, Any]]:
    """The cards in sight, each with the row it lies on, the last of the day first."""
    found = [json.loads(text) | {"row": row} for text, row in person.page.evaluate(SHOWN)]
    return sorted(found, key=lambda card: card["start"], reverse=True)


def movable(person: Person) -> list[dict[str, Any]]:
    """Cars that are only planned: they may still go to another time."""
    return [card for card in cards(person) if card["movable"] and card["step_state"] == "planned"]


def start_of(person: Person, card_id: str) -> str:
    return next(card["start"] for card in cards(person) if card["id"] == card_id)


def wait_until_moved(person: Person, card: dict[str, Any]) -> None:
    """The card lies at another time than it did, and the page was not loaded anew."""
    person.page.wait_for_function(MOVED, arg=[card["id"], card["start"]], timeout=PATIENCE)


def choose_another_time(person: Person, card: dict[str, Any], quarters: int) -> None:
    """By the form in its sheet, as those do who do not drag."""
    person.page.locator(f'.job[data-card="{card["id"]}"]').first.click()
    start = person.page.locator("#board-start")
    start.select_option(str(int(start.input_value()) + quarters * 15 * 60_000))
    person.page.locator(".board-mover button").click()
