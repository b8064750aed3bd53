"""What is looked at on every page: axe, the edges, the words, and whether there is a way on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()

WAYS_ON = """() => [...document.querySelectorAll('main a[href], main button, main summary, nav a[href], header a[href]')]
  .filter(e => !e.closest('.switch, .skip') && !e.disabled && e.checkVisibility()).length"""
DRAWN = "async () => { for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame); }"
DARK = (
    "() => matchMedia('(prefers-color-scheme: dark)').matches && !document.getAnimations().length"
)
OVERFLOW = """async () => {
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  const page = document.documentElement, over = page.scrollWidth - page.clientWidth;
  if (over <= 1) return '';
  const scrolls = e => e && e !== page && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
  const guilty = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() &&
    e.getBoundingClientRect().right > page.clientWidth + 1 && !scrolls(e.parentElement)).pop();
  return `${over} px: ${guilty ? guilty.outerHTML.slice(0, 120) : ''}`;
}"""
SQUEEZED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const box = node.parentElement, text = node.textContent.trim();
    if (text.length < 5 || !box.checkVisibility() || box.closest('.sr-only, thead, caption, [hidden]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect(), em = parseFloat(getComputedStyle(box).fontSize);
    if (width > 1 && width < 2.5 * em && height > 5 * em) return `${text.slice(0, 40)} (${Math.round(width)} px)`;
  }
  return '';
}"""
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node; (node = walker.nextNode());) {
    const box = node.parentElement, text = node.textContent.trim();
    if (text && !box.closest('script, style, noscript, code, [lang], .switch, blockquote') && box.checkVisibility())
      found.push(text.replace(/\\s+/g, ' '));
  }
  return found;
}"""
SENTENCE = re.compile(r"[A-Za-z]{2,}[ ,]+[a-z]{2,}")


@contextmanager
def dark(page: Page) -> Iterator[None]:
    """The page as it is in the dark, once its colours have settled."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(DRAWN)
    page.wait_for_function(DARK)
    yield
    page.emulate_media(color_scheme="light")


def axe(page: Page, *, rule: str = "") -> list[str]:
    """What axe finds, each with the first place it found it; ``rule`` narrows it to one."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = "resultTypes: ['violations']"
    if rule:
        options += f", runOnly: {{type: 'rule', values: ['{rule}']}}"
    found = page.evaluate(f"axe.run({{{options}}}).then(r => r.violations)")
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


def squeezed(page: Page) -> str:
    """The first text that stands in a column of single signs."""
    return str(page.evaluate(SQUEEZED))


def overflow(page: Page) -> str:
    """By how much the page is wider than the screen, and what reaches out; empty if it is not."""
    return page.evaluate(OVERFLOW)


def english_left(page: Page) -> list[str]:
    """English sentences on a page that is not in English: two words, the second not capitalised."""
    return [t for t in page.evaluate(TEXTS) if t.isascii() and SENTENCE.search(t)]


def ways_on(page: Page) -> int:
    """How many things there are to press or follow."""
    return page.evaluate(WAYS_ON)
