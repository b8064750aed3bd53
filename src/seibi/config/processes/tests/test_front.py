"""One port: streams are answered here, everything else by the pages; who looks is who signed in."""

import asyncio

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from seibi.config.processes import live, web
from seibi.kernel.ids import new_id


def answered(application, path, kind="http"):
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(application({"type": kind, "path": path, "method": "GET"}, None, send))
    return sent


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/live/", "streams"),
        ("/live", "streams"),
        ("/livery/", "pages"),
        ("/", "pages"),
        ("/desk/live/", "pages"),
    ],
)
def test_only_the_live_address_is_a_stream(path, who):
    def says(name):
        async def application(scope, receive, send):
            await send(name)

        return application

    assert answered(web.front(says("streams"), says("pages")), path) == [who]


def test_a_load_balancer_is_answered_without_the_pages():
    async def pages(scope, receive, send):
        raise AssertionError("not asked")

    assert answered(web.front(pages, pages), "/healthz")[0]["status"] == 200


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/anything", 404)])
def test_a_process_without_pages_says_so(path, status):
    assert answered(web.nothing_else, path)[0]["status"] == status


@pytest.fixture
def identify():
    return live._identify_by(live._chain())


def scope_of(client=None, *headers):
    cookies = client.cookies.output(header="", sep=";").strip() if client else ""
    plain = ";".join(part.split(";")[0] for part in cookies.split("\n")) if cookies else ""
    return {
        "type": "http",
        "method": "GET",
        "path": "/live/",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"cookie", plain.encode()), *headers],
    }


def test_without_a_session_nobody_looks(db, identify):
    visitor = identify(scope_of(None, (b"accept-language", b"ja")))

    assert visitor.actor.is_anonymous
    assert visitor.language == "ja"


def test_with_a_session_the_account_looks_until_it_is_signed_out(db, identify):
    account = get_user_model().objects.create_user(email="grace@example.com")
    client = Client()
    client.force_login(account)
    scope = scope_of(client)

    assert identify(scope).actor.account_id == str(account.pk)

    client.session.flush()
    assert identify(scope).actor.is_anonymous


def test_who_holds_a_signed_link_looks_without_an_account(db, identify):
    from seibi.contexts.work_orders.queries import links

    visit = new_id()
    scope = scope_of() | {
        "query_string": f"topic=visit:{visit}&link={links.VISITS.token_of(visit)}&link=forged".encode()
    }

    actor = identify(scope).actor

    assert actor.is_anonymous
    assert actor.keys == {f"work_order:{visit}"}


def test_a_replaced_link_opens_nothing_from_then_on(db, identify):
    from seibi.contexts.booking.queries import links

    visit, waiting = new_id(), new_id()
    token = links.VISITS.token_of(visit)
    other = links.waiting_link_of(waiting).split("/")[3]
    scope = scope_of() | {"query_string": f"link={token}&link={other}".encode()}
    assert identify(scope).actor.keys == {f"appointment:{visit}", f"waiting:{waiting}"}

    links.VISITS.replace(visit)

    assert identify(scope).actor.keys == {f"waiting:{waiting}"}


def test_streams_are_asked_again_at_once_when_a_link_is_replaced():
    from seibi.kernel.live.topics import RIGHTS

    kinds = ("booking.visit_link", "work_orders.visit_link", "billing.invoice_link")
    for kind in kinds:
        assert any(name.startswith(f"{kind}_replaced.") for name in RIGHTS), kind


def test_every_part_of_the_thin_middleware_is_installed():
    from django.conf import settings

    assert [name for name in settings.MIDDLEWARE if name in live.THIN] == list(live.THIN)


def test_grants_and_claims_are_among_the_events_that_change_rights():
    names = {event.name for event in live._events_that_change_rights()}

    assert any("role" in name or "grant" in name for name in names)
