"""An owner says yes: on their phone in any app's browser, by telephone, on paper, once for all; or says nothing."""

from typing import NamedTuple

import pytest

from tests.journeys.houses import HOUSES, as_shown
from tests.journeys.people import DESKTOP, PHONE, Count, Person
from tests.journeys.receptions import MENU, Desk, asked
from tests.journeys.visits import picture

pytestmark = pytest.mark.browser
LANGUAGES = list(HOUSES)
MOST_INPUTS = 5
MANY = (*MENU, "WIPERS", "OIL-FILTER")


class App(NamedTuple):
    """The browser inside an app: what it calls itself, and what it does not have."""

    language: str
    agent: str
    lacks: str


NO_WORKERS = "delete Navigator.prototype.serviceWorker; delete window.SharedWorker; delete window.caches; window.open = () => null;"
NO_TABS = f"{NO_WORKERS} delete window.BroadcastChannel; delete Navigator.prototype.locks;"
NO_MEMORY = (
    NO_TABS
    + """
for (const name of ['sessionStorage', 'localStorage', 'indexedDB'])
  Object.defineProperty(window, name, { get() { throw new DOMException('closed', 'SecurityError'); } });
"""
)
APPS = {
    "line-ios": App(
        "ja",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Mobile/15E148 Safari Line/14.9.1",
        NO_WORKERS,
    ),
    "line-android": App(
        "ja",
        "Mozilla/5.0 (Linux; Android 14; SO-51D; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
        "Chrome/125.0.6422.53 Mobile Safari/537.36 Line/14.8.0/IAB",
        NO_TABS,
    ),
    "wechat-ios": App(
        "zh",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Mobile/15E148 MicroMessenger/8.0.49(0x18003129) NetType/WIFI Language/zh_CN",
        NO_TABS,
    ),
    "wechat-android": App(
        "zh",
        "Mozilla/5.0 (Linux; Android 13; V2241A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
        "Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20240501 MicroMessenger/8.0.50.2701",
        NO_MEMORY,
    ),
    "phone": App("en", "", ""),
}


@pytest.mark.parametrize("app", list(APPS))
def test_an_owner_agrees_on_the_phone_in_five_inputs(browser, demo, app, record_property):
    """From the link in the message, without an account; the answer is signed with a finger."""
    language, agent, lacks = APPS[app]
    count = Count()
    desk, visit = asked(demo, language, MANY if app == "phone" else MENU[:1])
    owner = Person(
        *(browser, demo, f"{app}-{language}", count),
        device=PHONE,
        language=language,
        enter=False,
        agent=agent or None,
        before=lacks,
    )

    owner.open(visit.link)
    assert as_shown(visit.plate).search(owner.page.locator("header.phone-top").inner_text())
    agrees_to_all(owner)
    draw(owner)
    owner.keep(f"approve-in-{app}")
    owner.tap("form[data-keep] button[type=submit].btn-primary")
    inputs = count.inputs

    owner.page.locator("form[data-keep] input[value=approve]").first.wait_for(state="detached")
    owner.keep(f"approved-in-{app}")
    assert desk.lines_asked(visit.order) == []
    record_property("inputs", inputs)
    print(f"{app}: {inputs} inputs of at most {MOST_INPUTS}")
    assert inputs <= MOST_INPUTS
    desk.leaves(visit.order)
    owner.leave()
    assert count.faults == []


def agrees_to_all(owner: Person) -> None:
    """Line by line; from three lines on by one press that answers all of them alike."""
    lines = owner.page.locator("input[type=radio][value=approve]")
    bar = owner.page.locator("[data-all-at-once]")
    assert bar.is_visible() == (lines.count() >= 3)
    if bar.is_visible():
        owner.tap(bar.locator("button[data-answer=decline]"))
        assert owner.page.locator("input[value=decline]:checked").count() == lines.count()
        owner.tap(bar.locator("button[data-answer=approve]"))
        owner.count.inputs -= 1  # somebody who changed their mind
    for radio in lines.all():
        if not radio.is_checked():
            owner.check(radio)


def draw(person: Person) -> None:
    """A line on the glass, drawn in one go: one input."""
    person.count.inputs += 1
    pad = person.one("canvas.sign-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    mouse = person.page.mouse
    mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + 80, box["y"] + 20, steps=4)
    mouse.move(box["x"] + 140, box["y"] + box["height"] - 20, steps=4)
    mouse.up()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_by_telephone_is_read_back_and_one_on_paper_is_photographed(
    browser, demo, language
):
    count = Count()
    for channel in ("telephone", "paper"):
        desk, visit = asked(demo, language)
        advisor = Person(
            browser, demo, desk.house.advisor, count, device=DESKTOP, language=language
        )
        advisor.open(f"/work-orders/{visit.order}/answers/?channel={channel}")
        for radio in advisor.page.locator("input[type=radio][value=approve]").all():
            advisor.check(radio)
        advisor.fill("input[name=who]", visit.owner["name"])
        if channel == "telephone":
            advisor.fill("input[name=phone]", visit.owner["phone"])
            advisor.tap("main form[enctype] button[type=submit].btn-primary")
            assert desk.lines_asked(visit.order), "without reading back nothing is agreed"
            advisor.keep("not-read-back")
            advisor.check("input[name=read_back]")
        else:
            advisor.give("input[name=paper]", picture())
        advisor.keep(f"answer-by-{channel}")
        advisor.tap("main form[enctype] button[type=submit].btn-primary")
        assert desk.lines_asked(visit.order) == []
        assert visit.owner["name"] in advisor.page.locator("main").inner_text()
        desk.leaves(visit.order)
        advisor.leave()
    assert count.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_owner_said_once_for_all_agrees_what_fits(browser, demo, language):
    """In Japan work within the limit begins; where the law wants each item asked it says so."""
    count, desk = Count(), Desk(demo, HOUSES[language])
    one = desk.somebody_away()
    advisor = Person(browser, demo, desk.house.advisor, count, device=DESKTOP, language=language)
    standing = f"/customers/{one['owner']['id']}/standing/"
    advisor.open(standing)
    advisor.fill("input[name=limit]", "50000")
    if advisor.sees("input[name=who]"):
        advisor.fill("input[name=who]", one["owner"]["name"])
    advisor.keep("standing")
    advisor.tap("form[data-keep] button[type=submit].btn-primary")
    advisor.keep("standing-kept")

    order = desk.walks_in(one, MENU[:1])
    advisor.open(f"/work-orders/{order}/reception/")
    advisor.keep("reception-with-standing")
    assert "50,000" in advisor.page.locator("main").inner_text()
    desk.receives(order, one)
    desk.estimates(order)

    assert bool(desk.lines_asked(order)) == (language != "ja")
    advisor.open(f"/work-orders/{order}/")
    advisor.keep("agreed-by-itself")
    desk.leaves(order)
    advisor.open(standing)
    advisor.tap("button[name=withdraw]")
    advisor.leave()
    assert count.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_says_nothing_stands_on_the_list_with_whom_to_call(browser, demo, language):
    count = Count()
    desk, visit = asked(demo, language)
    advisor = Person(browser, demo, desk.house.advisor, count, device=DESKTOP, language=language)
    advisor.open("/work-orders/unanswered/")
    row = advisor.page.locator("section.panel", has_text=as_shown(visit.plate))
    row.first.wait_for()
    advisor.keep("unanswered")
    before = row.locator("li").count()

    advisor.tap(row.locator('form[action$="/call/"] button').first)
    advisor.open("/work-orders/unanswered/")
    assert row.locator("li").count() > before, "the call stands on the ladder"
    advisor.keep("unanswered-called")
    advisor.tap(row.locator('a[href$="/answers/"]'))
    advisor.keep("answer-from-the-list")

    desk.leaves(visit.order)
    advisor.leave()
    assert count.faults == []
