"""A good page of every role, for docs/screens: taken only by `make screens`, on the demo's day in progress."""

from typing import NamedTuple

import pytest

from tests.journeys import eyes, pictures
from tests.journeys.people import DESKTOP, PHONE, Count, Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not pictures.KEEPS_SCREENS, reason="make screens takes the pictures"),
]


class House(NamedTuple):
    """Where a language is spoken, and who plays which part there."""

    site: str
    owner: str
    manager: str
    advisor: str
    controller: str
    clerk: str
    caller: str
    sales: str
    leader: str


HOUSES = {
    "en": House(
        *("honolulu", "grace", "parker", "miller", "reed"),
        *("bell", "price", "long", "kahale"),
    ),
    "ja": House(
        *("shinagawa", "yamada", "ishikawa", "sato", "mori"),
        *("kato", "watanabe", "nakamura", "okamoto"),
    ),
    "zh": House(
        *("tianhe", "wang", "chen", "wangli", "liuyang"),
        *("sun", "zhu", "hu", "gao"),
    ),
}
WALL = {"width": 1920, "height": 1080}
PAGES = (  # name, who, address, devices
    ("board", "controller", "/workshop/{site}/board/", (DESKTOP, PHONE)),
    ("day", "advisor", "/booking/{site}/desk/", (DESKTOP,)),
    ("today", "advisor", "/desk/", (DESKTOP, PHONE)),
    ("figures", "manager", "/quality/{site}/", (DESKTOP,)),
    ("people", "manager", "/network/", (DESKTOP,)),
    ("parts", "clerk", "/", (DESKTOP, PHONE)),
    ("to-call", "caller", "/", (DESKTOP, PHONE)),
    ("own-customers", "sales", "/", (DESKTOP, PHONE)),
    ("leader", "leader", "/", (DESKTOP, PHONE)),
    ("wait-list", "advisor", "/booking/{site}/desk/waiting/", (DESKTOP,)),
    ("telephone", "advisor", "/booking/{site}/desk/new/", (DESKTOP,)),
    ("resources", "manager", "/workshop/{site}/resources/", (DESKTOP,)),
    ("wall", "controller", "/workshop/{site}/wall/", (WALL,)),
    ("lounge", "controller", "/workshop/{site}/lounge/", (WALL,)),
)
FOLLOWED = (  # name, who, where, the link to follow, device
    ("person", "advisor", "/desk/", 'main a[href*="/desk/people/"]', DESKTOP),
    ("vehicle", "manager", "/vehicles/", 'main a.line[href*="/vehicles/"]', DESKTOP),
    ("car", "owner", "/", 'main a[href*="/cars/"]', PHONE),
)


def settle(person: Person) -> None:
    """Fonts are there, and what a script draws is drawn."""
    person.page.wait_for_function(
        "() => !document.querySelector('[data-island] .bone') && document.readyState === 'complete'"
    )
    person.page.evaluate("document.fonts.ready.then(() => true)")
    person.page.evaluate(eyes.DRAWN)


@pytest.mark.parametrize("language", list(HOUSES))
def test_a_page_of_every_role(browser, demo, language):
    house, count = HOUSES[language], Count()
    for name, who, address, devices in PAGES:
        for device in devices:
            person = Person(
                browser, demo, getattr(house, who), count, device=device, language=language
            )
            person.open(address.format(site=house.site))
            settle(person)
            person.keep(name)
            person.leave()
    for name, who, address, link, device in FOLLOWED:
        person = Person(browser, demo, getattr(house, who), count, device=device, language=language)
        person.open(address)
        person.tap(link)
        settle(person)
        person.keep(name)
        person.leave()
    assert count.faults == []


@pytest.mark.parametrize("language", list(HOUSES))
def test_a_guest_and_the_gallery(browser, demo, language):
    count, code = Count(), {"zh": "zh-hans"}.get(language, language)
    for name, address, device in (
        ("welcome", "/", PHONE),
        ("sign-in", "/accounts/login/", PHONE),
        ("gallery", "/ui/", DESKTOP),
    ):
        guest = Person(
            browser, demo, f"guest-{language}", count, device=device, language=language, enter=False
        )
        guest.context.add_cookies(
            [{"name": "language", "value": code, "url": demo.url(guest.login)}]
        )
        guest.open(address)
        settle(guest)
        guest.keep(name, whole=name == "gallery")
        guest.leave()
    assert count.faults == []
