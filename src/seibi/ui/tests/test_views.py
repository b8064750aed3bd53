"""The reader's choices are remembered; the installable parts answer; the gallery shows everything."""

import re

import pytest
from django.test import Client

from seibi.ui.at_hand import HEADER

pytestmark = pytest.mark.django_db


def test_the_language_is_remembered_and_nobody_is_sent_elsewhere():
    client = Client()
    answer = client.post("/ui/language/", {"language": "ja", "next": "https://elsewhere.example/"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"
    assert answer.cookies["language"].value == "ja"


def test_an_unknown_language_is_not_remembered():
    answer = Client().post("/ui/language/", {"language": "xx", "next": "/ui/"})
    assert answer.headers["Location"] == "/ui/"
    assert "language" not in answer.cookies


def test_the_theme_is_remembered_and_can_follow_the_device_again():
    client = Client()
    assert client.post("/ui/theme/", {"theme": "dark"}).cookies["seibi_theme"].value == "dark"
    assert b'data-theme="dark"' in client.get("/ui/").content
    client.post("/ui/theme/", {"theme": ""})
    assert b"data-theme=" not in client.get("/ui/").content


def test_choices_are_not_made_by_links():
    assert Client().get("/ui/theme/").status_code == 405


@pytest.mark.parametrize(
    ("language", "html", "heading"),
    [("en", "en", "Gallery"), ("ja", "ja", "部品一覧"), ("zh-hans", "zh-Hans", "组件总览")],
)
def test_the_gallery_in_every_language(language, html, heading):
    client = Client()
    client.cookies["language"] = language
    page = client.get("/ui/").content.decode()
    assert f'lang="{html}"' in page
    assert heading in page


def test_a_page_has_no_inline_script_and_no_style_attribute():
    page = Client().get("/ui/").content.decode()
    assert "style=" not in page
    assert "onclick" not in page
    for opening, body in re.findall(r"(<script[^>]*>)(.*?)</script>", page, re.DOTALL):
        assert "src=" in opening or "application/json" in opening, body


def test_the_service_worker_may_serve_the_whole_site_and_keeps_only_marked_pages():
    answer = Client().get("/ui/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"/ui/offline/" in answer.content
    assert HEADER.encode() in answer.content


def test_the_manifest_names_icons_that_exist():
    from django.contrib.staticfiles import finders

    icons = Client().get("/ui/manifest.webmanifest").json()["icons"]
    assert len(icons) == 3
    for icon in icons:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_the_offline_page_needs_nobody_to_be_signed_in():
    assert Client().get("/ui/offline/").status_code == 200
