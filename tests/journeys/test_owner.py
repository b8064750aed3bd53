"""An owner on a small phone who never installs anything: answers, a named person, another view."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from tests.journeys.people import DESKTOP, Count, Person

pytestmark = pytest.mark.browser
SMALL = {"width": 360, "height": 740}
TOPS = """where => where.map(
  one => document.querySelector(one).getBoundingClientRect().top + scrollY)"""
NUMBER = re.compile(r"D-\d{6}")


@dataclass(frozen=True)
class Words:
    """Who is who, and what is said in one language."""

    advisor: str
    leader: str
    asks: str
    answers: str
    opposite: tuple[str, ...]
    wish: str
    view: str
    reason: str


SAID = {
    "ja": Words(
        "sato",
        "okamoto",
        "何時ごろお迎えに行けますか。",
        "17時にはお渡しできます。",
        ("責任者を呼ぶほどではありません。", "責任者は結構です。"),
        "責任者を出してください。",
        "先月の点検では異常なしと言われました。別の店でも確認しました。",
        "測定の結果をもう一度ご説明し、この作業の料金はいただきません。",
    ),
    "zh": Words(
        "wangli",
        "gao",
        "我几点可以来取车？",
        "下午五点可以取车。",
        ("不用找经理。", "没必要投诉。"),
        "我要找你们经理。",
        "上个月检查说没有问题，别的店也确认过。",
        "我们重新测量并说明了结果，这一项不收费。",
    ),
    "en": Words(
        "miller",
        "kahale",
        "When may I come for the car?",
        "It is ready for you at five.",
        ("No need for a manager.", "I do not want to complain."),
        "I want to speak to a manager.",
        "Last month nothing was found, and another workshop agreed.",
        "We measured again and explained it; there is no charge for this line.",
    ),
}
SEND = "#talk form[id^=write] button[type=submit]"
PRICES = "a.beside[href*='about=price'][href*='line=']"


class Owner(Person):
    """Somebody with a link from a message, in a browser that keeps nothing and installs nothing."""

    def __init__(self, browser, demo, language: str, url: str) -> None:
        super().__init__(
            browser, demo, "owner", Count(), device=SMALL, language=language, enter=False
        )
        self.context.close()
        self.context = browser.new_context(
            viewport=SMALL,
            reduced_motion="reduce",
            service_workers="block",
            has_touch=True,
        )
        chosen = {"zh": "zh-hans"}.get(language, language)
        house = urljoin(url, "/")
        self.context.add_cookies([{"name": "language", "value": chosen, "url": house}])
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self._fault(f"script: {error}"))
        self.page.on("response", self._watch)


def visit_of(advisor: Person) -> tuple[str, str]:
    """A visit of the desk on which an estimate stands: its link for the owner, and its key."""
    advisor.open("/support/inbox/")
    advisor.page.locator("#inbox a.line").last.click()
    advisor.page.wait_for_url("**/support/threads/**")
    order = advisor.page.url.rstrip("/").rpartition("/")[2]
    advisor.open(f"/work-orders/{order}/estimate/")
    link = advisor.page.locator('a[href*="/work-orders/visit/"]').first.get_attribute("href")
    return link or "", order


def says(owner: Owner, text: str) -> None:
    owner.fill("#talk textarea", text)
    owner.tap(SEND)
    owner.page.locator("#talk li", has_text=text).first.wait_for()


@pytest.mark.parametrize("language", ["ja", "zh", "en"])
def test_an_owner_on_a_small_phone(browser, demo, language):
    said, count = SAID[language], Count()
    advisor = Person(browser, demo, said.advisor, count, device=DESKTOP, language=language)
    link, order = visit_of(advisor)
    url = link if link.startswith("http") else demo.url(said.advisor, link)
    owner = Owner(browser, demo, language, url)

    owner.page.goto(url)
    three_answers_stand_on_top(owner)
    a_named_person_answers(owner, advisor, said, order, url)
    the_opposite_opens_nothing_and_a_wish_is_asked_back(owner, said)
    case = another_view_stops_only_its_line(owner, said, url)
    a_leader_decides_with_a_reason(browser, demo, said, language, count)

    owner.page.goto(case)
    assert said.reason in owner.page.locator("main").inner_text()
    owner.keep("own-decision", whole=True)
    owner.leave()
    advisor.leave()
    assert owner.count.faults == []
    assert count.faults == []


def three_answers_stand_on_top(owner: Owner) -> None:
    """When it is ready, what is wrong, how it is put right: before anything else on the page."""
    owner.page.locator("#talk textarea").wait_for()
    *tops, talk = owner.page.evaluate(TOPS, ["#now", "#wrong", "#right", "#talk"])
    assert tops == sorted(tops)
    assert tops[0] < SMALL["height"] / 3
    assert talk > tops[-1]
    beside = owner.page.locator("a.beside")
    abouts = {
        beside.nth(n).get_attribute("href").partition("about=")[2].partition("&")[0]
        for n in range(beside.count())
    }
    assert {"diagnosis", "price"} <= abouts
    owner.keep("own-visit", whole=True)


def a_named_person_answers(
    owner: Owner, advisor: Person, said: Words, order: str, url: str
) -> None:
    """The message goes to the advisor by name, and the answer bears that name.

    It comes while the owner types the next message, and takes nothing of that away.
    """
    title = owner.page.locator("#talk-title").inner_text()
    says(owner, said.asks)
    owner.page.locator("#talk textarea").fill(said.view)
    advisor.open(f"/support/threads/{order}/")
    assert said.asks in advisor.page.locator("#said").inner_text()
    advisor.fill("#answer-text", said.answers)
    advisor.tap(f"form[id^=answer-{order}] button[type=submit]")
    mail = owner.page.locator("#talk li", has_text=said.answers).first
    mail.wait_for()
    assert owner.page.locator("#talk textarea").input_value() == said.view
    owner.page.goto(url)
    mail.wait_for()
    assert owner.page.locator("#talk textarea").input_value() == said.view
    owner.page.locator("#talk textarea").fill("")
    signed = mail.locator("p").last.inner_text().partition(" · ")[0]
    assert signed and signed in title
    owner.keep("own-thread", whole=True)


def the_opposite_opens_nothing_and_a_wish_is_asked_back(owner: Owner, said: Words) -> None:
    for text in said.opposite:
        says(owner, text)
        assert owner.page.locator("#talk button[name=connect]").count() == 0
    says(owner, said.wish)
    owner.page.locator("#talk button[value=no]").wait_for()
    owner.keep("own-question-back")
    owner.tap("#talk button[value=no]")
    owner.page.locator("#talk button[value=no]").wait_for(state="detached")


def another_view_stops_only_its_line(owner: Owner, said: Words, url: str) -> str:
    """A number at once, the evidence to look at; the other lines of the visit go on."""
    owner.page.goto(url)
    owner.page.locator("#talk textarea").wait_for()
    lines = owner.page.locator(PRICES).count()
    owner.tap(owner.page.locator(PRICES).first)
    owner.keep("own-differently", whole=True)
    assert owner.page.locator("input[name=line]:checked").count() == 1
    owner.fill("textarea[name=words]", said.view)
    owner.tap("form[id^=differently] button[type=submit]")
    owner.page.wait_for_url("**/cases/**")
    case, number = owner.page.url, NUMBER.search(owner.page.locator("h1").inner_text())
    assert number is not None
    assert said.view in owner.page.locator("#case").inner_text()
    assert owner.page.locator("#evidence").count() == 1
    owner.keep("own-case", whole=True)

    owner.page.goto(url)
    owner.page.locator("#talk textarea").wait_for()
    assert owner.page.locator("article", has_text=number[0]).count() == 1
    assert owner.page.locator(PRICES).count() == lines - 1
    owner.keep("own-stopped", whole=True)
    return case


def a_leader_decides_with_a_reason(browser, demo, said: Words, language: str, count: Count) -> None:
    leader = Person(browser, demo, said.leader, count, device=DESKTOP, language=language)
    leader.open("/leader/")
    leader.tap(leader.page.locator("#cases a.line", has_text=said.view).first)
    leader.keep("leader-evidence", whole=True)
    leader.tap("form:has(input[value=take]) button[type=submit]")
    leader.tap("input[name=outcome][value=partly]")
    leader.fill("textarea[name=reason]", said.reason)
    leader.tap("form[id^=ruling] button[type=submit]")
    assert said.reason in leader.page.locator("main").inner_text()
    leader.leave()
