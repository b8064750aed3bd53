"""What no template of the house may contain, because the browser would refuse it or nobody could read it."""

import re
from pathlib import Path

import pytest

import seibi

SOURCE = Path(seibi.__path__[0])
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*.html") if "mail" not in path.parts)
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^>{]*\s(on[a-z]+|hx-on[:a-z-]*)=", re.IGNORECASE)
LONG_COMMENT = re.compile(r"\{#[^#]*\n")


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_templates_hold_to_the_content_security_policy(path):
    text = path.read_text(encoding="utf-8")
    assert " style=" not in text, "a style attribute is refused by the browser; use a class"
    assert not SCRIPT.search(text), "an inline script is refused by the browser"
    assert not HANDLER.search(text), "an inline handler is refused by the browser"
    assert not re.search(r"(src|href)=\"https?://", text), "nothing is loaded from elsewhere"


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_comments_in_templates_are_one_line_each(path):
    assert not LONG_COMMENT.search(path.read_text(encoding="utf-8")), "it would be shown to people"


def test_every_icon_named_in_a_template_is_in_the_sprite():
    sprite = SOURCE / "ui" / "static" / "ui" / "build" / "icons.svg"
    if not sprite.exists():
        pytest.skip("the front end is not built")
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite.read_text()))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'\{% icon "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert named <= known
