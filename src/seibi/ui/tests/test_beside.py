"""What stands beside a subject is offered by others: doors are links, panels are fetched."""

import pytest
from django.template import engines
from django.test import RequestFactory

from seibi.kernel import ports
from seibi.kernel.beside import Beside


@pytest.fixture
def offers(monkeypatch):
    monkeypatch.setattr(ports, "beside", ports.Port("beside"))
    return ports.beside


def drawn(client_request=None, **context: object) -> str:
    request = client_request or RequestFactory().get("/")
    template = engines["django"].from_string('{% load ui_beside %}{% beside "car" car "record" %}')
    return template.render(context, request)


@pytest.mark.django_db
def test_a_door_is_a_link_and_a_panel_is_fetched(offers):
    def answer(spot, *, actor, at):
        assert actor.is_anonymous
        if spot.subject == "car:7" and spot.place == "record":
            yield Beside(f"/differently/?link={spot.link}", "I see this <differently>")
            yield Beside("/tasks/on/car:7/", "Tasks", panel=True)

    offers.register("somebody", answer)

    html = drawn(car=7, token="abc")

    assert 'href="/differently/?link=abc"' in html
    assert "I see this &lt;differently&gt;" in html
    assert 'hx-get="/tasks/on/car:7/"' in html
    assert "beside" not in drawn(car=8)


@pytest.mark.django_db
def test_nothing_offered_is_nothing_shown(offers):
    assert drawn(car=7).strip() == ""
