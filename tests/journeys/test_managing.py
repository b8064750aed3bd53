"""A manager's day on the phone: what needs somebody, the morning sheet, tomorrow, a task that is handed on."""

import pytest

from tests.journeys.people import DESKTOP, PHONE, Count, Person

pytestmark = pytest.mark.browser
MANAGERS = (
    ("ishikawa", "shinagawa", "ja"),
    ("chen", "tianhe", "zh"),
    ("parker", "honolulu", "en"),
)


@pytest.mark.parametrize(("login", "site", "language"), MANAGERS)
def test_a_manager_opens_the_day_on_the_phone(browser, demo, login, site, language):
    """From the first page to the sheet and the check of tomorrow in at most eight inputs."""
    count = Count()
    manager = Person(browser, demo, login, count, device=PHONE, language=language)
    manager.page.set_viewport_size({"width": 360, "height": 780})
    manager.open("/")
    manager.keep("manager-home", whole=True)
    assert manager.sees("#queues-now")

    manager.tap('a[href$="/morning/"]')
    manager.keep("manager-morning", whole=True)
    manager.fill("input[name=text]", "5S")
    manager.tap("#theme button[type=submit]")
    assert manager.page.locator("input[name=text]").input_value() == "5S"
    assert manager.begins('a[href$="morning.pdf"]') == "%PDF-"

    manager.open(f"/manager/{site}/tomorrow/")
    manager.tap('form[action$="/tomorrow/check/"] button')
    manager.keep("manager-tomorrow", whole=True)
    before = manager.page.locator('form[action$="/done/"]').count()
    if before:
        manager.tap('form[action$="/done/"] button')
        assert manager.page.locator('form[action$="/done/"]').count() == before - 1

    manager.leave()
    assert count.faults == []
    assert count.inputs <= 8


def test_a_task_beside_a_visit_reaches_a_colleague_and_is_done(browser, demo):
    """The manager writes it on the desk; it is on the other's list without a reload."""
    count = Count()
    manager = Person(browser, demo, "parker", count, device=DESKTOP)
    clerk = Person(browser, demo, "bell", count, device=DESKTOP)
    clerk.open("/tasks/")
    clerk.keep("tasks")

    manager.open("/")
    manager.page.locator(
        '#queues-now a[href^="/work-orders/"]:not([href$="/answers/"])'
    ).first.click()
    manager.page.locator('a[href^="/tasks/new/"]').first.wait_for()
    manager.tap('a[href^="/tasks/new/"]')
    manager.keep("tasks-new")
    manager.fill("input[name=title]", "Bring the wheel lock adapter")
    manager.one("select[name=receiver]").select_option("role:parts_clerk")
    manager.tap("#new-task button[type=submit]")

    found = clerk.page.locator("#tasks-now a", has_text="Bring the wheel lock adapter")
    found.wait_for()
    clerk.tap(found)
    clerk.keep("tasks-page")
    clerk.tap("#finish-task button[type=submit]")
    assert not clerk.sees("#tasks-now a:has-text('Bring the wheel lock adapter')")

    for person in (manager, clerk):
        person.leave()
    assert count.faults == []
