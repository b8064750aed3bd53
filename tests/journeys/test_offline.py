"""The line is cut: what is shown, what is said, what is kept, and what comes back by itself."""

import pytest

from tests.journeys import boards
from tests.journeys.people import DESKTOP, PHONE, Count, Person
from tests.journeys.test_sign_in import sign_out
from tests.journeys.visits import CASTS, picture

pytestmark = pytest.mark.browser
IN_CHARGE = "() => navigator.serviceWorker.controller !== null"
CLOCK_RUNS = 'main a.panel:has(use[href$="#timer"])'
NO_LINE = {
    "en": "There is no connection",
    "ja": "インターネットにつながっていません",
    "zh": "没有网络连接",
}


def with_the_shell(browser, demo, login: str, count: Count, language: str) -> Person:
    """Somebody whose phone has Seibi's shell, as it has after the first visit."""
    person = Person(browser, demo, login, count, device=PHONE, language=language)
    person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    person.page.reload()
    person.page.wait_for_function(IN_CHARGE)
    return person


def somebody_at_work(browser, demo, count: Count) -> Person:
    """The first technician whose clock runs on a car."""
    for login in CASTS["en"].technicians:
        technician = with_the_shell(browser, demo, login, count, "en")
        if technician.sees(CLOCK_RUNS):
            return technician
        technician.leave()
    raise AssertionError("nobody works on a car")


def cut(person: Person) -> None:
    """The line is cut, and the page says so."""
    person.context.set_offline(True)
    person.page.locator("#stale").wait_for()


def last_word(person: Person) -> str:
    line = person.page.locator("#toasts [data-toast] > span").last
    line.wait_for()
    return line.inner_text()


@pytest.mark.parametrize("language", list(NO_LINE))
def test_an_owner_is_told_in_their_language_and_comes_back_by_themselves(browser, demo, language):
    count = Count()
    owner = with_the_shell(browser, demo, CASTS[language].owner, count, language)
    car = owner.one('main a[href*="/cars/"]')
    address = car.get_attribute("href") or ""
    title = car.inner_text()

    cut(owner)
    assert car.inner_text() == title, "what was known is still shown"
    owner.tap(car)
    assert owner.page.locator("h1").inner_text() == NO_LINE[language]
    owner.keep("offline")

    owner.context.set_offline(False)
    owner.page.locator(".phone-shell").wait_for()
    assert owner.page.url.endswith(address)
    assert owner.page.locator("#stale").is_hidden()
    owner.leave()
    assert count.faults == []


def test_what_an_owner_sends_is_not_lost(browser, demo):
    count = Count()
    owner = with_the_shell(browser, demo, "grace", count, "en")
    owner.tap('main a[href*="/booking/"]')
    owner.fill("textarea", "A rattle at the back.")
    address = owner.page.url

    cut(owner)
    owner.one("form button[type=submit].btn-primary").click()
    assert last_word(owner).startswith("This could not be sent. What you typed is still here.")
    assert owner.page.url == address
    owner.page.reload()
    assert owner.page.locator("h1").inner_text() == NO_LINE["en"]

    owner.context.set_offline(False)
    owner.page.locator("textarea").wait_for()
    assert owner.page.locator("textarea").input_value() == "A rattle at the back."
    owner.leave()
    assert count.faults == []


GIVE_AWAY = """(who) => new Promise((given, failed) => {
    const opened = indexedDB.open("keyval-store");
    opened.onerror = failed;
    opened.onsuccess = () => {
      const store = opened.result.transaction("keyval", "readwrite").objectStore("keyval");
      const read = store.get("seibi-presses");
      read.onsuccess = () => {
        const written = store.put(read.result.map((one) => ({ ...one, who })), "seibi-presses");
        written.onsuccess = () => { opened.result.close(); given(true); };
      };
    };
})"""
AT_HAND = "async (address) => Boolean(await caches.match(address, { ignoreVary: true }))"
WAITING = "(count) => document.querySelector('[data-waiting-count]')?.textContent === String(count)"


def press_without_a_line(technician: Person, found: str) -> None:
    """DONE, and something that was found with a photo of it; both wait on the phone."""
    page = technician.page
    done = technician.one('form[action$="/done/"] button[type=submit]')
    done.click()
    assert last_word(technician) == "Kept. It is sent when the connection is back."
    assert done.is_disabled(), "it cannot be pressed a second time"
    technician.tap('details:has(form[action$="/finding/"]) > summary')
    technician.fill("#finding-words", found)
    technician.give('form[action$="/finding/"] input[type=file]', picture())
    technician.one('form[action$="/finding/"] button[type=submit]').click()
    page.wait_for_function(WAITING, arg=2)
    assert page.locator("#finding-words").input_value() == "", "there is room for the next one"


def test_a_technician_goes_on_working(browser, demo):
    """A job opens that was not open before; what is pressed is sent with its own moment when the line is back."""
    count = Count()
    technician = somebody_at_work(browser, demo, count)
    page, job = technician.page, technician.one(CLOCK_RUNS)
    address = job.get_attribute("href") or ""
    page.wait_for_function(AT_HAND, arg=address)

    cut(technician)
    technician.tap(job)
    page.locator("#stale").wait_for()
    assert page.url.endswith(address)
    undone = page.locator('form[action$="/undone/"]').count()
    press_without_a_line(technician, "The left boot is torn.")
    technician.keep("job-offline")
    page.reload()
    page.wait_for_function(WAITING, arg=2)
    assert technician.one('form[action$="/done/"] button[type=submit]').is_disabled()

    page.evaluate(GIVE_AWAY, "somebody else")
    technician.context.set_offline(False)
    page.reload()
    page.wait_for_timeout(1_000)
    assert page.locator('form[action$="/undone/"]').count() == undone, "it was not theirs"

    page.evaluate(GIVE_AWAY, page.locator('meta[name="who"]').get_attribute("content"))
    with page.expect_navigation(wait_until="load"):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    assert last_word(technician) == "What you pressed without a connection has been sent."
    assert page.locator('form[action$="/undone/"]').count() == undone + 1
    advisor = demo.program_of(CASTS["en"].advisor)
    assert "The left boot is torn." in advisor.get(f"/work-orders/{address.split('/')[-2]}").text

    leaves_nothing_behind(technician, address)
    technician.leave()
    assert count.faults == []


def leaves_nothing_behind(technician: Person, address: str) -> None:
    """Who signs out takes the pages along that were at hand."""
    sign_out(technician)
    technician.page.wait_for_function(
        f"async (address) => !(await ({AT_HAND})(address))", arg=address
    )
    technician.context.set_offline(True)
    technician.open(address)
    assert technician.page.locator("h1").inner_text() == NO_LINE["en"]


def test_a_card_that_cannot_be_moved_goes_back_with_a_sentence(browser, demo):
    count = Count()
    controller = Person(browser, demo, "reed", count, device=DESKTOP)
    boards.open_board(controller, "honolulu")
    card = boards.movable(controller)[0]

    cut(controller)
    boards.choose_another_time(controller, card, 1)
    assert last_word(controller) == "The move did not reach us. The plan is as before; try again."
    assert boards.start_of(controller, card["id"]) == card["start"]
    controller.leave()
    assert count.faults == []
