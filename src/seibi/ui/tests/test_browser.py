"""The gallery in a real browser: nothing overflows, nothing is refused, everyone can use it."""

from typing import Any

import pytest

from seibi.ui.tests.conftest import AXE

pytestmark = pytest.mark.browser


def visit(browser: Any, address: str, width: int, theme: str, language: str) -> tuple[Any, list]:
    """The page, and whatever the browser complained about."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme, service_workers="block"
    )
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/ui/")
    page.wait_for_function("document.querySelector('[data-now]').textContent")
    return page, complaints


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")])
def test_everyone_can_use_the_gallery(browser, address, width, theme, language):
    page, complaints = visit(browser, address, width, theme, language)
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run()")["violations"]
    assert complaints == []
    assert wider <= 0
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []


def test_a_sheet_opens_takes_the_focus_and_gives_it_back(browser, address):
    page, _complaints = visit(browser, address, 1280, "light", "en")
    opener = page.locator("[data-opens='g-sheet']")
    opener.click()
    sheet = page.locator("#g-sheet")
    assert sheet.is_visible()
    assert page.evaluate("document.querySelector('#g-sheet').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert opener.evaluate("button => button === document.activeElement")


def test_the_theme_changes_at_once_and_is_remembered(browser, address):
    page, _complaints = visit(browser, address, 1280, "light", "en")
    page.locator("[data-theme-switch] button[value=dark]").first.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_form_pressed_twice_is_sent_once_with_a_key(browser, address):
    page, _complaints = visit(browser, address, 1280, "light", "en")
    sent: list[str] = []
    page.route("**/ui/language/", lambda route: sent.append(route.request.post_data or ""))
    page.evaluate(
        """() => {
            const form = document.querySelector('form[action="/ui/language/"]');
            form.requestSubmit(); form.requestSubmit();
        }"""
    )
    page.wait_for_timeout(300)
    assert len(sent) == 1
    assert "idempotency_key=" in sent[0]


def test_signing_on_the_glass_fills_the_form(browser, address):
    page, _complaints = visit(browser, address, 1280, "light", "en")
    pad = page.locator(".sign-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90, steps=5)
    page.mouse.up()
    drawn = page.locator("input[name=g-signature_image]").input_value()
    assert drawn.startswith("data:image/png;base64,")
    page.locator("[data-sign-clear]").click()
    assert page.locator("input[name=g-signature_image]").input_value() == ""


def test_keys_go_to_the_search_but_not_while_typing(browser, address):
    page, _complaints = visit(browser, address, 1280, "light", "en")
    page.evaluate("document.querySelector('#g-hint').setAttribute('data-key-focus', '/')")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "g-hint"
    page.keyboard.type("a/b")
    assert page.locator("#g-hint").input_value() == "a/b"
