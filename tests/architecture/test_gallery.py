"""Every component stands in the gallery, so that somebody has seen it in every theme and language."""

import re
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "seibi"
ELSEWHERE = {
    "sign-in-menu",  # its page shows nothing else
    "stale-banner",  # every page has it; the gallery has a button that shows it
}


def components() -> list[str]:
    """Each component by its tag: "button", "vehicles.car-line"."""
    found = []
    for path in sorted(SRC.rglob("templates/cotton/**/*.html")):
        inside = path.with_suffix("").parts
        names = inside[inside.index("cotton") + 1 :]
        found.append(".".join(names).replace("_", "-"))
    return found


@pytest.mark.parametrize("tag", components())
def test_a_component_is_shown_in_the_gallery(tag):
    if tag in ELSEWHERE:
        return
    shown = "".join(
        path.read_text() for path in SRC.rglob("templates/**/*.html") if path.stem == "gallery"
    )
    assert re.search(rf"<c-{re.escape(tag)}[\s/>]", shown.replace("_", "-")), (
        f"<c-{tag}> is in no gallery.html"
    )
