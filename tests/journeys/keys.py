"""Somebody who uses no mouse: everything by Tab, Space, Enter and the arrows, and the focus is always seen."""

from tests.journeys.people import Person

MOST_TABS = 200
A_MOMENT = 300  # milliseconds
FOCUS = """wanted => {
  const held = document.activeElement;
  if (!held || held === document.body) return {there: false, fault: ''};
  const frames = [held, held.closest('label'), held.closest('.choice, .tick-line, .desk-search')].filter(Boolean);
  const ring = e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 || s.boxShadow !== 'none'; };
  const seen = frames.filter(e => e.getBoundingClientRect().width > 4).some(e => {
    const box = e.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), y = box.top + Math.min(box.height / 2, 20);
    const on = document.elementFromPoint(x, y);
    return y >= 0 && y <= innerHeight && on && (e.contains(on) || on.contains(e) && on !== document.documentElement && on !== document.body);
  });
  const fault = !frames.some(ring) ? 'no ring' : !seen ? 'out of sight' : '';
  return {there: held.matches(wanted), fault: fault && `${fault}: ${held.outerHTML.slice(0, 120)}`};
}"""


class Keys(Person):
    """A person at the keyboard. What has the focus without showing it is a fault."""

    def go_to(self, selector: str) -> None:
        """Tab until the focus is on it."""
        for _ in range(MOST_TABS):
            if self.is_at(selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.login} at {self.page.url}: no Tab leads to {selector}")

    def is_at(self, selector: str) -> bool:
        found = self.page.evaluate(FOCUS, selector)
        if found["fault"]:
            self.page.wait_for_timeout(A_MOMENT)  # a card may still be on its way to its place
            found = self.page.evaluate(FOCUS, selector)
        if found["fault"]:
            self._fault(f"{self.page.url}: {found['fault']}")
        return found["there"]

    def follow(self, selector: str) -> None:
        """Go there and press Enter, which leads to another page."""
        self.go_to(selector)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")

    def toggle(self, selector: str) -> None:
        self.go_to(selector)
        self.page.keyboard.press("Space")

    def type(self, selector: str, text: str) -> None:
        """Go to a field and write over what is in it."""
        self.go_to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
