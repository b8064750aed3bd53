"""The page of messages that did not arrive."""

import pytest

from seibi.contexts.messaging import facade
from seibi.contexts.messaging.contracts import MessageState, Reason, Route
from seibi.contexts.messaging.models import Message
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories as network_factories
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _templates():
    """The pages' own templates, not those of the mail tests."""


@pytest.fixture
def failed():
    network_factories.site()
    key = facade.send(
        template="quality/survey",
        to=Route("email", "grace@example.com"),
        context={},
        subject="survey:1",
        owner_node=world.SITE,
        actor=SYSTEM,
        at=world.NOON,
    )
    Message.objects.update(state=MessageState.FAILED, reason=Reason.SERVER_AWAY)
    return key


def sign_in(client, role):
    client.force_login(Account.objects.get(pk=network_factories.colleague("ada", role)))


def test_an_advisor_sees_what_did_not_arrive_and_tries_again(client, failed):
    sign_in(client, Role.ADVISOR)
    page = client.get("/messaging/site-7/").content.decode()
    assert "grace@example.com" in page
    assert "could not be reached" in page

    answer = client.post(f"/messaging/site-7/{failed}/retry/")
    assert answer.status_code == 302
    assert "Every message has arrived" in client.get("/messaging/site-7/").content.decode()
    assert Message.objects.get().state == MessageState.QUEUED


def test_a_technician_finds_nothing_here(client, failed):
    sign_in(client, Role.TECHNICIAN)
    assert client.get("/messaging/site-7/").status_code == 404
    assert client.post(f"/messaging/site-7/{failed}/retry/").status_code == 404
    assert Message.objects.get().state == MessageState.FAILED


def test_programs_ask_what_was_sent(client, failed):
    sign_in(client, Role.ADVISOR)
    (shown,) = client.get("/api/v1/messaging/messages?about=survey:1").json()
    assert (shown["id"], shown["state"]) == (str(failed), "failed")
