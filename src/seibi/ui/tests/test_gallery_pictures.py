"""The gallery looks as it did: each part of it is held against a picture that somebody has seen.

``make gallery`` takes the pictures anew; look at them before they are committed. Letters come from the
fonts that Seibi brings along and the moment stands still, so that pictures of two machines compare.
"""

import datetime as dt
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from seibi.kernel import clock
from seibi.ui.tests.conftest import ROOT

pytestmark = pytest.mark.browser
KEPT = Path(__file__).parent / "gallery"
SEEN_NOW = ROOT / "build" / "gallery"
ACCEPTS = bool(os.environ.get("SEIBI_KEEP_GALLERY"))
NOW = dt.datetime(2026, 11, 24, 1, 30, tzinfo=dt.UTC)
COARSE = (
    4  # a point of the comparison is a square of so many pixels: hinting differs, shapes do not
)
CLEARLY = 40  # of 255
MOST = 0.004  # share of points that may differ clearly: an icon or a word is more

STILL = """
* { animation: none !important; transition: none !important; caret-color: transparent !important;
    font-family: "Noto Sans JP Variable", "Noto Sans SC Variable" !important; }
html[lang^="zh"] * { font-family: "Noto Sans SC Variable" !important; }
#toasts, .u-cursor-x, .u-cursor-y { display: none !important; }
"""
SETTLED = """async () => {
  for (const e of document.querySelectorAll('[data-now], [data-countdown]')) e.replaceWith('10:30');
  const text = document.body.innerText;
  for (const face of ['"Noto Sans JP Variable"', '"Noto Sans SC Variable"'])
    await Promise.allSettled(['16px', '600 16px'].map(s => document.fonts.load(`${s} ${face}`, text)));
  await document.fonts.ready;
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
}"""
PARTS = """() => Object.fromEntries([...document.querySelectorAll('.gallery-part')].map(e => {
  const box = e.getBoundingClientRect();
  return [e.id, [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY].map(Math.round)];
}))"""


@pytest.fixture
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples are always of the same moment."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def look(
    browser: Any, address: str, width: int, theme: str, language: str
) -> dict[str, Image.Image]:
    """Each part of the gallery as a picture, by its id."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,
        reduced_motion="reduce",
        service_workers="block",
        bypass_csp=True,
    )
    context.add_cookies([{"name": "language", "value": language, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/ui/")
    page.wait_for_function("document.querySelector('[data-now]')?.textContent")
    page.wait_for_function("() => !document.querySelector('[data-island] .bone')")
    page.add_style_tag(content=STILL)
    page.evaluate(SETTLED)
    page.evaluate("scrollTo(0, 0)")  # what sticks to the top stays there
    whole = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    boxes = page.evaluate(PARTS)
    context.close()
    return {name: whole.crop(box) for name, box in boxes.items()}


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of points in which two pictures differ clearly; 1 when their shapes differ."""
    if abs(one.height - other.height) > COARSE or one.width != other.width:
        return 1.0
    size = (one.width // COARSE, min(one.height, other.height) // COARSE)
    coarse = [
        picture.crop((0, 0, size[0] * COARSE, size[1] * COARSE)).resize(size, Image.Resampling.BOX)
        for picture in (one, other)
    ]
    bands = ImageChops.difference(*coarse).split()
    strongest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    clearly = sum(strongest.histogram()[CLEARLY:])
    return clearly / (size[0] * size[1])


def kept(where: str) -> dict[str, Image.Image]:
    """The pictures somebody has seen, cut from one sheet."""
    sheet = Image.open(KEPT / f"{where}.webp").convert("RGB")
    boxes = json.loads((KEPT / f"{where}.json").read_text())
    return {name: sheet.crop(box) for name, box in boxes.items()}


def keep(where: str, parts: dict[str, Image.Image]) -> None:
    """All parts on one sheet, one below the other, in few colours; and where each of them is."""
    KEPT.mkdir(exist_ok=True)
    sheet = Image.new(
        "RGB", (max(p.width for p in parts.values()), sum(p.height for p in parts.values()))
    )
    boxes, top = {}, 0
    for name, part in parts.items():
        sheet.paste(part, (0, top))
        boxes[name] = [0, top, part.width, top + part.height]
        top += part.height
    few = sheet.quantize(256, dither=Image.Dither.NONE).convert("RGB")
    few.save(KEPT / f"{where}.webp", lossless=True, method=4)
    (KEPT / f"{where}.json").write_text(json.dumps(boxes) + "\n")


@pytest.mark.usefixtures("_still")
@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_part_looks_as_it_did(browser, address, width, theme, language):
    where = f"{width}-{theme}-{language}"
    seen = look(browser, address, width, theme, language)
    if ACCEPTS:
        keep(where, seen)
    known = kept(where)

    changed = {
        name: round(differing(part, known[name]), 4)
        for name, part in seen.items()
        if name in known and differing(part, known[name]) > MOST
    }

    for name in changed:
        SEEN_NOW.mkdir(parents=True, exist_ok=True)
        seen[name].save(SEEN_NOW / f"{where}-{name}.png")
    assert seen.keys() == known.keys(), "parts came or went: make gallery"
    assert changed == {}, f"look at build/gallery/, then make gallery ({where})"


def test_a_picture_with_another_word_is_noticed(browser, address):
    """The comparison can fail: one changed word in one part is seen, the same part is not."""
    seen = look(browser, address, 1280, "light", "en")["buttons"]
    other = look(browser, address, 1280, "light", "ja")["buttons"]

    assert differing(seen, seen) == 0
    assert differing(seen, other) > MOST
