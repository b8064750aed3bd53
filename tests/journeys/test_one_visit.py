"""From "due" to "handed back" in a real browser: every person goes from their first page by what they see."""

import pytest

from tests.journeys.people import DESKTOP, PHONE
from tests.journeys.visits import Visit

pytestmark = pytest.mark.browser

MOST_INPUTS = 60
SEEN_LIVE = "before => document.querySelector('#now').innerText !== before && window.notLoadedAgain"


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_a_car_goes_from_due_to_handed_back(browser, demo, language, device, record_property):
    visit = Visit(browser, demo, language, device)
    owner, advisor = (
        visit.person(visit.cast.owner, device),
        visit.person(visit.cast.advisor, DESKTOP),
    )
    clerk, cashier = (
        visit.person(visit.cast.clerk, DESKTOP),
        visit.person(visit.cast.cashier, DESKTOP),
    )

    plate = visit.the_owner_books(owner)
    visit.the_car_is_received(advisor, plate)
    visit.the_owner_approves(owner)
    visit.the_parts_are_handed_out(clerk)
    before = owner.page.locator("#now").inner_text()
    owner.page.evaluate("window.notLoadedAgain = true")
    visit.the_work_is_done(visit.who_has_the_job())
    owner.page.wait_for_function(SEEN_LIVE, arg=before)
    visit.the_bill_is_paid(cashier)
    visit.the_car_is_handed_back(advisor)
    owner.open()
    visit.keep(owner, "afterwards")

    for person in visit.people:
        person.leave()
    record_property("inputs", visit.count.inputs)
    print(
        f"{language}, owner at {'a phone' if device is PHONE else 'a desktop'}: "
        f"{visit.count.inputs} inputs of at most {MOST_INPUTS}"
    )
    assert visit.count.faults == []
    assert visit.count.inputs <= MOST_INPUTS
