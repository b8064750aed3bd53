"""The stage of the journeys: a demo on a port of its own, and people with a browser that counts."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "docs" / "screens"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 860}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 60_000


@dataclass
class Demo:
    """A running demo."""

    port: int
    process: subprocess.Popen[bytes]

    def url(self, login: str, path: str = "/") -> str:
        return f"http://{login}.localhost:{self.port}{path}"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)


def start_demo(home: Path, port: int, cars: int = 40) -> Demo:
    """Seed a small world in a scratch folder and serve it; ready when it answers."""
    environment = {
        **os.environ,
        "SEIBI_HOME": str(home),
        "SEIBI_DEMO_CARS": str(cars),
        "SEIBI_DATABASE_ROLE": "seibi_app",
    }
    environment.pop("DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    log = (home / "demo.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "seibi.config.cli.main", "demo", "--port", str(port)],
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError((home / "demo.log").read_text()[-4000:])
        try:
            if httpx.get(f"http://127.0.0.1:{port}/demo/", timeout=30).status_code == 200:
                return Demo(port, process)
        except httpx.HTTPError:
            pass
        time.sleep(1)
    raise RuntimeError(
        "the demo did not answer in ten minutes\n" + (home / "demo.log").read_text()[-4000:]
    )


@dataclass
class Count:
    """What a whole journey cost: one for each tap, and one for each field that is filled."""

    inputs: int = 0
    faults: list[str] = field(default_factory=list)


class Person:
    """Somebody on a device: every tap and every field counts; every page is checked and kept."""

    def __init__(
        self,
        browser: Browser,
        demo: Demo,
        login: str,
        count: Count,
        *,
        device: dict[str, int],
        prefix: str,
    ) -> None:
        self.demo, self.login, self.count, self.prefix = demo, login, count, prefix
        self.context = browser.new_context(viewport=device, reduced_motion="reduce")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._listen)
        self.page.on("response", self._watch)
        self.page.goto(demo.url(login, f"/demo/enter/{login}/"))

    def go(self, path: str) -> "Person":
        """Follow a bookmark or a link from a message; counted as one input."""
        self.count.inputs += 1
        self.page.goto(self.demo.url(self.login, path))
        return self

    def tap(self, selector: str | Locator) -> None:
        self.count.inputs += 1
        self._one(selector).click()
        self.page.wait_for_load_state("load")

    def fill(self, selector: str, text: str) -> None:
        self.count.inputs += 1
        self._one(selector).fill(text)

    def check(self, selector: str | Locator) -> None:
        self.count.inputs += 1
        self._one(selector).check()

    def give(self, selector: str, picture: bytes) -> None:
        self.count.inputs += 1
        self.page.locator(selector).first.set_input_files(
            {"name": "a.png", "mimeType": "image/png", "buffer": picture}
        )

    def sees(self, selector: str) -> bool:
        return self.page.locator(selector).count() > 0

    def keep(self, name: str, *, dark: bool = False) -> None:
        """Keep a picture of the page, after axe found nothing and nothing scrolls sideways."""
        self.page.wait_for_timeout(150)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self._axe(name)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wide > 1:
            self.count.faults.append(f"{self.prefix}-{name}: scrolls sideways by {wide} px")
        SCREENS.mkdir(parents=True, exist_ok=True)
        self._picture(name)
        if dark:
            self.page.emulate_media(color_scheme="dark")
            self._picture(f"{name}-dark")
            self.page.emulate_media(color_scheme="light")

    def _picture(self, name: str) -> None:
        path = SCREENS / f"{self.prefix}-{name}.png"
        if os.environ.get("SEIBI_KEEP_SCREENS") or not path.exists():
            self.page.screenshot(path=path)

    def _axe(self, name: str) -> None:
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
        for violation in found:
            where = violation["nodes"][0]["html"][:160]
            self.count.faults.append(f"{self.prefix}-{name}: {violation['id']}: {where}")

    def _one(self, selector: str | Locator) -> Locator:
        return self.page.locator(selector).first if isinstance(selector, str) else selector

    def _listen(self, message) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.count.faults.append(f"{self.login}: console: {message.text[:200]}")

    def _watch(self, response) -> None:
        if response.status >= 500:
            self.count.faults.append(f"{self.login}: {response.status} {response.url}")
