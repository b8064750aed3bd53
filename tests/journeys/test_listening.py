"""An owner disagrees on the phone, a leader decides; a message is answered by a person. Three languages."""

from dataclasses import dataclass

import pytest

from tests.journeys.people import DESKTOP, PHONE, Count, Person

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Listening:
    """Who is who, and what is said."""

    owner: str
    advisor: str
    leader: str
    never: str
    asks: str
    words: str
    reason: str


SAID = {
    "ja": Listening(
        "yamada",
        "sato",
        "okamoto",
        "責任者は結構です。",
        "責任者を出してください。",
        "先月の点検では異常なしと言われました。",
        "測定の結果をご説明し、料金はいただきません。",
    ),
    "zh": Listening(
        "wang",
        "wangli",
        "gao",
        "不用找经理。",
        "我要找你们经理。",
        "上个月检查说没有问题。",
        "我们重新测量并说明了结果，不收取费用。",
    ),
    "en": Listening(
        "grace",
        "miller",
        "kahale",
        "No need for a manager.",
        "I want to speak to a manager.",
        "Last month nothing was found.",
        "We measured again and explained it; there is no charge.",
    ),
}
DISAGREEING_AT_MOST = 4  # open, press, words, send


def visit_of(advisor: Person) -> str:
    """The link of the visit whose owner was answered, as the desk has it."""
    advisor.open("/support/inbox/")
    advisor.page.locator("#inbox a.line").last.click()
    advisor.page.wait_for_url("**/support/threads/**")
    order = advisor.page.url.rstrip("/").rpartition("/")[2]
    advisor.open(f"/work-orders/{order}/estimate/")
    link = advisor.page.locator('a[href*="/work-orders/visit/"]').first
    return link.get_attribute("href")


@pytest.mark.parametrize("language", ["ja", "zh", "en"])
def test_an_owner_is_heard(browser, demo, language):
    said, count = SAID[language], Count()
    advisor = Person(browser, demo, said.advisor, count, device=DESKTOP, language=language)
    link = visit_of(advisor)
    owner = Person(browser, demo, said.owner, Count(), device=PHONE, language=language)

    owner.open(link)
    owner.page.locator("#talk textarea").wait_for()
    owner.keep("owner-thread")
    ask_in_the_thread(owner, said)

    owner.open(link)
    before = owner.count.inputs
    owner.tap(owner.page.locator('a.beside[href*="about=diagnosis"]').first)
    owner.fill("textarea[name=words]", said.words)
    owner.tap("form[id^=differently] button[type=submit]")
    owner.page.wait_for_url("**/cases/**")
    assert owner.count.inputs - before + 1 <= DISAGREEING_AT_MOST
    owner.keep("owner-case")
    case = owner.page.url

    decide(browser, demo, said, language, count)
    owner.page.goto(case)
    assert said.reason in owner.page.locator("main").inner_text()
    owner.keep("owner-decision")
    owner.leave()
    advisor.leave()
    assert owner.count.faults == []
    assert count.faults == []


def ask_in_the_thread(owner: Person, said: Listening) -> None:
    """The opposite asks nothing; the wish is asked back, and a no opens nothing."""
    send = "#talk form[id^=write] button[type=submit]"
    owner.fill("#talk textarea", said.never)
    owner.tap(send)
    owner.page.locator("#talk li", has_text=said.never).last.wait_for()
    assert owner.page.locator("#talk button[name=connect]").count() == 0
    owner.fill("#talk textarea", said.asks)
    owner.tap(send)
    owner.page.locator("#talk button[value=no]").wait_for()
    owner.keep("question-back")
    owner.tap("#talk button[value=no]")
    owner.page.locator("#talk button[value=no]").wait_for(state="detached")


def decide(browser, demo, said: Listening, language: str, count: Count) -> None:
    """The leader finds the newest case, and decides it on one page."""
    leader = Person(browser, demo, said.leader, count, device=DESKTOP, language=language)
    leader.open("/leader/")
    leader.keep("leader-cases")
    leader.tap(leader.page.locator("#cases a.line", has_text=said.words).first)
    leader.keep("leader-case")
    leader.tap("form:has(input[value=take]) button[type=submit]")
    leader.tap("input[name=outcome][value=partly]")
    leader.fill("textarea[name=reason]", said.reason)
    leader.tap("form[id^=ruling] button[type=submit]")
    leader.keep("leader-decided")
    leader.leave()
