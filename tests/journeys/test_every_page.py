"""Every page that each role can reach by links: usable by everyone, in every width, in the reader's words."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from tests.journeys import eyes
from tests.journeys.people import DESKTOP, Count, Person
from tests.journeys.visits import CASTS

pytestmark = pytest.mark.browser

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|/[A-Za-z0-9_:-]{40,}|\d+")
FETCH = "url => fetch(url).then(async answer => [answer.status, await answer.text()])"
FILES = re.compile(r"\.(ics|pdf|csv|png|jpg|webp)$|/pdf/$|/files/|/papers/[a-z-]+/$")
LEFT_ALONE = re.compile(r"/demo/|/logout/|/live/|/pay/$")
FROM_AFAR = re.compile(r"/(wall|lounge|welcome)/$")  # touched by nobody, never on a small screen
WIDTHS = ((360, 740), (640, 430))  # the smallest phone, and a laptop at 200 %
FOREIGN = re.compile(  # names and codes that stay as they are
    r"toyota|honda|nissan|suzuki|mazda|subaru|daihatsu|lexus|volkswagen|model [3sxy]|"
    r"seibi|@|https?:|^[A-Z0-9 .,:/()·#+-]+$",
    re.IGNORECASE,
)
ROLES = {
    "ja": (
        "yamada",  # owner
        "ishikawa",  # service manager, who reaches nearly everything
        "sato",  # advisor
        "mori",  # controller
        "kobayashi",  # technician
        "kato",  # parts clerk
        "yoshida",  # cashier
        "watanabe",  # customer relations
        "nakamura",  # sales
        "okamoto",  # local leader
        "ogawa",  # regional leader
        "miyazaki",  # head office
        "nishimura",  # auditor
        "takahashi",  # bringer
        "lindqvist",  # administrator of the platform
    ),
    "zh": ("wang", "chen"),
}


def links(html: str) -> list[str]:
    """The addresses of this house that a page leads to."""
    found = [unescape(one) for one in re.findall(r'<a [^>]*href="(/[^"#]*)', html)]
    return [one for one in found if not LEFT_ALONE.search(urlsplit(one).path)]


def kind(address: str) -> str:
    """Pages that differ only by what they are about are of one kind."""
    return IDS.sub("#", address.partition("?")[0])


def look(person: Person, address: str) -> list[str]:
    """What is wrong with this page, as sentences."""
    page, where = person.page, f"{person.login} {address}"
    faults = [f"{where}: {one}" for one in eyes.axe(page)]
    if not (eyes.ways_on(page) or FROM_AFAR.search(address)):
        faults.append(f"{where}: dead end")
    left = [text for text in eyes.english_left(page) if not FOREIGN.search(text)]
    faults += [f"{where}: in English: {text[:80]}" for text in left]
    for width, height in () if FROM_AFAR.search(address) else WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        if wide := eyes.overflow(page):
            faults.append(f"{where}: at {width} px wider by {wide}")
        if text := eyes.squeezed(page):
            faults.append(f"{where}: at {width} px squeezed: {text}")
    page.set_viewport_size(DESKTOP)
    with eyes.dark(page):
        faults += [f"{where} dark: {one}" for one in eyes.axe(page, rule="color-contrast")]
    return faults


@pytest.mark.parametrize("language", list(ROLES))
def test_every_page_that_a_role_reaches(browser, demo, language):
    """A kind of page is looked at closely once in a language, and answers everyone who finds a link."""
    faults, looked_at = [], set()
    for login in ROLES[language]:
        count = Count()
        person = Person(browser, demo, login, count, device=DESKTOP)
        seen, waiting = set(), [urlsplit(person.page.url).path]
        while waiting:
            address = waiting.pop(0)
            if kind(address) in seen:
                continue
            seen.add(kind(address))
            status, html = person.page.evaluate(FETCH, address)
            if status != 200:
                faults.append(f"{login} {address}: answers {status}")
                continue
            if FILES.search(urlsplit(address).path):
                continue
            if kind(address) not in looked_at:
                looked_at.add(kind(address))
                person.page.goto(demo.url(login, address))
                faults += look(person, address)
            waiting += [one for one in links(html) if kind(one) not in seen]
        person.leave()
        faults += count.faults
        print(f"{login}: {len(seen)} kinds of pages")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("page", ["wall", "lounge"])
def test_the_wall_in_4k(browser, demo, page):
    count = Count()
    person = Person(
        browser, demo, CASTS["ja"].advisor, count, device={"width": 3840, "height": 2160}
    )
    person.open(f"/workshop/shinagawa/{page}/")
    faults = eyes.axe(person.page)
    smallest = person.page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('main *')]
          .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
          .map(e => parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom ?? 1)))"""
    )
    wide = eyes.overflow(person.page)
    person.leave()
    assert faults + count.faults == []
    assert not wide
    assert smallest >= 2160 / 100, "letters that cannot be read from five metres"
