"""People with a browser that counts: every tap and every field is an input, every page is looked at."""

import os
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page

from tests.journeys import eyes, pictures
from tests.journeys.stage import Demo

PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
DESKTOP = {"width": 1280, "height": 860}
SHARED = {"width": 1180, "height": 820}  # the tablet in the workshop, touched with gloves
PATIENCE = int(os.environ.get("SEIBI_JOURNEYS_PATIENCE_MS", "30000"))

BEGINNING = """async url => {
  const answer = await fetch(url);
  return answer.ok ? (await answer.text()).slice(0, 5) : `${answer.status}`;
}"""
LEADS_ELSEWHERE = """e => {
  const form = e.closest('button:not([type=button])')?.form, link = e.closest('a[href]');
  const asks = form?.matches('[hx-get], [hx-post]') && /^$|submit/.test(form.getAttribute('hx-trigger') ?? '');
  return Boolean(link || form && form.method !== 'dialog' && !asks);
}"""


@dataclass
class Count:
    """What a whole journey cost: one for each tap, and one for each field that is filled."""

    inputs: int = 0
    faults: list[str] = field(default_factory=list)


class Person:
    """Somebody on a device, who came in by the link of their role.

    ``agent`` is what their browser calls itself, ``before`` a script that runs before each page.
    """

    def __init__(
        self,
        browser: Browser,
        demo: Demo,
        login: str,
        count: Count,
        *,
        device: dict[str, int],
        language: str = "en",
        enter: bool = True,
        agent: str | None = None,
        before: str = "",
    ) -> None:
        self.demo, self.login, self.count = demo, login, count
        narrow = "phone" if device["width"] <= PHONE["width"] else "desktop"
        kind = "tablet" if device is SHARED else narrow
        self.where = f"{kind}-{language}"
        touch = bool(agent) or device is SHARED
        self.context = browser.new_context(
            viewport=device, reduced_motion="reduce", user_agent=agent, has_touch=touch
        )
        if before:
            self.context.add_init_script(before)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self._fault(f"script: {error}"))
        self.page.on("response", self._watch)
        if enter:
            self.page.goto(demo.url(login, f"/demo/enter/{login}/"))

    def open(self, path: str = "/") -> "Person":
        """Press the icon on the home screen, or a link in a letter; counted as one input."""
        self.count.inputs += 1
        self.page.goto(self.demo.url(self.login, path))
        return self

    def tap(self, what: str | Locator) -> None:
        """Press what is visible; afterwards the page that came has a way on."""
        self.count.inputs += 1
        target = self.one(what)
        if target.evaluate(LEADS_ELSEWHERE):
            with self.page.expect_navigation(wait_until="load"):
                target.click()
        else:
            target.click()
        if not eyes.ways_on(self.page):
            self._fault(f"dead end at {self.page.url}")

    def fill(self, what: str | Locator, text: str) -> None:
        self.count.inputs += 1
        self.one(what).fill(text)

    def choose(self, what: str | Locator, number: int) -> None:
        """Take one of a list, counted from nought."""
        self.count.inputs += 1
        self.one(what).select_option(index=number)

    def check(self, what: str | Locator) -> None:
        self.count.inputs += 1
        self.one(what).check()

    def uncheck(self, what: str | Locator) -> None:
        self.count.inputs += 1
        self.one(what).uncheck()

    def give(self, selector: str, picture: bytes) -> None:
        """Hand a photo to a field for files."""
        self.count.inputs += 1
        self.page.locator(selector).first.set_input_files(
            {"name": "a.png", "mimeType": "image/png", "buffer": picture}
        )

    def sees(self, selector: str) -> bool:
        return self.page.locator(selector).count() > 0

    def keep(self, name: str, *, whole: bool = False) -> None:
        """Look at the page in both lights; a picture of it stays where the index has a place for it."""
        self._faults(name, eyes.axe(self.page))
        if wide := eyes.overflow(self.page):
            self._fault(f"{name}: wider than the screen by {wide}")
        pictures.keep_picture(self.page, name, self.where, whole=whole)
        with eyes.dark(self.page):
            self._faults(f"{name} in the dark", eyes.axe(self.page, rule="color-contrast"))
            if self.where.endswith("-en") and name in pictures.DARK:
                pictures.keep_picture(self.page, name, f"{self.where}-dark", whole=whole)

    def one(self, what: str | Locator) -> Locator:
        """The first of these that can be seen."""
        found = self.page.locator(what) if isinstance(what, str) else what
        return found.filter(visible=True).first

    def begins(self, link: str) -> str:
        """With which letters the file behind a link begins."""
        address = self.one(link).get_attribute("href")
        return str(self.page.evaluate(BEGINNING, address))

    def leave(self) -> None:
        self.context.close()

    def _faults(self, where: str, found: list[str]) -> None:
        for one in found:
            self._fault(f"{where}: {one}")

    def _fault(self, sentence: str) -> None:
        self.count.faults.append(f"{self.login}: {sentence}")

    def _listen(self, message) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._fault(f"console: {message.text[:200]}")

    def _watch(self, response) -> None:
        if response.status >= 500:
            self._fault(f"{response.status} {response.url}")
