"""A real mail server on this machine, and mail templates that only tests have."""

import email
import email.policy
import os
import signal
import socket
from collections.abc import Callable

import pytest
from aiosmtpd.controller import Controller

TEMPLATES = {
    "booking/mail/confirmed.txt": (
        "Subject: {% load i18n %}{% translate 'Yes' %} {{ name }}\n"
        "\n{{ starts_at|date:'Y-m-d H:i' }} {{ visit_url }} {{ price.amount }}\n"
    ),
    "booking/mail/confirmed.html": "<p>{{ name }}</p><a href='{{ visit_url }}'>{{ subject }}</a>",
    "booking/mail/broken.txt": "no subject here",
}


@pytest.fixture(autouse=True)
def _templates(settings):
    loader = ("django.template.loaders.locmem.Loader", TEMPLATES)
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [loader]},
        }
    ]
    settings.SEIBI_PUBLIC_URL = "https://seibi.example"
    settings.DEFAULT_FROM_EMAIL = "Seibi <seibi@seibi.example>"


class Mailbox:
    """What the server took, and how it should answer."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        self.answer = "250 taken"
        self.recipient_answer = "250 ok"
        self.kill: Callable[[], int] | None = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.mails.append(parsed)
        if self.kill:
            os.kill(self.kill(), signal.SIGKILL)
        return self.answer


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    box.port = port
    yield box
    controller.stop()
