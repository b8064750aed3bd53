"""A car is received on a tablet, and the sheet is printed; nothing that was said, marked or drawn is lost."""

import base64
import io
import re

import pypdf
import pytest

from tests.journeys.houses import HOUSES
from tests.journeys.people import TABLET, Count, Person
from tests.journeys.receptions import Desk, came_before
from tests.journeys.test_approving import draw
from tests.journeys.visits import picture, wait_on_reload

pytestmark = pytest.mark.browser
LANGUAGES = list(HOUSES)
TICKETS = {"en": "Ticket", "ja": "受付番号", "zh": "排队号"}
TITLES = {"en": "Reception sheet", "ja": "整備受付票", "zh": "接车单"}
FETCHED = """async url => {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  let text = ''; for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_car_is_received_on_the_tablet(browser, demo, language):
    house, count = HOUSES[language], Count()
    desk = Desk(demo, house)
    one, put_off = came_before(desk)
    order = desk.walks_in(one, ())
    advisor = Person(browser, demo, house.advisor, count, device=TABLET, language=language)

    to_the_reception(advisor, order)
    assert house.words in advisor.page.locator("main details").first.text_content()
    photographs(advisor)
    interviews(advisor, house.words, put_off)
    looks_at_the_car(advisor)
    names_people(advisor, one["owner"]["name"])
    typed = everything(advisor)
    advisor.keep("reception-tablet")
    advisor.page.reload()
    assert everything(advisor) == typed, "a tablet that slept shows what was typed"
    advisor.tap("main form[data-keep] button[type=submit].btn-primary")

    assert put_off in [line["title"] for line in desk.lines_asked(order)]
    advisor.keep("estimate-tablet")
    page = desk.get(f"/work-orders/{order}")
    known = page["reception"]
    assert [pin["note"] for pin in known["pins"]] == ["12 cm", ""]
    assert [bool(pin["photo_id"]) for pin in known["pins"]] == [True, False]
    assert (known["fuel_percent"], known["charge_percent"], known["courtesy_car"]) == (40, 80, True)
    assert {p["role"]: p["name"] for p in page["parties"]}["authoriser"] == "Kim Lee"
    assert known["signature_file_id"]

    advisor.open(f"/work-orders/{order}/")
    advisor.keep("received-tablet")
    sheet = printed(advisor, f"/work-orders/{order}/papers/reception/")
    assert TITLES[language] in sheet
    assert re.search(rf"{TICKETS[language]}\s*{one_here(desk, one)['ticket']}\b", sheet)
    assert leader_phone(advisor, order) in sheet.replace(" ", "")
    desk.leaves(order)
    advisor.leave()
    assert count.faults == []


def to_the_reception(advisor: Person, order: str) -> None:
    advisor.open("/desk/")
    line = advisor.page.locator(f'a.line[href="/work-orders/{order}/"]')
    wait_on_reload(advisor, line)
    advisor.tap(line)
    advisor.tap('a.btn-primary[href$="/reception/"]')


def photographs(advisor: Person) -> None:
    advisor.give("input[name=photos]", picture())
    advisor.tap('form[action*="/photos/"] button[type=submit]')


def interviews(advisor: Person, words: str, put_off: str) -> None:
    advisor.fill("textarea[name=words]", words)
    advisor.tap("details:has(input[name=what]) > summary")
    for field in ("what", "when", "where", "who", "why", "how"):
        advisor.fill(f"input[name={field}]", f"{field} …")
    advisor.choose("select[name=reproduced]", 1)
    advisor.check("input[name=joint_test_drive]")
    advisor.tap(advisor.page.locator("label.choice", has_text=put_off))


def looks_at_the_car(advisor: Person) -> None:
    """A mark with its photo by touch, another without by the list of places."""
    advisor.fill("input[name=odometer]", "123456")
    advisor.fill("input[name=fuel_percent]", "40")
    advisor.fill("input[name=charge_percent]", "80")
    advisor.fill("input[name=valuables]", "ETC")
    advisor.tap(".pin-photo:has(img)")
    advisor.count.inputs += 1
    drawing = advisor.page.locator("[data-pin-area]")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    drawing.click(position={"x": box["width"] / 2, "y": box["height"] / 3})
    advisor.page.locator("[data-pin-list] .pin-shown").wait_for()
    advisor.fill("[data-pin-list] input", "12 cm")
    advisor.choose("[data-pin-place]", 3)
    advisor.tap("[data-pin-add]")
    assert advisor.page.locator("[data-pin-marks] circle").count() == 2
    advisor.check("input[name=courtesy_car]")


def names_people(advisor: Person, owner: str) -> None:
    advisor.tap("details:has(input[name=yes_name]) > summary")
    advisor.fill("input[name=bringer_name]", "Robin Lee")
    advisor.fill("input[name=yes_name]", "Kim Lee")
    advisor.fill("input[name=yes_phone]", "+819011112222")
    advisor.fill("input[name=yes_limit]", "30000")
    advisor.choose("select[name=payment]", 2)
    draw(advisor)
    advisor.fill("input[name=signature_name]", owner)


def everything(advisor: Person) -> dict:
    """Every value of the form of reception, the drawing and the signature too."""
    return advisor.page.locator("main form[data-keep]").evaluate(
        """form => Object.fromEntries([...form.elements]
             .filter(e => e.name && !['csrfmiddlewaretoken', 'begun_at', 'pin_photo'].includes(e.name))
             .map(e => [`${e.name}=${e.type === 'checkbox' ? e.value : ''}`, e.type === 'checkbox' ? e.checked : e.value]))"""
    )


def printed(person: Person, address: str) -> str:
    """The words of a paper as it opens."""
    content = base64.b64decode(person.page.evaluate(FETCHED, address))
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def one_here(desk: Desk, one: dict) -> dict:
    cars = desk.get(f"/booking/sites/{desk.house.site}/yard")["cars"]
    return next(car for car in cars if car["vehicle_id"] == one["car"]["id"])


def leader_phone(advisor: Person, order: str) -> str:
    """Whom the owner may call directly, as the reception shows it."""
    advisor.open(f"/work-orders/{order}/reception/")
    link = advisor.page.locator('main a[href^="tel:"], main a[href^="mailto:"]').first
    return link.inner_text().split(" · ")[0].replace(" ", "").strip()
