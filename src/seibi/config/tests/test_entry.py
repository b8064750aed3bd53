"""What is refused before any context is asked, and in which shape."""

import html
import json

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import translation
from ninja.openapi.schema import OpenAPISchema

from seibi.config import refusals
from seibi.config.api import _document, api
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague, site
from seibi.kernel.accounts.models import Account
from seibi.kernel.accounts.tokens import make_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return Account.objects.create_user("ada@example.com", display_name="Ada")


@pytest.mark.parametrize("path", ["/api/v1/vehicles/?q=a%00b", "/api/v1/customers/?q=%00%00"])
def test_a_nul_character_is_a_refusal_and_not_an_accident(account, path):
    client = Client()
    client.force_login(account)
    answer = client.get(path)

    assert answer.status_code < 500


def test_a_key_acts_for_its_account_and_a_wrong_one_for_nobody(account):
    token = make_token(account_id=account.pk, name="test")

    right = Client().get("/api/v1/vehicles/mine", headers={"Authorization": f"Bearer {token}"})
    wrong = Client().get("/api/v1/vehicles/mine", headers={"Authorization": "Bearer seibi_x"})

    assert (right.status_code, wrong.status_code) == (200, 401)
    assert json.loads(wrong.content)["code"] == "bad_token"


def test_a_session_alone_cannot_command_the_api_from_another_site(account):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account)
    answer = client.post("/api/v1/customers/", data="{}", content_type="application/json")

    assert answer.status_code == 403
    assert json.loads(answer.content)["code"] == "form_expired"


def test_a_request_that_announces_too_much_is_refused_unread(settings):
    settings.SEIBI_LARGEST_FILE = 1000
    answer = Client().post(
        "/api/v1/customers/",
        data=b"x",
        content_type="application/json",
        headers={"Content-Length": str(50 * 2**20)},
    )

    assert answer.status_code == 413
    assert json.loads(answer.content)["code"] == "request_too_large"


@pytest.mark.parametrize("path", ["/api/v1/customers/", "/booking/site-7/when/"])
def test_a_request_that_does_not_say_how_long_it_is_is_refused_unread(path):
    answer = Client().post(path, headers={"Transfer-Encoding": "chunked", "Content-Length": ""})

    assert answer.status_code == 411
    assert "how long" in answer.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/booking/holds", "/booking/site-7/when/"])
def test_more_text_or_fields_than_we_take_are_refused_in_words(settings, path):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    form = "application/x-www-form-urlencoded"
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "c" * 32

    long = client.post(path, data=b"x" * 2000, content_type=form)
    many = client.post(path, data=b"a=1&" * 20, content_type=form)

    if path.startswith("/api/"):  # which reads no form here, only one that is too long
        assert (long.status_code, json.loads(long.content)["code"]) == (413, "too_much_text")
    else:
        assert (long.status_code, many.status_code) == (413, 413)
        assert "too much text at once" in long.content.decode()
        assert "too many fields" in many.content.decode()


def test_a_host_that_is_not_ours_is_refused_and_breaks_nothing():
    answer = Client().get("/booking/site-7/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "cannot be read" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_pages_and_programs_hear_no_in_their_shape_and_language(language):
    page = Client().get("/nowhere/", headers={"Accept-Language": language})
    program = Client().get("/api/v1/nowhere/", headers={"Accept-Language": language})

    assert (page.status_code, program.status_code) == (404, 404)
    assert page.headers["Content-Language"] == language
    assert "Content-Security-Policy" in page.headers


def test_the_document_of_the_api_is_made_once():
    first, again = (Client().get("/api/v1/openapi.json") for _ in range(2))

    assert json.loads(first.content)["paths"]
    assert first.content == again.content
    assert _document.cache_info().misses == 1


def test_no_two_shapes_of_the_api_share_a_name(monkeypatch):
    seen = {}
    add = OpenAPISchema.add_schema_definitions

    def note(schema, definitions):
        for name, shape in definitions.items():
            assert seen.setdefault(name, shape) == shape, f"two shapes are called {name}"
        add(schema, definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", note)
    api.get_openapi_schema(path_prefix="/api/v1/")

    assert len(seen) > 100


@pytest.mark.parametrize("moment", ["0112-02-18T15:23:20+21:56", "0278-10-25T17:13:44-16:21"])
def test_nothing_is_found_at_a_moment_of_long_ago_whatever_its_offset(moment):
    site()
    client = Client()
    client.force_login(Account.objects.get(pk=colleague("carl", Role.CASHIER)))
    answer = client.get(
        "/api/v1/payments/reconciliation",
        {"node": "/", "from_at": moment, "to_at": "2026-01-01T00:00:00Z"},
    )

    assert (answer.status_code, answer.json()) == (200, [])


def test_a_key_claims_a_record_as_a_browser_does(account):
    token = make_token(account_id=account.pk, name="test")
    unknown = "0195d8a0-0000-7000-8000-000000000000"
    answer = Client().post(
        f"/api/v1/customers/claims/{unknown}",
        "{}",
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.status_code == 404


AWAY = OperationalError("the connection is closed")


@pytest.fixture
def signed_in(account):
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


@pytest.fixture
def away(monkeypatch):
    """The database does not answer, as while it is restarted."""

    def refused(*_args, **_kwargs):
        raise AWAY

    monkeypatch.setattr(connection, "cursor", refused)


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_while_the_database_is_away_a_page_says_so_and_comes_back(signed_in, away, language):
    client = signed_in
    client.cookies["language"] = language
    answer = client.get("/my/")

    assert answer.status_code == 503
    assert (answer["Retry-After"], answer["Refresh"]) == ("5", "5")
    with translation.override(language):
        assert refusals.database_away() in html.unescape(answer.content.decode())


def test_while_the_database_is_away_a_program_is_told_when_to_ask_again(account, away):
    answer = Client(raise_request_exception=False).get(
        "/api/v1/vehicles/mine", headers={"Authorization": "Bearer seibi_x"}
    )

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert json.loads(answer.content)["code"] == "database_away"


def test_a_pressed_button_is_not_sent_again_by_itself(account, away):
    client = Client(raise_request_exception=False)
    answer = client.post("/booking/site-7/when/")

    assert answer.status_code == 503
    assert "Refresh" not in answer


@pytest.mark.parametrize(
    ("state", "refused"), [("57P01", True), ("08006", True), ("57014", False), ("40P01", False)]
)
def test_only_a_database_that_is_away_is_one_moment(state, refused):
    error = OperationalError("said by the server")
    error.__cause__ = type("Cause", (Exception,), {"sqlstate": state})()

    assert (refusals.as_refusal(error) is not None) == refused
