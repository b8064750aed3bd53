"""The pay page, the webhook and the API."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.conf import settings

from seibi.contexts.payments import facade
from seibi.contexts.payments.contracts import PaymentState, Purpose
from seibi.contexts.payments.models import Payment
from seibi.contexts.payments.web.providers import provider_of
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def info():
    return facade.open_payment(
        reference="invoice:1",
        amount=Money(Decimal(32400), "JPY"),
        node=world.SITE,
        purpose=Purpose.INVOICE,
        description="I-2026-000001",
        return_url="/my/",
        actor=SYSTEM,
        at=world.NOON,
    )


def webhook(client, info, *, status="confirmed", event="evt_1", **wrong):
    body = {"id": event, "token": info.pay_url.split("/")[2], "status": status} | wrong
    raw = json.dumps(body).encode()
    return client.post(
        "/payments/webhook/test/",
        raw,
        content_type="application/json",
        headers={"Webhook-Signature": provider_of("test").sign(raw)},
    )


def test_the_page_says_what_is_paid_and_takes_it(client, info):
    page = client.get(info.pay_url)
    assert page.status_code == 200
    assert "¥32,400" in page.content.decode()
    assert "I-2026-000001" in page.content.decode()

    answer = client.post(info.pay_url, {"status": "confirmed"})
    assert (answer.status_code, answer["Location"]) == (302, info.pay_url)
    assert "Thank you" in client.get(info.pay_url).content.decode()
    assert Payment.objects.get().captured == Money(Decimal(32400), "JPY")


def test_a_second_click_pays_nothing_more(client, info):
    client.post(info.pay_url, {"status": "confirmed"})
    assert client.post(info.pay_url, {"status": "confirmed"}).status_code == 200
    assert Entry.objects.filter(name="payments.payment_captured.v1").count() == 1


def test_a_refused_card_takes_nothing_and_says_what_to_do(client, info):
    client.post(info.pay_url, {"status": "rejected"})
    assert "Nothing was taken" in client.get(info.pay_url).content.decode()
    assert Payment.objects.get().status == PaymentState.REJECTED


def test_a_provider_that_falls_silent_leaves_the_end_unknown_and_no_second_try(client, info):
    answer = client.post(info.pay_url, {"status": "waiting", "gateway_response": "failure"})
    assert "Do not pay again" in answer.content.decode()
    assert Payment.objects.get().status == PaymentState.UNKNOWN

    client.post(info.pay_url, {"status": "confirmed"})
    assert Payment.objects.get().status == PaymentState.UNKNOWN
    assert webhook(client, info).json() == {"effect": "applied"}
    assert Payment.objects.get().status == PaymentState.CONFIRMED


def test_a_webhook_counts_once_and_needs_no_cookie(client, info):
    client.handler.enforce_csrf_checks = True
    assert webhook(client, info).json() == {"effect": "applied"}
    assert webhook(client, info).json() == {"effect": "repeated"}
    assert webhook(client, info, status="rejected", event="evt_0").json() == {"effect": "too_late"}
    assert Payment.objects.get().status == PaymentState.CONFIRMED


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"status": "gone"}, 400),
        ({"token": str(uuid4())}, 404),
        ({"token": "x"}, 404),
    ],
)
def test_a_webhook_about_nothing_changes_nothing(client, info, wrong, status):
    assert webhook(client, info, **wrong).status_code == status
    assert Payment.objects.get().status == PaymentState.WAITING


def test_a_webhook_with_a_wrong_signature_is_refused(client, info):
    body = {"id": "1", "token": info.pay_url.split("/")[2], "status": "confirmed"}
    answer = client.post("/payments/webhook/test/", body, content_type="application/json")
    assert answer.status_code == 403
    assert Payment.objects.get().status == PaymentState.WAITING


@pytest.mark.parametrize(
    "path", [f"/payments/{uuid4()}/", "/payments/webhook/nobody/"], ids=["payment", "provider"]
)
def test_what_is_not_there_is_not_found(client, path):
    send = client.post if "webhook" in path else client.get
    assert send(path).status_code == 404


def test_the_test_provider_is_what_the_settings_say():
    assert "test" in settings.PAYMENT_VARIANTS
