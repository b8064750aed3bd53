"""The pictures of the documentation are there, are listed, and stay small."""

import re

import pytest

from tests.architecture.test_documentation import DOCS, PAGES, ROOT

SCREENS = DOCS / "screens"
MOST_BYTES = 6_000_000
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def shown_on(page):
    """The words and the file of every picture on a page."""
    return [
        (words, (page.parent / target).resolve())
        for words, target in PICTURE.findall(page.read_text())
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_picture_is_there_and_says_what_it_shows(page):
    for words, file in shown_on(page):
        assert file.is_file(), file
        assert words, file


def test_the_index_shows_every_screen_and_no_other():
    listed = [file.name for _words, file in shown_on(SCREENS / "README.md")]
    there = [file.name for file in SCREENS.iterdir() if file.suffix != ".md"]

    assert sorted(listed) == sorted(there)


def test_the_screens_are_quickly_cloned():
    assert sum(file.stat().st_size for file in SCREENS.iterdir()) < MOST_BYTES
