"""Which pictures docs/screens keeps, what each is called there, and its index."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "docs" / "screens"
KEEPS_SCREENS = bool(os.environ.get("SEIBI_KEEP_SCREENS"))
COLOURS = 64
DEVICES = ("phone", "tablet", "desktop")
LANGUAGES = {"en": "English", "ja": "日本語", "zh": "简体中文"}
FROM_THE_TOP = "() => { document.activeElement?.blur(); scrollTo(0, 0); }"
FONTS = """async () => {
  const faces = ['"Noto Sans JP Variable"', '"Noto Sans SC Variable"'], text = document.body.innerText;
  await Promise.allSettled(faces.flatMap(face => ['16px', '600 16px'].map(size => document.fonts.load(`${size} ${face}`, text))));
  await document.fonts.ready;
  await new Promise(requestAnimationFrame);
}"""
INDEX = """# Screens

What people see, in the demo. `make screens` takes every picture anew: the journeys of `tests/journeys/` leave
most of them on their way. Look at each of them by eye before a change of the look lands: alignment, empty space,
words in another language, cut texts, contrast in the dark. What was seen and what was changed stands in the
[review](review.md).
"""


class Shown(NamedTuple):
    """A page in the index: its name in English, and whether the dark is kept too, in English."""

    title: str
    dark: bool = False


PICTURES = {
    "my-cars": Shown("The owner's cars", dark=True),
    "booking-what": Shown("The owner books: what"),
    "booking-when": Shown("The owner books: when"),
    "booking-you": Shown("The owner books: who"),
    "booking-done": Shown("The owner has booked"),
    "approve": Shown("The owner answers an estimate", dark=True),
    "visit": Shown("The owner's visit, live", dark=True),
    "car": Shown("One car of the owner"),
    "bill": Shown("The owner's bill"),
    "today": Shown("The desk today", dark=True),
    "day": Shown("Arrivals of the day"),
    "work-order": Shown("A visit at the desk", dark=True),
    "reception": Shown("Reception"),
    "estimate": Shown("The estimate"),
    "hand-back": Shown("Handing the car back"),
    "person": Shown("A person at the desk"),
    "vehicle": Shown("A car at the desk"),
    "jobs": Shown("The technician's jobs", dark=True),
    "job": Shown("One job", dark=True),
    "job-offline": Shown("A job without a connection"),
    "quality": Shown("The work is checked"),
    "board": Shown("The board", dark=True),
    "wall": Shown("The wall in the workshop"),
    "lounge": Shown("The lounge"),
    "cash-desk": Shown("The cash desk"),
    "parts": Shown("The parts counter"),
    "to-call": Shown("Who is called today", dark=True),
    "own-customers": Shown("The customers of a salesperson"),
    "leader": Shown("A leader's day", dark=True),
    "wait-list": Shown("Who waits for an earlier time"),
    "telephone": Shown("A booking by telephone"),
    "invoice": Shown("An invoice"),
    "figures": Shown("Figures of a workshop", dark=True),
    "people": Shown("Who works here"),
    "resources": Shown("Bays and people"),
    "welcome": Shown("For guests"),
    "found-now": Shown("One box finds it"),
    "pad": Shown("The numeric pad"),
    "yard": Shown("Keys and places"),
    "ticket": Shown("Scanned in: the ticket"),
    "walk-in-answers": Shown("Somebody walks in: when it goes"),
    "full-day": Shown("A full day, told as it is"),
    "before": Shown("The owner answers before the visit"),
    "reception-tablet": Shown("Reception on a tablet"),
    "standing": Shown("What holds for every visit"),
    "unanswered": Shown("Nobody has answered yet"),
    "tablet": Shown("The shared tablet", dark=True),
    "tablet-jobs": Shown("The tablet of a technician"),
    "tablet-job-running": Shown("A job on the tablet", dark=True),
    "clocks": Shown("Clocks of the day"),
    "gate": Shown("The graded check"),
    "certificate": Shown("China's certificate of repair"),
    "record": Shown("The record of an inspection"),
    "comeback": Shown("Somebody is back with it"),
    "cash-bill": Shown("A bill with deposit and discount"),
    "approvals": Shown("A yes on the phone"),
    "cash-day": Shown("The drawer is counted"),
    "cash-day-end": Shown("The day is sealed"),
    "manager-home": Shown("The manager's home", dark=True),
    "manager-morning": Shown("The morning sheet"),
    "manager-tomorrow": Shown("The check of tomorrow"),
    "tasks": Shown("My tasks"),
    "booking-in-the-call": Shown("Two cars booked in one call"),
    "own-thread": Shown("The owner writes to an advisor"),
    "own-differently": Shown("I see this differently", dark=True),
    "own-case": Shown("The owner's case"),
    "leader-cases": Shown("A leader's cases"),
    "leader-case": Shown("A case before its decision", dark=True),
    "opening-start": Shown("A workshop is opened"),
    "opening-ready": Shown("Ready to open"),
    "import-checked": Shown("A list that was looked at"),
    "day-over": Shown("The day is over"),
    "sign-in": Shown("Signing in"),
    "offline": Shown("Without a connection"),
    "gallery": Shown("Every component"),
}

DARK = frozenset(name for name, shown in PICTURES.items() if shown.dark)


def keep_picture(page: Page, name: str, where: str, *, whole: bool = False) -> None:
    """A picture for docs/screens where the index has a place for it; in few colours, so that it stays small."""
    if not KEEPS_SCREENS or name not in PICTURES:
        return
    page.evaluate(FROM_THE_TOP)
    page.evaluate(FONTS)
    taken = Image.open(
        io.BytesIO(page.screenshot(caret="initial", full_page=whole, animations="disabled"))
    )
    few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.convert("RGB").save(SCREENS / f"{name}-{where}.webp", lossless=True, method=4)


def index() -> str:
    """The page that shows every picture that is there."""
    return INDEX + "".join(_section(name, shown.title) for name, shown in PICTURES.items())


def _section(name: str, title: str) -> str:
    kinds = [(device, theme) for device in DEVICES for theme in ("", "-dark")]
    rows = [row for device, theme in kinds if (row := _row(name, title, device, theme))]
    if not rows:
        return ""
    head = f"| | {' | '.join(LANGUAGES.values())} |\n|---|{'---|' * len(LANGUAGES)}\n"
    return f"\n## {title}\n\n{head}{''.join(rows)}"


def _row(name: str, title: str, device: str, theme: str) -> str:
    files = [f"{name}-{device}-{language}{theme}.webp" for language in LANGUAGES]
    cells = [f"![{title}]({file})" if (SCREENS / file).exists() else "" for file in files]
    words = f"{device}{', dark' if theme else ''}"
    return f"| {words} | {' | '.join(cells)} |\n" if any(cells) else ""


def leftovers() -> Iterator[Path]:
    """Pictures that no page of the index asks for any more."""
    known = tuple(f"{name}-{device}-" for name in PICTURES for device in DEVICES)
    yield from (
        p for p in SCREENS.glob("*.*") if p.suffix != ".md" and not p.name.startswith(known)
    )


if __name__ == "__main__":
    for leftover in leftovers():
        leftover.unlink()
    (SCREENS / "README.md").write_text(index())
