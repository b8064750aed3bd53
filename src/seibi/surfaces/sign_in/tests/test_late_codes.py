"""A code that comes late, an older one after a newer, the same one twice: nobody comes in by it."""

import re
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from seibi.kernel.accounts.models import Account

pytestmark = pytest.mark.django_db
CONFIRM = "/accounts/login/code/confirm/"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def ask(client, **more):
    return client.post("/accounts/login/code/", {"email": "grace@example.com", **more}, follow=True)


def newest_code():
    return re.search(r"^    (\S+)$", mail.outbox[-1].body, re.M)[1]


def enter(client, code):
    return client.post(CONFIRM, {"code": code}, follow=True)


def is_in(client):
    return bool(client.session.get("_auth_user_id"))


def test_an_older_code_that_arrives_after_a_newer_opens_nothing_and_the_newer_does(client):
    ask(client)
    older = newest_code()
    client.post(CONFIRM, {"action": "resend"}, follow=True)
    newer = newest_code()
    assert older != newer

    answer = enter(client, older)
    assert (is_in(client), answer.status_code) == (False, 200)
    assert "Incorrect code" in answer.content.decode()

    enter(client, newer)
    assert is_in(client)


def test_a_code_after_its_ten_minutes_says_what_to_do(client, monkeypatch):
    ask(client)
    code, real = newest_code(), time.time
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: real() + 601)
        answer = enter(client, code)
    assert not is_in(client)
    assert answer.request["PATH_INFO"] == "/accounts/login/code/"
    assert "This code came too late, or was used already." in answer.content.decode()

    cache.clear()
    ask(client)
    enter(client, newest_code())
    assert is_in(client)


def test_the_same_code_twice_lets_in_once(client):
    ask(client)
    code = newest_code()
    enter(client, code)
    assert is_in(client)

    assert enter(client, code).status_code == 200
    stranger = Client()
    answer = enter(stranger, code)
    assert not is_in(stranger)
    assert "was used already" in answer.content.decode()
    assert Account.objects.filter(email="grace@example.com").count() == 1


@pytest.mark.parametrize(("language", "words"), [("ja", "もう一度"), ("zh-hans", "重新获取")])
def test_the_sentence_is_in_the_language_of_the_page(client, language, words):
    answer = client.get(CONFIRM, follow=True, headers={"accept-language": language})
    assert words in answer.content.decode()


class NoLine(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, _messages):
        raise OSError("no route to host")


def test_a_mail_that_cannot_be_sent_is_said_at_once_and_asked_for_again(client, settings):
    settings.EMAIL_BACKEND = f"{__name__}.NoLine"
    answer = ask(client)
    assert answer.status_code >= 400
    assert "We could not send the mail just now." in answer.content.decode()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()
    ask(client)
    enter(client, newest_code())
    assert is_in(client)
