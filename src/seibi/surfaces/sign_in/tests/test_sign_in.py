"""Owners come in with a code, staff with password and second factor; guessing is slowed down."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories
from seibi.kernel.accounts.models import Account

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def manager() -> Account:
    """An administrator with a password and a proved address."""
    factories.site()
    account = Account.objects.get(pk=factories.colleague("boss", Role.ADMINISTRATOR))
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.filter(user=account).update(verified=True)
    return account


def _ask_for_code(client, email):
    return client.post("/accounts/login/code/", {"email": email}, follow=True)


def _code() -> str:
    return re.search(r"^    (\S+)$", mail.outbox[-1].body, re.M)[1]


def _sign_in(client, account, password=PASSWORD):
    return client.post(
        "/accounts/login/", {"login": account.email, "password": password}, follow=True
    )


def test_an_owner_signs_in_with_a_code_and_no_password(client):
    answer = _ask_for_code(client, "grace@example.com")
    assert answer.status_code == 200
    assert not client.session.get("_auth_user_id")

    client.post("/accounts/login/code/confirm/", {"code": _code()})

    account = Account.objects.get(email="grace@example.com")
    assert client.session["_auth_user_id"] == str(account.pk)
    assert not account.has_usable_password()
    assert EmailAddress.objects.get(user=account).verified


def test_the_same_owner_comes_back_to_the_same_account(client):
    for _visit in range(2):
        cache.clear()
        _ask_for_code(client, "grace@example.com")
        client.post("/accounts/login/code/confirm/", {"code": _code()})
        client.logout()

    assert Account.objects.filter(email="grace@example.com").count() == 1


def test_a_wrong_code_opens_nothing_and_ends_after_five(client):
    _ask_for_code(client, "grace@example.com")
    right = _code()

    for _try in range(5):
        client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    client.post("/accounts/login/code/confirm/", {"code": right})

    assert not client.session.get("_auth_user_id")


def test_asking_for_codes_is_throttled():
    for _try in range(6):
        _ask_for_code(Client(), "grace@example.com")

    assert len(mail.outbox) == 3


def test_staff_get_no_code_but_a_hint_and_the_page_looks_the_same(manager):
    unknown = _ask_for_code(Client(), "grace@example.com")
    staff = _ask_for_code(Client(), manager.email)

    assert staff.status_code == unknown.status_code
    assert staff.request["PATH_INFO"] == unknown.request["PATH_INFO"]
    assert "password" in mail.outbox[-1].subject
    assert not re.search(r"^    \S+$", mail.outbox[-1].body, re.M)


def test_staff_sign_in_with_their_password(client, manager):
    _sign_in(client, manager)

    assert client.session["_auth_user_id"] == str(manager.pk)


def test_guessing_a_password_is_slowed_down(client, manager):
    for _try in range(5):
        _sign_in(client, manager, "guess")

    _sign_in(client, manager)

    assert not client.session.get("_auth_user_id")


def test_somebody_hired_sets_a_first_password_by_code(client):
    factories.site()
    account = Account.objects.get(pk=factories.colleague("newcomer", Role.ADVISOR))

    client.post("/accounts/password/reset/", {"email": account.email})
    client.post("/accounts/password/reset/confirm/", {"code": _code()}, follow=True)
    client.post(
        "/accounts/password/reset/complete/",
        {"password1": PASSWORD, "password2": PASSWORD},
        follow=True,
    )

    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    _sign_in(client, account)
    assert client.session["_auth_user_id"] == str(account.pk), "the code has proved the address"


def test_with_a_second_factor_the_password_alone_opens_nothing(client, manager):
    secret = generate_totp_secret()
    TOTP.activate(manager, secret)

    answer = _sign_in(client, manager)

    assert answer.request["PATH_INFO"] == "/accounts/2fa/authenticate/"
    assert not client.session.get("_auth_user_id")

    counter = next(iter(yield_hotp_counters_from_time()))
    client.post("/accounts/2fa/authenticate/", {"code": f"{hotp_value(secret, counter):06}"})

    assert client.session["_auth_user_id"] == str(manager.pk)


def test_the_secret_of_an_app_is_not_kept_in_the_open(manager):
    secret = generate_totp_secret()
    TOTP.activate(manager, secret)

    assert secret not in str(Authenticator.objects.get().data)


def test_a_role_that_asks_for_it_sets_up_a_second_factor_first(client, manager, settings):
    settings.SEIBI_REQUIRE_SECOND_FACTOR = True
    client.force_login(manager)

    led = client.get("/network/")
    api = client.get("/api/v1/network/sites/")

    assert led.url == "/sign-in/second-factor/?next=%2Fnetwork%2F"
    assert (api.status_code, api.json()["code"]) == (403, "second_factor_needed")

    TOTP.activate(manager, generate_totp_secret())

    assert client.get("/network/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/accounts/login/",
        "/accounts/login/code/",
        "/accounts/password/reset/",
    ],
)
@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_pages_for_strangers_open_without_inline_script(client, path, language):
    answer = client.get(path, headers={"accept-language": language})

    assert answer.status_code == 200
    _check_policy(answer.content.decode())


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/second-factor/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/sessions/",
        "/accounts/email/",
        "/accounts/password/change/",
    ],
)
def test_pages_of_ones_own_sign_in_open_without_inline_script(client, manager, path):
    _sign_in(client, manager)

    answer = client.get(path, follow=True)
    if answer.request["PATH_INFO"] == "/accounts/reauthenticate/":
        _check_policy(answer.content.decode())
        answer = client.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)

    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, path)
    _check_policy(answer.content.decode())


def test_another_session_can_be_ended(client, manager):
    other = Client()
    _sign_in(other, manager)
    _sign_in(client, manager)
    listed = client.get("/accounts/sessions/").context["sessions"]
    session = next(s for s in listed if s.session_key == other.session.session_key)

    client.post(f"/sign-in/sessions/{session.pk}/end/")

    assert other.get("/accounts/2fa/").status_code == 302
    assert client.get("/accounts/2fa/").status_code == 200


def _check_policy(html: str) -> None:
    """Scripts come from files or are data; no styles and no handlers are written in the page."""
    for tag in re.findall(r"<script\b[^>]*>", html):
        assert "src=" in tag or 'type="application/json"' in tag
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=", html)
