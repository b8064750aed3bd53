"""Everybody's way in, in a real browser with real mail: codes, passwords, authenticator apps, passkeys."""

import time

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.journeys.people import DESKTOP, PHONE, Count, Person

pytestmark = pytest.mark.browser
PASSWORD = "tsubame-suihei-41"


def somebody(browser, demo, login: str, device=PHONE) -> Person:
    """Somebody who has not signed in yet."""
    person = Person(browser, demo, login, Count(), device=device, enter=False)
    person.open()
    return person


def sign_out(person: Person) -> None:
    if person.sees("details.pop > summary"):
        person.tap("details.pop > summary")
    person.tap('form[action$="/logout/"] button')
    if person.page.url.endswith("/logout/"):
        person.tap('form[action$="/logout/"] button')
    assert not any(c["name"] == "seibi_session" and c["value"] for c in person.context.cookies())


def set_password(person: Person, demo) -> None:
    """By a code that is sent to the address of the colleague."""
    address = demo.email_of(person.login)
    before = len(demo.post.letters)
    person.open("/accounts/login/")
    person.tap('main a[href*="/password/reset/"]')
    person.fill("input[name=email]", address)
    person.tap("main form button[type=submit].btn-primary")
    person.fill("input[name=code]", demo.post.code_for(address, after=before))
    person.tap("main form button[type=submit].btn-primary")
    person.fill("input[name=password1]", PASSWORD)
    person.fill("input[name=password2]", PASSWORD)
    person.tap("main form button[type=submit].btn-primary")


def with_password(person: Person, demo) -> None:
    person.open("/accounts/login/")
    person.fill("input[name=login]", demo.email_of(person.login))
    person.fill("input[name=password]", PASSWORD)
    person.tap("main form button[type=submit].btn-primary")


def digits(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def authenticator(person: Person):
    """A telephone that keeps passkeys, plugged into this browser."""
    line = person.context.new_cdp_session(person.page)
    line.send("WebAuthn.enable")
    line.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return line


def test_an_owner_comes_in_by_a_code_from_the_mail(browser, demo):
    owner = somebody(browser, demo, "grace")
    address, before = demo.email_of("grace"), len(demo.post.letters)
    owner.tap('main a[href*="login"], main a[href*="sign-in"]')
    if owner.sees('main a[href*="/code/"]'):
        owner.tap('main a[href*="/code/"]')
    owner.fill("input[name=email]", address)
    owner.tap("main form button[type=submit].btn-primary")
    owner.fill("input[name=code]", "AAAA-AAAA")
    owner.tap("main form button[type=submit].btn-primary")
    assert owner.sees("input[name=code]"), "a wrong code lets nobody in"
    owner.fill("input[name=code]", demo.post.code_for(address, after=before))
    owner.tap("main form button[type=submit].btn-primary")
    owner.one("text=Who looked at my data").wait_for()
    sign_out(owner)
    owner.leave()
    assert owner.count.faults == []


def test_staff_come_in_by_password_and_the_digits_of_an_app(browser, demo):
    cashier = somebody(browser, demo, "hayes", DESKTOP)
    set_password(cashier, demo)
    with_password(cashier, demo)
    cashier.open("/accounts/2fa/")
    cashier.tap('a[href*="/totp/activate/"]')
    if cashier.sees("input[name=password]"):
        cashier.fill("input[name=password]", PASSWORD)
        cashier.tap("main form button[type=submit].btn-primary")
    secret = cashier.page.locator("details code").text_content() or ""
    cashier.fill("input[name=code]", digits(secret))
    cashier.tap("main form button[type=submit].btn-primary")
    cashier.open()
    sign_out(cashier)

    with_password(cashier, demo)
    assert cashier.sees("input[name=code]"), "a password alone is not enough any more"
    cashier.open("/billing/honolulu/desk/")
    assert not cashier.sees('nav a[href*="/billing/"]'), "nor does an address lead past it"
    cashier.open("/accounts/login/")
    if cashier.sees("input[name=login]"):
        with_password(cashier, demo)
    time.sleep(30 - time.time() % 30 + 0.5)  # the same digits count once
    cashier.fill("input[name=code]", digits(secret))
    cashier.tap("main form button[type=submit].btn-primary")
    cashier.open("/billing/honolulu/desk/")
    assert cashier.sees('nav a[href*="/billing/"]')
    cashier.leave()
    assert cashier.count.faults == []


def test_staff_come_in_by_a_passkey(browser, demo):
    advisor = somebody(browser, demo, "miller", DESKTOP)
    authenticator(advisor)
    set_password(advisor, demo)
    with_password(advisor, demo)
    advisor.open("/accounts/2fa/")
    advisor.tap('a[href*="/webauthn/add/"]')
    if advisor.sees("input[name=password]"):
        advisor.fill("input[name=password]", PASSWORD)
        advisor.tap("main form button[type=submit].btn-primary")
    advisor.fill("input[name=name]", "My telephone")
    if advisor.sees("input[name=passwordless]"):
        advisor.check("input[name=passwordless]")
    advisor.tap("#mfa_webauthn_add")
    advisor.page.wait_for_url(lambda url: not url.endswith("/webauthn/add/"))
    advisor.open()
    sign_out(advisor)

    advisor.open("/accounts/login/")
    advisor.tap("#passkey_login")
    advisor.page.wait_for_url(lambda url: "/login/" not in url)
    advisor.open("/desk/")
    assert advisor.page.url.endswith("/desk/")
    advisor.leave()
    assert advisor.count.faults == []
