"""Where the desk's journeys play: a workshop for each language, its people, and who walks in there."""

import random
import re
from typing import NamedTuple

from tests.journeys.people import Person
from tests.journeys.stage import Demo


class House(NamedTuple):
    """A workshop, who receives and who plans there, and a stranger who comes by."""

    site: str
    advisor: str
    colleague: str
    controller: str
    manager: str
    leader: str
    plate: str
    stranger: str
    phone: str
    words: str


HOUSES = {
    "en": House(
        *("honolulu", "miller", "kealoha", "reed", "parker", "kahale"),
        *("HI QX{0} {1}", "Lani Akana", "(808) 555-{1}", "It pulls to the left."),
    ),
    "ja": House(
        *("shinagawa", "sato", "tanaka", "mori", "ishikawa", "okamoto"),
        *("練馬 50{0} む {1:.2}-{1:.4}", "西村 薫", "090-8888-{1}", "左に流れる感じがします。"),
    ),
    "zh": House(
        *("tianhe", "wangli", "zhao", "liuyang", "chen", "gao"),
        *("粤B·Q{0}{1}", "何雨桐", "1391234{1}", "方向盘往左偏。"),
    ),
}


GIVEN = {  # 拼音 initials of the given names of the demo's owners
    "晓丽": "xl",
    "伟": "w",
    "敏": "m",
    "志强": "zq",
    "秀英": "xy",
    "建国": "jg",
    "欣怡": "xy",
    "浩然": "hr",
}


def reading(owner: dict) -> str:
    """What somebody types who heard the name: カナ, initials of the 拼音, or its beginning."""
    if owner["language"] == "zh-hans":
        return owner["reading"][0].lower() + GIVEN[owner["name"][1:]]
    return (owner["reading"] or owner["name"].split()[-1]).split()[0]


def as_shown(plate: str) -> re.Pattern[str]:
    """A plate as pages show it, with spaces and hyphens that do not break."""
    return re.compile(r"\W*".join(map(re.escape, re.sub(r"\W", "", plate))))


def newcomer(house: House) -> tuple[str, str, str]:
    """A plate that nobody has, its last four, and a telephone number."""
    region, last = random.randrange(1, 10), f"{random.randrange(1000, 10_000)}"
    plate = house.plate.format(region, last)
    if "-" in plate:
        plate = f"{plate.rpartition(' ')[0]} {last[:2]}-{last[2:]}"
    return plate, last, house.phone.format(region, last)


def cars_here(demo: Demo, house: House) -> list[dict]:
    """The cars on the premises, as a program of the desk knows them."""
    with demo.program_of(house.advisor) as program:
        answer = program.get(f"/booking/sites/{house.site}/yard").raise_for_status()
    return answer.json()["cars"]


def known(demo: Demo, house: House, query: str, plate: str) -> dict:
    """The car with this plate among what a search finds: with its owner, key and what is open."""
    with demo.program_of(house.advisor) as program:
        found = program.get("/search/", params={"q": query}).raise_for_status().json()
    return next(one for one in found["house"] + found["cars"] if one["car"]["plate"] == plate)


def looks_for(person: Person, typed: str) -> str:
    """What the list under the one box says to these few characters."""
    box = person.page.locator("[data-finding] input[type=search]")
    with person.page.expect_response(lambda answer: "/search/list/" in answer.url):
        box.fill("")
        box.press_sequentially(typed)
    person.page.locator("[data-found-list]").wait_for()
    person.page.wait_for_timeout(250)  # the last letter has been answered too
    return person.page.locator("[data-found-list]").inner_text()
