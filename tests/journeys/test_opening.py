"""A workshop is opened from a template without anybody's help, in three languages, and booked at once."""

import pytest

from tests.journeys.people import DESKTOP, PHONE, Count, Person

pytestmark = pytest.mark.browser
SHORTEST = (
    9  # open, name, street, prepare, a name and an address, add, open the doors, and one to spare
)
MANAGERS = [
    ("rivera", "en", "Pearl City Service", "98 Kamehameha Hwy"),
    ("hayashi", "ja", "青葉 大井町店", "大井1-2-3"),
    ("fang", "zh", "青叶 天河东店", "体育东路2号"),
]
LIST = "Name,Mobile,E-mail\r\nKai Nakoa,(808) 223-0101,kai@example.com\r\n,,\r\nNobody,12,x\r\n"


@pytest.mark.parametrize(("login", "language", "name", "street"), MANAGERS)
def test_a_manager_opens_a_workshop_and_an_owner_finds_a_time(
    browser, demo, login, language, name, street
):
    count = Count()
    person = Person(browser, demo, login, count, device=DESKTOP, language=language)
    person.open("/manager/opening/")
    person.keep("opening-start")
    person.fill("[name=name]", name)
    person.fill("[name=line1]", street)
    person.tap("#opening-start button[type=submit]")
    hub = person.page.url
    assert not person.sees("form[action$='/open/']"), "without a technician it cannot open"
    person.fill("[name=name_0]", "Mia")
    person.fill("[name=email_0]", f"mia.{login}@example.com")
    person.tap("form[action$='/people/'] button[type=submit]")
    person.keep("opening-ready")
    person.tap("form[action$='/open/'] button[type=submit]")
    spent = count.inputs
    code = hub.rstrip("/").rpartition("/")[2]
    person.page.goto(demo.url(login, f"/booking/{code}/"))
    person.page.locator("input[name=codes][value=OIL]").check(force=True)
    person.page.locator("main form button[type=submit]").last.click()
    person.page.wait_for_url("**/when/**")
    assert person.sees("[name=starts_at]"), "a time is free"
    person.page.goto(f"{hub}sheets/")
    person.keep("opening-sheets")
    person.leave()
    assert count.faults == []
    assert spent <= SHORTEST


def test_a_list_is_looked_at_on_a_phone_and_what_is_wrong_is_said(browser, demo):
    count = Count()
    person = Person(browser, demo, "rivera", count, device=PHONE)
    person.open("/partners/")
    person.keep("imports")
    person.page.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    person.tap("form[enctype] button[type=submit]")
    person.keep("import-columns")
    person.tap("form[action$='/columns/'] button[type=submit]")
    person.page.locator("form[action$='/apply/']").wait_for()
    person.keep("import-checked")
    person.leave()
    assert count.faults == []
