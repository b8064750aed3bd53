"""The post of the demo can be read by everybody, and leaves no machine."""

import datetime as dt

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from seibi.config.demo import mailbox
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.messaging.contracts import Route
from seibi.contexts.messaging.models import Message
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SEIBI_MAIL_FOLDER = tmp_path / "mail"


def send(subject: str, to: str = "grace@example.com", message_id: str = "") -> None:
    mail = EmailMultiAlternatives(subject, "コード: 123", to=[to])
    if message_id:
        mail.extra_headers["Message-ID"] = message_id
    mail.attach_alternative("<p>123</p>", "text/html")
    get_connection("seibi.config.demo.mailbox.FolderBackend").send_messages([mail])


def queue(to: str, tz: str, at: dt.datetime) -> str:
    """A message of Seibi, told at a moment of the trade; its Message-ID comes back."""
    message = messaging.send(
        template="quality/survey",
        to=Route("email", to, "ja", tz),
        context={},
        subject="survey:1",
        owner_node=SITE,
        actor=SYSTEM,
        at=at,
    )
    return Message.objects.get(pk=message).mime_id


def test_what_was_sent_is_read_newest_first():
    send("予約 1")
    send("予約 2")

    found = mailbox.letters()
    assert [letter.subject for letter in found] == ["予約 2", "予約 1"]
    assert (found[0].to, found[0].text.strip()) == ("grace@example.com", "コード: 123")


def test_letters_stand_in_the_order_of_the_trade_whenever_they_left():
    late = queue("late@example.com", "Asia/Tokyo", NOON)
    early = queue("early@example.com", "Asia/Tokyo", NOON - dt.timedelta(hours=3))

    send("late", "late@example.com", late)
    send("early", "early@example.com", early)

    found = [(letter.subject, letter.written_at) for letter in mailbox.letters()]
    assert found == [("late", NOON), ("early", NOON - dt.timedelta(hours=3))]


def test_a_code_was_written_when_the_demo_s_clock_said_so():
    clock.follow(lambda: clock.Rate(clock.machine_now(), NOON))

    send("Your code")

    assert mailbox.letters()[0].written_at - NOON < dt.timedelta(minutes=1)


def test_each_reader_s_own_zone_is_known():
    Account.objects.create_user("grace@example.com", time_zone="Pacific/Honolulu")

    send("For Grace", "grace@example.com")
    send("For Wang", "wang@example.com", queue("wang@example.com", "Asia/Shanghai", NOON))
    send("For nobody we know", "nobody@example.com")

    assert {letter.to: letter.tz for letter in mailbox.letters()} == {
        "grace@example.com": "Pacific/Honolulu",
        "wang@example.com": "Asia/Shanghai",
        "nobody@example.com": "UTC",
    }


def test_a_mailbox_without_mail_is_empty():
    assert mailbox.letters() == []
