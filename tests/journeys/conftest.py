"""One demo and one browser for all journeys."""

import os
import shutil

import pytest

from tests.journeys import stage

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """A small demo for all journeys; SEIBI_JOURNEYS_DEMO=<port>:<mail port> uses a running one."""
    if running := os.environ.get("SEIBI_JOURNEYS_DEMO"):
        served = stage.running_demo(*map(int, running.split(":")))
    else:
        served = stage.start_demo(tmp_path_factory.mktemp("demo"), stage.free_port())
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        message = "Chromium is not installed (apt install chromium): no journey was made."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()
