"""The tour leads through nine people's pages, each on a host of its own, and ends when it is closed."""

import pytest
from django.test import RequestFactory

from seibi.config.demo import tour
from seibi.config.demo.links import mail_addresses

PARTS = {step.part for step in tour.STEPS} | {"site"}


def asked(path: str, host: str, session: dict | None = None):
    request = RequestFactory().get(path, SERVER_PORT="8000", headers={"host": f"{host}:8000"})
    request.session = {} if session is None else session
    return request


@pytest.mark.parametrize("country", list(tour.CASTS))
def test_every_part_is_played_by_somebody_who_has_a_door(country):
    cast = tour.CASTS[country]
    known = mail_addresses()

    assert cast.keys() == PARTS
    assert [login for part, login in cast.items() if part != "site" and login not in known] == []


@pytest.mark.parametrize(
    ("language", "first"),
    [("en", "price"), ("ja", "watanabe"), ("zh-hans", "zhu"), ("fr", "price")],
)
def test_it_begins_where_the_readers_language_is_spoken(language, first):
    assert tour.first_url(language, 8000) == (
        f"http://{first}.localhost:8000/demo/enter/{first}/?tour=1"
    )


def test_a_step_leads_to_its_page_and_the_strip_to_the_next_person():
    request = asked("/demo/enter/sato/?tour=3", "sato.localhost")

    assert tour.begin(request, "sato") == "/desk/"

    guide = tour.guide_of(request)
    assert (guide.number, guide.of) == (3, len(tour.STEPS))
    assert guide.next_url.startswith("http://kobayashi.localhost:8000/")
    assert guide.back_url.startswith("http://yamada.localhost:8000/")


def test_the_first_has_nobody_before_and_the_last_nobody_after():
    first = tour.guide_of(asked("/", "watanabe.localhost", {tour.STEP: 1}))
    last = tour.guide_of(asked("/", "okamoto.localhost", {tour.STEP: len(tour.STEPS)}))

    assert (first.back_url, last.next_url) == ("", "")


@pytest.mark.parametrize("number", ["", "0", "99", "-1", "x", "²"])
def test_an_odd_step_is_no_step(number):
    request = asked(f"/demo/enter/sato/?tour={number}", "sato.localhost")

    assert tour.begin(request, "sato") is None
    assert tour.guide_of(request) is None


def test_who_has_no_part_takes_no_tour():
    request = asked("/demo/enter/kato/?tour=3", "kato.localhost")

    assert tour.begin(request, "kato") is None
    assert tour.guide_of(asked("/", "kato.localhost", {tour.STEP: 3})) is None
