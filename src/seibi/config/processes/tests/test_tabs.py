"""Eight tabs of one browser share one stream; when the tab that holds it goes, nothing is lost."""

import socket
import time

import pytest

from seibi.config.processes.tests.live_site import LiveSite
from seibi.kernel.live import topics
from seibi.kernel.live.tests import conftest as live
from seibi.ui.tests import conftest as ui

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABS = 8
ONCE_A_SECOND = 1_000  # milliseconds; more is not quick
doors, browser = live.doors, ui.browser
WITHOUT_SHARED_WORKER = "Object.defineProperty(window, 'SharedWorker', { value: undefined })"


@pytest.fixture(scope="module", autouse=True)
def _a_database_beside_a_browser():
    """The driver of the browser keeps an event loop in this thread, which Django would mind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def site(doors, settings):
    """The front of `seibi up` with a door to follow, and a bell that only nudges."""
    settings.ROOT_URLCONF = "seibi.config.processes.tests.live_site"
    settings.ALLOWED_HOSTS = ["*"]
    topics.nudge_topic(
        "bell",
        hears=(live.DoorOpened,),
        may_see=doors.may_see,
        key_of=lambda event, entry: event.door,
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = LiveSite(live.address(), port)
    running.start()
    yield running
    running.stop()


@pytest.fixture(params=["a shared worker", "the tab that holds a lock"])
def tabs(browser, site, request):
    """Eight tabs of one browser that look at one door."""
    context = browser.new_context(service_workers="block")
    if request.param != "a shared worker":
        context.add_init_script(WITHOUT_SHARED_WORKER)
    found = []
    for _number in range(TABS):
        page = context.new_page()
        page.add_init_script(
            "window.nudges = 0;"
            "document.addEventListener('seibi:live', e => { if (e.target.id === 'told') nudges++ })"
        )
        page.goto(site.url)
        found.append(page)
    yield found
    context.close()


def shown(page, text):
    page.wait_for_function(
        "text => document.getElementById('door').textContent.trim() === text", arg=text
    )


def until(condition, patience=10.0):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def fetch_takes(page):
    """How long a page of the same server takes from this tab, in milliseconds."""
    return page.evaluate(
        "async () => { const t = performance.now(); await (await fetch('/quick/')).text();"
        " return performance.now() - t; }"
    )


def test_eight_tabs_are_told_by_one_stream_and_pages_stay_quick(tabs, site):
    for page in tabs:
        shown(page, "Yes 0")
    until(lambda: site.streams() == 1)

    live.open_door("hall")

    for page in tabs:
        shown(page, "Yes 1")
    assert site.streams() == 1
    assert max(fetch_takes(page) for page in tabs) < ONCE_A_SECOND


def test_when_the_first_tab_closes_the_others_are_told_all_the_same(tabs, site):
    for page in tabs:
        shown(page, "Yes 0")
    first, *others = tabs
    before = [page.evaluate("nudges") for page in others]

    first.close()
    live.open_door("hall")

    for page in others:
        shown(page, "Yes 1")
    until(lambda: site.streams() == 1)
    live.open_door("hall")
    for page in others:
        shown(page, "Yes 2")
    after = [page.evaluate("nudges") for page in others]
    assert all(now > then for now, then in zip(after, before, strict=True))
    assert site.streams() == 1


def test_the_last_tab_takes_the_stream_along(tabs, site):
    until(lambda: site.streams() == 1)

    for page in tabs:
        page.close()

    until(lambda: site.streams() == 0)


def test_a_lost_right_reaches_every_tab(tabs, site, doors):
    for page in tabs:
        shown(page, "Yes 0")
    for page in tabs:
        page.evaluate(
            "() => { window.gone = new Promise(done =>"
            " document.addEventListener('seibi:gone', () => done(true))); }"
        )

    doors.locked.add("hall")
    live.change_locks()

    assert [page.evaluate("window.gone") for page in tabs] == [True] * TABS
    until(lambda: site.streams() == 0)
