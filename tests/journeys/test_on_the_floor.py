"""The floor: one tablet for two, the graded check, the end of the day, and what is taken back."""

import datetime as dt

import httpx
import pytest
from playwright.sync_api import Locator

from tests.journeys.floors import CREWS, Car, Shop, Tablet
from tests.journeys.people import DESKTOP, PHONE, Count, Person
from tests.journeys.visits import picture, wait_on_reload

pytestmark = pytest.mark.browser
EVERYWHERE = pytest.mark.parametrize("language", ["en", "ja", "zh"])
WHOSE = "document.querySelector('meta[name=who]').content"


def reveal(person: Person, form: str) -> Locator:
    """What stands behind a fold, opened."""
    found = person.page.locator(form)
    if not found.is_visible():
        person.tap(person.page.locator("details", has=found).locator("> summary"))
    return found


@EVERYWHERE
def test_two_technicians_share_one_tablet_and_the_board_follows(
    browser, demo, language, record_property
):
    crew, count = CREWS[language], Count()
    shop, (one, other) = Shop(demo, CREWS[language]), CREWS[language].technicians
    first, second = shop.approved("CABIN-FILTER", booked=True), shop.approved("WIPERS")
    shop.stop_clocks(one)
    shop.stop_clocks(other)
    names = {n["account_id"]: n["name"] for n in _technicians(shop)}
    controller = Person(browser, demo, crew.controller, count, device=DESKTOP, language=language)
    controller.open(f"/workshop/{crew.site}/board/")
    controller.page.evaluate("window.notLoadedAgain = true")
    tablet = Tablet(browser, demo, crew, count, language)
    tablet.keep("tablet")

    mine = tablet.by_badge(one)
    tablet.keep("tablet-jobs")
    works_on_two_cars(tablet, first, second)
    asks_and_shows(tablet, second, crew.words)
    assert len(shop.clocks(one)) == 2
    tablet.press(first, "pause", reason="parts")
    controller.page.locator(".board-lane-waiting", has_text=first.plate).wait_for()
    assert controller.page.evaluate("window.notLoadedAgain")
    tablet.press(second, "done")

    tablet.switch()
    theirs = next(name for name in names.values() if name != mine and _has_pin(tablet, name))
    seconds = tablet.by_pin(theirs)
    time_without_a_car(tablet)
    nobody_acts_as_the_one_before(tablet, theirs)

    record_property("switch_seconds", round(seconds, 2))
    record_property("inputs", count.inputs)
    print(f"{language}: switched in {seconds:.2f} s; {count.inputs} inputs")
    assert shop.clocks(one) == shop.clocks(other) == []
    assert shop.state(second) == "quality_check"
    for person in (tablet, controller):
        person.leave()
    assert count.faults == []


def _technicians(shop: Shop) -> list[dict]:
    page = shop.get(shop.crew.manager, "/work-orders/floor/clocks", site_id=shop.site["id"])
    return page["technicians"]


def _has_pin(tablet: Tablet, name: str) -> bool:
    return tablet.sees(f'a.person-tile:has-text("{name}")')


def works_on_two_cars(tablet: Tablet, first: Car, second: Car) -> None:
    """One clock runs; the second begins only for whoever says that they work on two cars."""
    tablet.press(first, "start")
    tablet.keep("tablet-job")
    tablet.press(second, "start")
    assert tablet.sees("[role=alert]")
    tablet.check(f'form[action="{second.floor}start/"] input[name=two_cars]')
    tablet.press(second, "start")
    assert tablet.sees(f'form[action="{second.floor}done/"]')


def asks_and_shows(tablet: Tablet, car: Car, words: str) -> None:
    """A part is asked for, and a photo of the work is kept."""
    part, photo = f'form[action="{car.floor}part/"]', f'form[action="{car.floor}photo/"]'
    reveal(tablet, part)
    tablet.fill(f"{part} input[name=words]", words)
    tablet.tap(f"{part} button[type=submit]")
    reveal(tablet, photo)
    tablet.give(f"{photo} input[type=file]", picture())
    tablet.tap(f"{photo} button[type=submit]")
    tablet.keep("tablet-job-running")


def time_without_a_car(tablet: Tablet) -> None:
    indirect = 'form[action$="/floor/indirect/"]'
    reveal(tablet, indirect)
    tablet.tap(f"{indirect} button[type=submit]")
    tablet.keep("tablet-indirect")
    tablet.tap(f"{indirect} button[name=stop]")


def nobody_acts_as_the_one_before(tablet: Tablet, name: str) -> None:
    """However far Back goes, the tablet belongs to who is on, or to nobody."""
    me = tablet.page.evaluate(WHOSE)
    for _each in range(9):
        if not tablet.page.evaluate("history.length > 1 && document.referrer !== 'about:blank'"):
            break
        tablet.page.go_back(wait_until="load")
        if "/floor/tablet/" in tablet.page.url:
            continue
        tablet.page.locator(".shared-device strong", has_text=name).wait_for()
        assert tablet.page.evaluate(WHOSE) == me


GRADES = ("CABIN-FILTER", "BRAKE-FLUID", "CHECK-12", "ALIGN")  # photo, peer, inspector, road test


@EVERYWHERE
def test_finished_work_is_looked_at_by_who_may_and_goes_back_when_it_is_not_good(
    browser, demo, language
):
    crew, count = CREWS[language], Count()
    shop = Shop(demo, crew)
    signed = ("TIMING-BELT",) if language == "zh" else ()
    car = shop.finished(*GRADES, *signed)
    gate = f"{car.order}quality/"
    doer, inspector = (
        Person(browser, demo, login, count, device=PHONE, language=language)
        for login in (crew.technicians[0], crew.inspector)
    )

    doer.open(gate)
    doer.keep("gate", whole=True)
    looks_at_own_work(doer, roads=1 + len(signed))
    inspector.open(gate)
    sends_back(inspector, crew.words)
    assert shop.state(car) == "in_work"

    doer.open(car.floor)
    doer.keep("gate-back", whole=True)
    doer.tap(f'form[action="{car.floor}start/"] button[type=submit]')
    doer.tap(f'form[action="{car.floor}done/"] button[type=submit]')
    if language == "ja":
        writes_the_record(doer)
    inspector.open(gate)
    passes_the_rest(inspector)
    if language == "zh":
        assert shop.state(car) == "quality_check"
        inspector.keep("certificate", whole=True)
        inspector.tap('form[action$="/certificate/"] button[type=submit]')
        inspector.open(gate)
        assert inspector.page.locator("text=/TIANHE-\\d{4}-\\d{6}/").count()
    inspector.keep("gate-passed", whole=True)

    assert shop.state(car) == "ready"
    print(f"{language}: {count.inputs} inputs at the gate")
    for person in (doer, inspector):
        person.leave()
    assert count.faults == []


def need(person: Person, *, photo: bool = False, road: bool = False) -> Locator:
    """The cards that wait for a look by this person."""
    found = person.page.locator("form:has(button[name=passed])")
    if photo:
        return found.filter(has=person.page.locator("input[type=file]"))
    return found.filter(has=person.page.locator("input[name=road_km]")) if road else found


def looks_at_own_work(doer: Person, *, roads: int) -> None:
    """Own photo and road test; a photo is asked for when it is missing, distance and time must fit."""
    photo, good = need(doer, photo=True).first, "button[name=passed][value=yes]"
    doer.tap(photo.locator(good))
    assert doer.sees("[role=alert]")
    doer.count.inputs += 1
    image = {"name": "a.png", "mimeType": "image/png", "buffer": picture()}
    need(doer, photo=True).first.locator("input[type=file]").set_input_files(image)
    doer.tap(need(doer, photo=True).first.locator(good))
    for _each in range(roads):
        road = need(doer, road=True).first
        doer.fill(road.locator("input[name=road_km]"), "9")
        doer.fill(road.locator("input[name=road_minutes]"), "1")
        doer.tap(road.locator(good))
        assert doer.sees("[role=alert]")
        road = need(doer, road=True).first
        assert road.locator("input[name=road_km]").input_value() == "9"
        doer.fill(road.locator("input[name=road_minutes]"), "14")
        doer.tap(road.locator(good))
    assert need(doer).count() == 0, "the others are for somebody who did not do it"


def sends_back(inspector: Person, words: str) -> None:
    """Without a word of what is wrong it does not go back; with cause and words it does."""
    back = "button[name=passed][value=no]"
    inspector.tap(need(inspector).first.locator("summary"))
    inspector.tap(need(inspector).first.locator(back))
    assert inspector.sees(".field-error, [role=alert]")
    card = need(inspector).first
    inspector.fill(card.locator("textarea[name=remarks]"), words)
    inspector.count.inputs += 1
    card.locator("select[name=cause]").select_option("forgotten")
    inspector.tap(card.locator(back))


def passes_the_rest(inspector: Person) -> None:
    while need(inspector).count():
        inspector.tap(need(inspector).first.locator("button[name=passed][value=yes]"))


def writes_the_record(doer: Person) -> None:
    """点検整備記録簿: every item has its mark, and it is a paper."""
    doer.tap('main a[href$="/record/"]')
    doer.keep("record", whole=True)
    assert doer.page.locator("select[name^='item:']").count() == 27
    doer.tap('form[id^="record-"] button[type=submit]')
    assert doer.begins('a[href*="/papers/record/"]') == "%PDF-"


@EVERYWHERE
def test_at_the_end_of_the_day_open_clocks_are_listed_and_put_right(browser, demo, language):
    crew, count = CREWS[language], Count()
    shop, one = Shop(demo, crew), crew.technicians[0]
    shop.stop_clocks(one)
    car = shop.approved("WIPERS")
    line = next(x["id"] for x in shop.lines(car) if x["kind"] == "labour")
    shop.post(one, f"{car.order.rstrip('/')}/clock", line_id=line)
    people = {p["name"]: p["account_id"] for p in _technicians(shop)}
    manager = Person(browser, demo, crew.manager, count, device=DESKTOP, language=language)
    manager.open(f"/work-orders/clocks/{crew.site}/")

    row = manager.page.locator(".clock-row", has_text=car.plate).first
    manager.tap(row.locator("summary"))
    now = dt.datetime.fromisoformat(row.locator("input[name=started_at]").input_value())
    manager.fill(row.locator("input[name=started_at]"), f"{now - dt.timedelta(minutes=9):%FT%H:%M}")
    manager.fill(row.locator("input[name=ended_at]"), f"{now - dt.timedelta(days=1):%FT%H:%M}")
    manager.fill(row.locator("input[name=reason]"), crew.words)
    manager.tap(row.locator("button[type=submit]"))
    assert manager.sees("[role=alert]")
    row = manager.page.locator(".clock-row", has_text=car.plate).first
    assert row.locator("input[name=reason]").input_value() == crew.words
    manager.keep("clocks")
    manager.fill(row.locator("input[name=ended_at]"), f"{now - dt.timedelta(minutes=4):%FT%H:%M}")
    manager.tap(row.locator("button[type=submit]"))

    assert shop.clocks(one) == []
    row = manager.page.locator(".clock-row", has_text=car.plate).first
    assert crew.words in row.inner_text()
    doer = row.locator(".line-title").inner_text().split(" · ")[0]
    somebody_else = next(name for name in people if name != doer)
    manager.tap(row.locator("summary"))
    manager.count.inputs += 1
    row.locator("select[name=technician]").select_option(people[somebody_else])
    manager.fill(row.locator("input[name=reason]"), crew.words)
    manager.tap(row.locator("button[type=submit]"))
    row = manager.page.locator(".clock-row", has_text=car.plate).first
    assert row.locator(".line-title").inner_text().startswith(somebody_else)

    manager.page.set_viewport_size({"width": 360, "height": 780})
    manager.keep("clocks-narrow")
    manager.leave()
    assert count.faults == []


@EVERYWHERE
def test_what_was_done_wrongly_at_the_door_and_too_early_is_taken_back_and_a_comeback_is_free(
    browser, demo, language
):
    crew, count = CREWS[language], Count()
    shop = Shop(demo, crew)
    advisor, manager = (
        Person(browser, demo, login, count, device=DESKTOP, language=language)
        for login in (crew.advisor, crew.manager)
    )

    wrong = shop.arrived("WIPERS", booked=True)
    advisor.open(wrong.order)
    swap = reveal(advisor, 'form[action$="/swap-cars/"]')
    advisor.count.inputs += 1
    tag = shop.card(wrong)["key_tag"]
    swap.locator("select").select_option(index=0)
    advisor.fill(swap.locator("input[name=reason]"), crew.words)
    advisor.keep("wrong-car")
    advisor.tap(swap.locator("button[type=submit]"))
    assert shop.state(wrong) == "booked"
    (right,) = [one for one in shop.in_the_house() if one["key_tag"] == tag]
    assert right["id"] not in wrong.order, "the key hangs on the car that is really here"

    gone = shop.delivered("WIPERS")
    manager.open(gone.order)
    back = reveal(manager, 'form[action$="/take_back/"]')
    manager.fill(back.locator("input[name=reason]"), crew.words)
    manager.keep("too-early")
    manager.tap(back.locator("button[type=submit]"))
    assert shop.state(gone) == "ready"
    shop.settle_and_hand_over(gone, 21_004)

    again = shop.arrived("WIPERS", car=Car(gone.plate, gone.customer_id, gone.vehicle_id))
    shop.receive(again, 21_900)
    advisor.open(again.order)
    advisor.keep("comeback")
    advisor.tap('form[action$="/link-return/"] button[type=submit]')
    wait_on_reload(advisor, advisor.page.locator('form[action$="/unlink-return/"]'))
    labour = next(line for line in shop.lines(again) if line["kind"] == "labour")
    assert labour["payer"] == "internal"

    print(f"{language}: {count.inputs} inputs to take three things back and link one")
    for person in (advisor, manager):
        person.leave()
    assert count.faults == []


def lock_from_outside(tablet: Tablet, token: str) -> None:
    """What its own clock would do: the session ends while the page still stands there."""
    site = f"{tablet.login}.localhost:{tablet.demo.port}"
    kept = "; ".join(f"{one['name']}={one['value']}" for one in tablet.context.cookies())
    answer = httpx.post(
        f"http://127.0.0.1:{tablet.demo.port}/floor/tablet/lock/",
        data={"csrfmiddlewaretoken": token},
        headers={"Host": site, "Cookie": kept, "Referer": f"http://{site}/"},
        timeout=60,
    )
    assert answer.status_code == 302, answer.text[:400]


def test_a_press_on_a_tablet_that_locked_itself_waits_for_its_person_and_is_sent_once(
    browser, demo
):
    """The tablet sleeps and has no line between START and DONE; meanwhile somebody else is on."""
    crew, count = CREWS["en"], Count()
    shop, (one, other) = Shop(demo, crew), crew.technicians
    shop.stop_clocks(one)
    car = shop.approved("WIPERS")
    tablet = Tablet(browser, demo, crew, count, "en")
    tablet.by_badge(one)
    tablet.press(car, "start")
    token = tablet.page.locator("meta[name=csrf-token]").get_attribute("content")

    tablet.context.set_offline(True)
    tablet.page.locator("#stale").wait_for()
    tablet.one(f'form[action="{car.floor}done/"] button[type=submit]').click()
    tablet.page.locator("[data-waiting]:not([hidden])").wait_for()
    lock_from_outside(tablet, token)
    tablet.context.set_offline(False)
    tablet.page.wait_for_timeout(2_000)
    assert len(shop.clocks(one)) == 1, "nobody was on, so it was not sent"

    tablet.page.goto(demo.url(tablet.login, "/floor/tablet/"))
    tablet.by_badge(other)
    tablet.page.wait_for_timeout(2_000)
    assert len(shop.clocks(one)) == 1, "it was not theirs"
    tablet.switch()
    tablet.by_badge(one)
    shop.wait_for(lambda: not shop.clocks(one))
    assert shop.state(car) == "quality_check"
    tablet.page.wait_for_load_state()
    assert not tablet.page.locator("[data-waiting]:not([hidden])").count()
    tablet.leave()
    assert count.faults == []
