"""Japanese and Chinese can be read on a machine that has no font for them."""

import re
from functools import cache

import pytest
from babel.messages.pofile import read_po

from seibi.ui.tests.conftest import BUILT, ROOT

FACE = re.compile(r"font-family: '([^']+)'.*?url\(([^)]+)\).*?unicode-range: ([^;]+);")


@cache
def faces() -> tuple[tuple[str, str, frozenset[int]], ...]:
    sheet = BUILT.with_name("cjk.css").read_text()
    return tuple((name, file, _characters(span)) for name, file, span in FACE.findall(sheet))


def _characters(span: str) -> frozenset[int]:
    found: set[int] = set()
    for part in span.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


@pytest.mark.parametrize(
    ("language", "family"), [("ja", "Noto Sans JP Variable"), ("zh_Hans", "Noto Sans SC Variable")]
)
def test_every_character_of_our_texts_has_a_face(language, family):
    drawn = frozenset().union(*(covers for name, _file, covers in faces() if name == family))
    used: set[str] = set()
    for catalogue in (ROOT / "src").rglob(f"locale/{language}/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as source:
            for message in read_po(source):
                used.update("".join(message.string) if message.id else "")

    assert sorted(char for char in used if char.isprintable() and ord(char) not in drawn) == []


def test_every_slice_that_the_sheet_names_is_there():
    folder = BUILT.parent

    assert len(faces()) > 200
    assert [file for _name, file, _covers in faces() if not (folder / file).is_file()] == []
