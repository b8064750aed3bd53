"""A browser and a running server for the tests that need them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).resolve().parents[4]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BUILT = ROOT / "src" / "seibi" / "ui" / "static" / "ui" / "build" / "seibi.css"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def _absent() -> str:
    if not CHROMIUM:
        return "Chromium is not installed: these tests need it"
    if not (AXE.exists() and BUILT.exists()):
        return "the front end is not built: run make assets"
    return ""


@pytest.fixture(scope="module")
def address(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A running server. These pages change nothing, so nothing has to be emptied afterwards."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium; where it is missing CI fails and people are told."""
    if absent := _absent():
        if os.environ.get("CI"):
            pytest.fail(absent)
        pytest.skip(absent)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()
