"""Messages over a real mail server: once, in the right language, and not for ever."""

import datetime as dt
import os
import subprocess
import sys
from decimal import Decimal

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from seibi.contexts.messaging import facade, jobs, queries
from seibi.contexts.messaging.contracts import Attachment, MessageState, Reason, Route
from seibi.contexts.messaging.domain.sending import DAILY_CAP, TRIES_AT_MOST
from seibi.contexts.messaging.models import Message
from seibi.contexts.messaging.operations import delivery
from seibi.kernel import clock, ports
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)

GRACE = Route("email", "grace@example.com", "ja", "Asia/Tokyo")
ABOUT = "parcel:0195"


def send(to=GRACE, *, template="booking/confirmed", about=ABOUT, **more):
    context = {
        "name": "山田 & Co.",
        "starts_at": world.NOON,
        "visit_url": "/my/visits/1/",
        "price": Money(Decimal(32400), "JPY"),
    }
    return facade.send(
        template=template,
        to=to,
        context=context,
        subject=about,
        owner_node=world.SITE,
        actor=SYSTEM,
        at=world.NOON,
        **more,
    )


def names():
    return list(Entry.objects.order_by("recorded_at", "pk").values_list("name", flat=True))


def test_a_message_arrives_in_the_language_and_zone_of_its_recipient(mailbox):
    key = send(attachments=(Attachment("visit.ics", "text/calendar", b"BEGIN:VCALENDAR"),))
    jobs.deliver(str(key))

    (mail,) = mailbox.mails
    assert mail["Subject"] == "はい 山田 & Co."
    assert mail["To"] == "grace@example.com"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{key}@seibi.example>"
    text = mail.get_body(("plain",)).get_content()
    assert text.strip() == "2026-03-29 21:00 https://seibi.example/my/visits/1/ 32400"
    assert "山田 &amp; Co." in mail.get_body(("html",)).get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == ["visit.ics"]
    assert Message.objects.get().state == MessageState.SENT
    assert names() == [
        "messaging.message_queued.v1",
        "messaging.message_sending_began.v1",
        "messaging.message_sent.v1",
    ]


def test_a_message_leaves_once_however_often_the_job_runs(mailbox):
    key = send()
    for _ in range(3):
        jobs.deliver(str(key))
    assert len(mailbox.mails) == 1


def test_a_message_of_a_change_that_was_undone_never_leaves():
    keys = []

    def undone():
        with transaction.atomic():
            keys.append(str(send()))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert not Message.objects.exists()
    with connection.cursor() as cursor:
        jobs_of = "SELECT count(*) FROM procrastinate_jobs WHERE args->>'message_id' = %s"
        cursor.execute(jobs_of, keys)
        assert cursor.fetchone() == (0,)


def test_what_is_no_longer_wanted_is_not_sent(mailbox):
    ports.still_wanted.register("cancelled_thing", lambda **_: False)
    key = send(about="cancelled_thing:1")
    jobs.deliver(str(key))

    message = Message.objects.get()
    assert not mailbox.mails
    assert (message.state, message.reason) == (MessageState.WITHDRAWN, Reason.NO_LONGER_WANTED)
    assert names()[-1] == "messaging.message_withdrawn.v1"


def test_an_address_gets_no_more_than_a_day_bears(mailbox):
    for _ in range(DAILY_CAP + 2):
        jobs.deliver(str(send()))
    assert len(mailbox.mails) == DAILY_CAP
    assert Message.objects.filter(reason=Reason.DAILY_CAP).count() == 2


def test_machines_are_not_written_to(mailbox):
    jobs.deliver(str(send(Route("email", "MAILER-DAEMON@example.com"))))
    assert not mailbox.mails
    assert Message.objects.get().reason == Reason.MAIL_LOOP


def test_an_address_that_does_not_exist_is_not_tried_again(mailbox):
    mailbox.recipient_answer = "550 no such user"
    jobs.deliver(str(send()))
    mailbox.recipient_answer = "250 ok"
    jobs.deliver(str(send()))

    first, second = Message.objects.order_by("pk")
    assert (first.state, first.reason) == (MessageState.FAILED, Reason.ADDRESS_REFUSED)
    assert (second.state, second.reason) == (MessageState.WITHDRAWN, Reason.ADDRESS_REFUSED)
    assert not mailbox.mails


def test_a_busy_server_is_asked_again_later_but_not_for_ever(mailbox):
    mailbox.answer = "451 later"
    key = send()
    for _ in range(TRIES_AT_MOST):
        jobs.deliver(str(key))
    message = Message.objects.get()
    assert (message.state, message.tries, message.attempts) == (
        MessageState.FAILED,
        TRIES_AT_MOST,
        0,
    )
    assert names().count("messaging.message_deferred.v1") == TRIES_AT_MOST - 1


def test_a_server_that_is_away_takes_nothing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    key = send()
    jobs.deliver(str(key))
    message = Message.objects.get()
    assert (message.state, message.reason) == (MessageState.QUEUED, Reason.SERVER_AWAY)
    assert message.due_at > clock.machine_now()


def test_a_text_that_cannot_be_made_fails_and_says_so(mailbox):
    jobs.deliver(str(send(template="booking/broken")))
    assert Message.objects.get().reason == Reason.NOT_RENDERED
    assert not mailbox.mails


def killed_while_sending(mailbox, key):
    """Run the worker's task in another process, which dies when the server has the mail."""
    script = (
        "import os, django\n"
        "from django.conf import settings\n"
        "settings.DATABASES['default']['NAME'] = os.environ['MAIL_TEST_DB']\n"
        "settings.EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'\n"
        "settings.EMAIL_HOST, settings.EMAIL_PORT = '127.0.0.1', int(os.environ['MAIL_PORT'])\n"
        "django.setup()\n"
        "from seibi.contexts.messaging import jobs\n"
        "from seibi.contexts.messaging.tests.conftest import TEMPLATES\n"
        "settings.TEMPLATES[0]['APP_DIRS'] = False\n"
        "loader = ('django.template.loaders.locmem.Loader', TEMPLATES)\n"
        "settings.TEMPLATES[0]['OPTIONS'] = {'loaders': [loader]}\n"
        "jobs.deliver(os.environ['MAIL_KEY'])\n"
    )
    child = None
    mailbox.kill = lambda: child.pid
    child = subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "seibi.config.settings.test",
            "PYTHONPATH": "src:.",
            "MAIL_TEST_DB": connection.settings_dict["NAME"],
            "MAIL_PORT": str(mailbox.port),
            "MAIL_KEY": str(key),
        },
        cwd=django_settings.SOURCE.parents[1],
    )
    child.wait(60)
    mailbox.kill = None
    assert child.returncode == -9


def test_after_a_kill_on_the_way_a_mail_is_repeated_once_under_the_same_id(mailbox):
    key = send()
    killed_while_sending(mailbox, key)
    assert Message.objects.get().state == MessageState.SENDING

    jobs.sweep(0)
    jobs.deliver(str(key))

    assert [mail["Message-ID"] for mail in mailbox.mails] == [f"<{key}@seibi.example>"] * 2
    message = Message.objects.get()
    assert (message.state, message.attempts) == (MessageState.SENT, 2)


def test_after_two_kills_nobody_knows_and_nobody_repeats(mailbox):
    key = send()
    for _ in range(2):
        killed_while_sending(mailbox, key)
        jobs.sweep(0)
    jobs.deliver(str(key))

    assert len(mailbox.mails) == 2
    message = Message.objects.get()
    assert (message.state, message.reason) == (MessageState.UNKNOWN, Reason.OUT_OF_SIGHT)


def test_the_sweep_leaves_a_living_worker_alone():
    key = send()
    with jobs._being_sent(key):
        assert delivery.begin_sending(
            message_id=key, machine_at=clock.machine_now(), actor=SYSTEM, at=world.NOON
        )
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as other:
            other.submit(_sweep_and_close).result()
    assert Message.objects.get().state == MessageState.SENDING


def _sweep_and_close():
    try:
        jobs.sweep(0)
    finally:
        connection.close()


def test_a_message_whose_job_was_lost_gets_another_one():
    key = send()
    jobs.sweep(0)
    told = names()
    Message.objects.update(due_at=clock.machine_now() - dt.timedelta(minutes=2))

    for _ in range(2):
        jobs.sweep(0)

    assert names() == [*told, "messaging.message_deferred.v1"]
    with connection.cursor() as cursor:
        jobs_of = "SELECT count(*) FROM procrastinate_jobs WHERE args->>'message_id' = %s"
        cursor.execute(jobs_of, [str(key)])
        assert cursor.fetchone() == (2,)


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (Route("line", "U123"), "channel_not_available"),
        (Route("email", ""), "address_missing"),
    ],
)
def test_a_message_that_cannot_travel_is_refused_and_leaves_no_trace(to, code):
    with pytest.raises(Invalid) as refusal:
        send(to)
    assert refusal.value.code == code
    assert not Message.objects.exists()
    assert not Entry.objects.exists()


def test_staff_see_what_was_sent_about_a_visit_at_their_site(ada, bob):
    send()
    assert [m.state for m in queries.messages_about(actor=ada, about=ABOUT)] == [
        MessageState.QUEUED
    ]
    assert queries.messages_about(actor=bob, about=ABOUT) == []


def failed(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    key = send()
    for _ in range(TRIES_AT_MOST):
        jobs.deliver(str(key))
    return key


def test_a_failed_message_can_be_sent_again_by_those_who_may(settings, ada):
    key = failed(settings)
    (shown,) = queries.undelivered(actor=ada, node=world.SITE)
    assert shown.may_retry

    delivery.retry_message(message_id=key, actor=ada, at=world.NOON)
    assert Message.objects.get().state == MessageState.QUEUED


@pytest.mark.parametrize(
    ("_case", "who", "refusal"),
    [
        ("another site", world.bob, NotFound),
        ("a stranger", world.eve, NotFound),
        ("an auditor reads only", lambda: world.actor("ken", world.Role.AUDITOR), NotAllowed),
    ],
)
def test_retrying_is_refused_and_leaves_no_trace(settings, _case, who, refusal):
    key = failed(settings)
    told = Entry.objects.count()
    with pytest.raises(refusal):
        delivery.retry_message(message_id=key, actor=who(), at=world.NOON)
    assert Message.objects.get().state == MessageState.FAILED
    assert Entry.objects.count() == told


def test_a_sent_message_is_not_sent_again(mailbox, ada):
    key = send()
    jobs.deliver(str(key))
    with pytest.raises(RuleBroken):
        delivery.retry_message(message_id=key, actor=ada, at=world.NOON + dt.timedelta(hours=1))
    assert len(mailbox.mails) == 1
